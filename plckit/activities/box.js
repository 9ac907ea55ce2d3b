// A box for words: it grows with them, and says how many characters are left once it gets tight.

import { grow, h } from "./dom.js";

/**
 * Return {el, box, take(text), lock(locked)}. `typed(text)` is called at every change, `rest()` when the person
 * leaves the box. `take` shows what is stored, but never replaces words while `busy()` or in a box somebody is in.
 */
export function textBox({ limit, busy, typed, rest, describedby = "", ...props }) {
  const left = h("p", { class: "left", id: `${props.id}-left`, hidden: true });
  let stored = null; // what the server has said since the last typing, if anything
  const box = h("textarea", {
    rows: "1",
    autocomplete: "off",
    "aria-describedby": `${describedby} ${props.id}-left`.trim(),
    ...props,
    oninput: () => {
      stored = null;
      count();
      typed(box.value);
    },
    onblur: () => {
      rest?.();
      settle();
    },
  });
  const settle = () => {
    if (stored === null || busy() || (document.activeElement === box && !box.readOnly)) return;
    if (box.value !== stored) box.value = stored;
    count();
  };
  const count = () => {
    grow(box);
    const over = box.value.length - limit;
    left.hidden = over < -limit / 5;
    left.textContent =
      over > 0 ? `${over} characters over ${limit}: shorter is easier to read together` : `${-over} characters left`;
    left.dataset.over = String(over > 0);
  };
  return {
    el: h("div", { class: "box" }, box, left),
    box,
    take(text) {
      if (busy()) return; // this may be older than the words in the box, which are not stored yet
      stored = text;
      settle();
    },
    lock(locked) {
      box.readOnly = locked; // not disabled: words stay readable and can be copied
      if (locked) settle(); // what others write shows at once, also where the cursor still stands
    },
  };
}
