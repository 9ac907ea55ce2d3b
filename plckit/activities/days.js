// A box for a day. The browser's own calendar, and year-month-day typed where there is none.

import { h } from "./dom.js";

/** Return {el, take(value)}; `changed(value)` gets year-month-day, or null for none. */
export function dayBox({ busy, changed, say, ...props }) {
  let stored; // what the server has said since the last change here, if anything
  const change = (value) => {
    stored = undefined;
    changed(value);
  };
  const box = h("input", {
    type: "date",
    min: "2000-01-01",
    max: "2100-12-31",
    ...props,
    onchange: () => {
      if (box.validity.badInput) say("There is no such day. Check the day and the month.", "refused");
      else change(box.value || null);
    },
    onblur: () => {
      if (box.validity.badInput) say("The day is not complete, so it is not kept yet.", "refused");
      else settle();
    },
  });
  const settle = () => {
    if (stored !== undefined && !busy() && document.activeElement !== box) box.value = stored ?? "";
  };
  const clear = h("button", { type: "button", class: "clear", onclick: () => cleared() }, "Clear");
  const cleared = () => {
    box.focus(); // the button is about to go
    box.value = "";
    change(null);
  };
  return {
    el: h("div", { class: "row day" }, box, clear),
    box,
    lock(locked) {
      box.disabled = clear.disabled = locked;
    },
    take(value) {
      if (busy()) return; // as in a box for words
      stored = value ?? null;
      settle();
    },
  };
}
