// Two sliders a line, now and want.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { slider } from "../slider.js";

export default activity(({ spec, id, type, flush, put, busy }) => {
  const { rows, handles, low, high } = spec.options;
  const lines = Object.entries(rows).map(([row, text]) => {
    const values = { now: null, want: null };
    const line = `${id}-${row}`;
    const sliders = Object.entries(handles).map(([handle, label]) =>
      slider({ id: `${line}-${handle}`, label, low, high, describedby: line }, (value, rest) => {
        values[handle] = value;
        if (rest) put(row, { ...values });
        else type(row, { ...values });
      }),
    );
    const el = h(
      "div",
      { class: "line", role: "group", "aria-labelledby": line },
      h("p", { id: line }, text),
      sliders.map((s) => s.el),
    );
    return { row, values, sliders, el };
  });
  return {
    el: h("div", { class: "lines", onchange: () => flush() }, lines.map((line) => line.el)),
    show(mine) {
      for (const { row, values, sliders } of lines) {
        if (busy(row)) continue;
        Object.assign(values, { now: null, want: null }, mine[row]);
        sliders[0].show(values.now);
        sliders[1].show(values.want);
      }
    },
  };
});
