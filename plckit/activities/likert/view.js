// How true is each statement? One row of buttons a statement, “not sure” apart from the levels.

import { activity } from "../activity.js";
import { h } from "../dom.js";

const NOT_SURE = "not_sure";

export default activity(({ spec, id, put, busy }) => {
  const { rows, levels } = spec.options;
  const inputs = new Map();
  const said = new Map(); // what the chosen number means, in words: there is no room for them on the buttons
  const tell = (row, key) => (said.get(row).textContent = levels[key] ?? "");
  const option = (row, key, label, short) => {
    const input = h("input", {
      type: "radio",
      name: `${id}-${row}`,
      value: key,
      "aria-label": label,
      onchange: () => {
        tell(row, key);
        put(row, key);
      },
    });
    inputs.get(row).push(input);
    return h("label", { class: key === NOT_SURE ? "level apart" : "level" }, input, h("span", {}, short));
  };
  const statement = ([row, text]) => {
    inputs.set(row, []);
    said.set(row, h("p", { class: "said", "aria-hidden": "true" }));
    const keys = Object.keys(levels);
    return h(
      "div",
      { class: "line", role: "radiogroup", "aria-labelledby": `${id}-${row}` },
      h("p", { id: `${id}-${row}` }, text),
      h(
        "div",
        { class: "levels" },
        keys.map((key, i) => option(row, key, levels[key], String(i + 1))),
        option(row, NOT_SURE, "Not sure", "Not sure"),
      ),
      said.get(row),
    );
  };
  const labels = Object.values(levels);
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
      Object.entries(rows).map(statement),
    ),
    show(mine) {
      for (const [row, radios] of inputs) {
        if (busy(row)) continue;
        for (const input of radios) input.checked = mine[row] === input.value;
        tell(row, mine[row]);
      }
    },
  };
});
