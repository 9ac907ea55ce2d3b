// A box for a day. The browser's own calendar, and year-month-day typed where there is none.

import { h } from "./dom.js";

/** Return {el, take(value)}; `changed(value)` gets year-month-day, or null for none. */
export function dayBox({ busy, changed, say, ...props }) {
  const box = h("input", {
    type: "date",
    min: "2000-01-01",
    max: "2100-12-31",
    ...props,
    onchange: () => {
      if (box.validity.badInput) say("There is no such day. Check the day and the month.", "refused");
      else changed(box.value || null);
    },
    onblur: () => box.validity.badInput && say("The day is not complete, so it is not kept yet.", "refused"),
  });
  const clear = h("button", { type: "button", class: "clear", onclick: () => cleared() }, "Clear");
  const cleared = () => {
    box.focus(); // the button is about to go
    box.value = "";
    changed(null);
  };
  return {
    el: h("div", { class: "row day" }, box, clear),
    box,
    lock(locked) {
      box.disabled = clear.disabled = locked;
    },
    take(value) {
      if (busy() || document.activeElement === box) return;
      box.value = value ?? "";
    },
  };
}
