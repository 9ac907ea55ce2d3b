// One slider a line, all between the same two ends in words.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { slider } from "../slider.js";

export default activity(({ spec, id, type, put, flush, busy }) => {
  const { rows, ends, low, high } = spec.options;
  const lines = Object.entries(rows).map(([row, label]) => {
    const changed = (value, rest) => (rest ? put(row, value) : type(row, value));
    return { row, own: slider({ id: `${id}-${row}`, label, low, high, ends, describedby: `${id}-sees` }, changed) };
  });
  return {
    el: h("div", { class: "sliders", onchange: () => flush() }, lines.map(({ own }) => h("div", { class: "line" }, own.el))),
    show(mine) {
      for (const { row, own } of lines) if (!busy(row)) own.show(mine[row] ?? null);
    },
  };
});
