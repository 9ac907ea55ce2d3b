// One slider between two ends in words.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { slider } from "../slider.js";

export default activity(({ spec, id, type, put, flush, busy }) => {
  const { ends, low, high } = spec.options;
  const label = { labelledby: `${id}-prompt` };
  const own = slider({ id: `${id}-slider`, label, low, high, ends, describedby: `${id}-sees` }, (value, rest) => {
    if (rest) put("answer", value);
    else type("answer", value);
  });
  return {
    el: h("div", { onchange: () => flush() }, own.el),
    box: true,
    show: (mine) => busy("answer") || own.show(mine.answer ?? null),
  };
});
