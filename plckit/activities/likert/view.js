// How true is each statement? One row of buttons a statement, “not sure” apart from the levels.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { radios } from "../radio.js";

const NOT_SURE = "not_sure";

export default activity(({ spec, id, put, busy }) => {
  const { rows, levels } = spec.options;
  const labels = Object.values(levels);
  const statements = Object.entries(rows).map(([row, text]) => {
    const line = `${id}-${row}`;
    // What the chosen number means, in words: there is no room for them on the buttons.
    const said = h("p", { class: "said", "aria-hidden": "true" });
    const tell = (key) => (said.textContent = key === null ? "" : `${levels[key] ?? "Not sure"} · press again to undo`);
    const { radio, set } = radios(line, (key) => {
      tell(key);
      put(row, key);
    });
    const level = (key, label, short) =>
      h("label", { class: key === NOT_SURE ? "level apart" : "level" }, radio(key, { "aria-label": label }), h("span", {}, short));
    const el = h(
      "div",
      { class: "line", role: "radiogroup", "aria-labelledby": line },
      h("p", { id: line }, text),
      h(
        "div",
        { class: "levels" },
        Object.keys(levels).map((key, i) => level(key, levels[key], String(i + 1))),
        level(NOT_SURE, "Not sure", "Not sure"),
      ),
      said,
    );
    const show = (key) => {
      set(key);
      tell(key);
    };
    return { row, show, el };
  });
  return {
    el: h(
      "div",
      { class: "likert" },
      h(
        "p",
        { class: "legend", "aria-hidden": "true" },
        h("span", {}, `1 = ${labels[0]}`),
        h("span", {}, `${labels.length} = ${labels.at(-1)}`),
      ),
      statements.map((statement) => statement.el),
    ),
    show(mine) {
      for (const { row, show } of statements) busy(row) || show(mine[row] ?? null);
    },
  };
});
