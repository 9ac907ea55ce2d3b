// I will … by …

import { activity } from "../activity.js";
import { textBox } from "../box.js";
import { dayBox } from "../days.js";
import { h } from "../dom.js";

export default activity(({ spec, id, type, put, flush, busy, say }) => {
  const value = { will: "", by: null };
  const waits = () => busy("answer");
  const will = textBox({
    id: `${id}-will`,
    limit: spec.options.limit,
    describedby: `${id}-sees`,
    busy: waits,
    typed(text) {
      value.will = text;
      type("answer", { ...value });
    },
    rest: flush,
  });
  const by = dayBox({
    id: `${id}-by`,
    busy: waits,
    changed(day) {
      value.by = day;
      put("answer", { ...value });
    },
    say,
  });
  return {
    el: h(
      "div",
      { class: "parts" },
      h("div", { class: "part" }, h("label", { for: `${id}-will` }, "I will"), will.el),
      h("div", { class: "part" }, h("label", { for: `${id}-by` }, "by"), by.el),
    ),
    lock(locked) {
      will.lock(locked);
      by.lock(locked);
    },
    show(mine) {
      if (!waits()) Object.assign(value, { will: "", by: null }, mine.answer);
      will.take(value.will);
      by.take(value.by);
    },
  };
});
