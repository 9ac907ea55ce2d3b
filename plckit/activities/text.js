// An answer in words: one box that bears the prompt as its name.

import { activity } from "./activity.js";
import { askingBox } from "./asking.js";
import { textBox } from "./box.js";

const ENTRY = "answer";

export function textView(props) {
  return activity(({ spec, id, type, flush, busy }) => {
    const { asks, limit } = spec.options;
    const made = asks ? (props) => askingBox(asks, props) : textBox;
    const { el, box, take, lock } = made({
      ...props,
      id: `${id}-box`,
      limit,
      "aria-labelledby": `${id}-prompt`,
      describedby: `${id}-sees`,
      busy: () => busy(ENTRY),
      typed: (text) => type(ENTRY, text),
      rest: flush,
    });
    return { el, box, lock, show: (mine) => take(mine[ENTRY] ?? "") };
  });
}
