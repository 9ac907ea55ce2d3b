// A hand with its words, then whether one can see what the group wants: two rows of choices, kept apart.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { radios } from "../radio.js";

export default activity(({ spec, id, put, busy }) => {
  const { labels, will, choices } = spec.options;
  const hand = radios(`${id}-hand`, (value) => put("hand", value));
  const sees = radios(`${id}-sees`, (value) => put("sees", value));
  const hands = Object.entries(labels).map(([key, label]) =>
    h("label", { class: "option" }, hand.radio(key), h("span", { class: "hand" }, key), h("span", {}, label)),
  );
  const abstain = h("label", { class: "option apart" }, hand.radio("abstain"), h("span", {}, "Abstain: I take no part in this vote"));
  const answers = Object.entries(choices).map(([key, label]) => h("label", { class: "option" }, sees.radio(key), h("span", {}, label)));
  return {
    el: h(
      "div",
      { class: "parts" },
      h("div", { class: "options hands", role: "radiogroup", "aria-label": "Your hand" }, hands, abstain),
      h(
        "div",
        { class: "options", role: "radiogroup", "aria-labelledby": `${id}-will` },
        h("p", { class: "will", id: `${id}-will` }, will),
        answers,
      ),
    ),
    show(mine) {
      busy("hand") || hand.set(mine.hand ?? null);
      busy("sees") || sees.set(mine.sees ?? null);
    },
  };
});
