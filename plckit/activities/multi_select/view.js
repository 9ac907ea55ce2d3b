// Tick any that fit. A choice that stands alone unticks the others, and they untick it.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, put, busy }) => {
  const { choices, alone } = spec.options;
  const boxes = new Map();
  const changed = (key) => {
    if (boxes.get(key).checked) {
      for (const [other, box] of boxes) {
        if (other !== key && (alone.includes(key) || alone.includes(other))) box.checked = false;
      }
    }
    put("answer", [...boxes].filter(([, box]) => box.checked).map(([k]) => k));
  };
  const labels = Object.entries(choices).map(([key, label]) => {
    const box = h("input", { type: "checkbox", value: key, onchange: () => changed(key) });
    boxes.set(key, box);
    return h("label", { class: "option" }, box, h("span", {}, label));
  });
  return {
    el: h("div", { class: "options" }, labels),
    show(mine) {
      if (busy("answer")) return;
      const ticked = mine.answer ?? [];
      for (const [key, box] of boxes) box.checked = ticked.includes(key);
    },
  };
});
