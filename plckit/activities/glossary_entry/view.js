// A term, what it means to us, and an example.

import { activity } from "../activity.js";
import { textBox } from "../box.js";
import { h } from "../dom.js";

const LABELS = { term: "The term", meaning: "What it means to us", example: "An example, if you have one" };

export default activity(({ spec, id, type, flush, busy }) => {
  const value = { term: "", meaning: "", example: "" };
  const parts = Object.entries(LABELS).map(([part, label]) => {
    const made = textBox({
      id: `${id}-${part}`,
      limit: spec.options.limits[part],
      describedby: `${id}-sees`,
      busy: () => busy("answer"),
      typed(text) {
        value[part] = text;
        type("answer", { ...value });
      },
      rest: flush,
    });
    return { part, ...made, el: h("div", { class: "part" }, h("label", { for: `${id}-${part}` }, label), made.el) };
  });
  return {
    el: h("div", { class: "parts" }, parts.map((part) => part.el)),
    show(mine) {
      if (!busy("answer")) Object.assign(value, { term: "", meaning: "", example: "" }, mine.answer);
      for (const { part, take } of parts) take(value[part]);
    },
    lock: (locked) => parts.forEach((part) => part.lock(locked)),
  };
});
