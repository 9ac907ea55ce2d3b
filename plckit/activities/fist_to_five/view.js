// A hand from 0 to 5 with its words, and abstaining apart from the numbers.

import { activity } from "../activity.js";
import { h } from "../dom.js";

const ABSTAIN = "abstain";

export default activity(({ spec, id, put, busy }) => {
  const option = (key, digit, label) => {
    const input = h("input", { type: "radio", name: id, value: key, onchange: () => put("answer", key) });
    const words = [digit ? h("span", { class: "hand" }, digit) : null, h("span", {}, label)];
    return [input, h("label", { class: digit ? "option" : "option apart" }, input, words)];
  };
  const options = [
    ...Object.entries(spec.options.labels).map(([hand, label]) => option(hand, hand, label)),
    option(ABSTAIN, "", "Abstain: I take no part in this vote"),
  ];
  return {
    el: h("div", { class: "options hands" }, options.map(([, label]) => label)),
    show(mine) {
      if (busy("answer")) return;
      for (const [input] of options) input.checked = mine.answer === input.value;
    },
  };
});
