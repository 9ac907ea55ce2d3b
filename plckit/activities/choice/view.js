// Pick one.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, id, put, busy }) => {
  const inputs = Object.entries(spec.options.choices).map(([key, label]) => {
    const input = h("input", { type: "radio", name: id, value: key, onchange: () => put("answer", key) });
    return [key, input, h("label", { class: "option" }, input, h("span", {}, label))];
  });
  return {
    el: h("div", { class: "options" }, inputs.map(([, , label]) => label)),
    show(mine) {
      if (busy("answer")) return;
      for (const [key, input] of inputs) input.checked = mine.answer === key;
    },
  };
});
