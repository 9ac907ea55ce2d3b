// What stands beside an answer of any kind: a reason where the workbook asks for one, and one's name to add.

import { textBox } from "./box.js";
import { h } from "./dom.js";

const LIMIT = 140;

/** Return the parts below a person's answer: [{el, show(mine), lock?(locked)}]. */
export function beside({ spec, id, put, type, flush, busy }) {
  return [spec.reason ? reason() : null, spec.see === "opt-in" ? signature() : null].filter(Boolean);

  function reason() {
    const { el, take, lock } = textBox({
      id: `${id}-reason`,
      limit: LIMIT,
      describedby: `${id}-sees`,
      busy: () => busy("reason"),
      typed: (text) => type("reason", text),
      rest: flush,
    });
    return {
      el: h("div", { class: "reason" }, h("label", { for: `${id}-reason` }, spec.reason), el),
      show: (mine) => take(mine.reason ?? ""),
      lock,
    };
  }

  function signature() {
    const box = h("input", { type: "checkbox", onchange: () => put("signed", box.checked || null) });
    return {
      el: h("label", { class: "option signature" }, box, h("span", {}, "Add my name to what I wrote")),
      show: (mine) => busy("signed") || (box.checked = mine.signed === true),
      lock: (locked) => (box.disabled = locked),
    };
  }
}
