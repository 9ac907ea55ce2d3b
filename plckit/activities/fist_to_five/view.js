// A hand from 0 to 5 with its words, and abstaining apart from the numbers.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { radios } from "../radio.js";

export default activity(({ spec, id, put, busy }) => {
  const { radio, set } = radios(id, (hand) => put("answer", hand));
  const hands = Object.entries(spec.options.labels).map(([hand, label]) =>
    h("label", { class: "option" }, radio(hand), h("span", { class: "hand" }, hand), h("span", {}, label)),
  );
  const abstain = h("label", { class: "option apart" }, radio("abstain"), h("span", {}, "Abstain: I take no part in this vote"));
  return {
    el: h("div", { class: "options hands" }, hands, abstain),
    show: (mine) => busy("answer") || set(mine.answer ?? null),
  };
});
