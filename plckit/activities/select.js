// One of a list of names, in the little room that a row or a card has.

import { h } from "./dom.js";

/** Return {el, box, take(value), lock(locked)}; `changed(value)` gets a key of `choices`, null for `none`. */
export function selectBox({ busy, changed, choices, none, ...props }) {
  const options = Object.entries(choices).map(([value, text]) => h("option", { value }, text));
  const box = h("select", { ...props, onchange: () => changed(box.value || null) }, h("option", { value: "" }, none), options);
  return {
    el: box,
    box,
    take(value) {
      if (!busy()) box.value = value ?? "";
    },
    lock(locked) {
      box.disabled = locked;
    },
  };
}
