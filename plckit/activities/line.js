// A box for one line: a number, an address. Like a box for words it never changes under somebody's cursor.

import { h } from "./dom.js";

/**
 * Return {el, box, take(value), lock(locked)}. `typed(value)` gets what is in the box, null for nothing, at every
 * change; `rest()` is called when the person leaves it.
 */
export function lineBox({ busy, typed, rest, ...props }) {
  let stored; // what the server has said since the last typing, if anything
  const value = () => (box.value === "" ? null : props.type === "number" ? Number(box.value) : box.value);
  const box = h("input", {
    autocomplete: "off",
    ...props,
    oninput: () => {
      stored = undefined;
      typed(value());
    },
    onblur: () => {
      rest();
      settle();
    },
  });
  const settle = () => {
    if (stored !== undefined && !busy() && (document.activeElement !== box || box.readOnly)) box.value = stored ?? "";
  };
  return {
    el: box,
    box,
    take(now) {
      if (busy()) return; // as in a box for words
      stored = now ?? null;
      settle();
    },
    lock(locked) {
      box.readOnly = locked; // not disabled: it stays readable and can be copied
      if (locked) settle();
    },
  };
}
