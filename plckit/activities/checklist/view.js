// Yes or no to each line.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, id, put, busy }) => {
  const { rows, levels } = spec.options;
  const lines = Object.entries(rows).map(([row, text]) => {
    const line = `${id}-${row}`;
    const inputs = [];
    const choice = (key, label) => {
      const input = h("input", { type: "radio", name: line, value: key, onchange: () => put(row, key) });
      inputs.push(input);
      return h("label", { class: "level" }, input, h("span", {}, label));
    };
    const both = ["yes", "no"].map((key) => choice(key, levels[key]));
    const el = h(
      "div",
      { class: "line check", role: "radiogroup", "aria-labelledby": line },
      h("p", { id: line }, text),
      h("div", { class: "levels" }, both),
    );
    return { row, inputs, el };
  });
  return {
    el: h("div", { class: "lines" }, lines.map((line) => line.el)),
    show(mine) {
      for (const { row, inputs } of lines) {
        if (!busy(row)) for (const input of inputs) input.checked = mine[row] === input.value;
      }
    },
  };
});
