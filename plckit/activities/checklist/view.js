// Yes or no to each line.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { radios } from "../radio.js";

export default activity(({ spec, id, put, busy }) => {
  const { rows, levels } = spec.options;
  const lines = Object.entries(rows).map(([row, text]) => {
    const line = `${id}-${row}`;
    const { radio, set } = radios(line, (key) => put(row, key));
    const both = ["yes", "no"].map((key) => h("label", { class: "level" }, radio(key), h("span", {}, levels[key])));
    const el = h(
      "div",
      { class: "line check", role: "radiogroup", "aria-labelledby": line },
      h("p", { id: line }, text),
      h("div", { class: "levels" }, both),
    );
    return { row, set, el };
  });
  return {
    el: h("div", { class: "lines" }, lines.map((line) => line.el)),
    show(mine) {
      for (const { row, set } of lines) busy(row) || set(mine[row] ?? null);
    },
  };
});
