// A box for words, with the number of characters left once it gets tight.

import { activity } from "./activity.js";
import { grow, h } from "./dom.js";

const ENTRY = "answer";

export function textView(props) {
  return activity(({ spec, id, type, flush, busy }) => {
    const { limit } = spec.options;
    const left = h("p", { class: "left", id: `${id}-left`, hidden: true });
    const box = h("textarea", {
      ...props,
      "aria-labelledby": `${id}-prompt`,
      "aria-describedby": `${id}-sees ${id}-left`,
      autocomplete: "off",
      oninput: () => {
        stored = null;
        count();
        type(ENTRY, box.value);
      },
      onblur: () => {
        flush();
        rest();
      },
    });
    let stored = null; // what the server has said since the last typing, if anything
    // Words in a box that somebody is in are never replaced by an echo or by another tab's words.
    const rest = () => {
      if (stored === null || busy(ENTRY) || document.activeElement === box) return;
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
      el: h("div", {}, box, left),
      box,
      show(mine) {
        if (busy(ENTRY)) return; // this may be older than the words in the box, which are not stored yet
        stored = mine[ENTRY] ?? "";
        rest();
      },
      lock(locked) {
        box.readOnly = locked; // not disabled: words stay readable and can be copied
      },
    };
  });
}
