// An answer in words: one box that bears the prompt as its name.

import { activity } from "./activity.js";
import { textBox } from "./box.js";

const ENTRY = "answer";

export function textView(props) {
  return activity(({ spec, id, type, flush, busy }) => {
    const { el, box, take, lock } = textBox({
      ...props,
      id: `${id}-box`,
      limit: spec.options.limit,
      "aria-labelledby": `${id}-prompt`,
      describedby: `${id}-sees`,
      busy: () => busy(ENTRY),
      typed: (text) => type(ENTRY, text),
      rest: flush,
    });
    return { el, box, lock, show: (mine) => take(mine[ENTRY] ?? "") };
  });
}
