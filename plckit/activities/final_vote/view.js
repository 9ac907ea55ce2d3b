// A hand with its words, then whether one can see what the group wants: two rows of choices, kept apart, one vote.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { radios } from "../radio.js";

const ABSTAIN = "abstain";

export default activity(({ spec, id, put, busy }) => {
  const { labels, will, choices } = spec.options;
  let vote = { hand: null, sees: null };
  let kept = false; // whether a vote is sent, which half of one then takes back
  const missing = h("p", { class: "one-more", role: "status" });
  const whole = () => vote.hand !== null && (vote.sees !== null || vote.hand === ABSTAIN);
  const half = () => !whole() && (vote.hand !== null || vote.sees !== null);
  const say = () => {
    const what = vote.hand === null ? "show a hand from 0 to 5." : "can you see what this group wants?";
    missing.textContent = half() ? `One more tap: ${what}` : "";
  };
  const tap = (part) => (value) => {
    vote[part] = value;
    say();
    if (whole() || kept) put("answer", whole() ? { ...vote } : null);
    kept = whole();
  };
  const hand = radios(`${id}-hand`, tap("hand"));
  const sees = radios(`${id}-sees`, tap("sees"));
  const hands = Object.entries(labels).map(([key, label]) =>
    h("label", { class: "option" }, hand.radio(key), h("span", { class: "hand" }, key), h("span", {}, label)),
  );
  const abstain = h("label", { class: "option apart" }, hand.radio(ABSTAIN), h("span", {}, "Abstain: I take no part in this vote"));
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
      missing,
    ),
    show(mine) {
      if (busy("answer")) return;
      kept = Boolean(mine.answer);
      // Half a vote is on this page alone, so nothing that comes from elsewhere takes it away.
      if (kept || !half()) vote = { hand: null, sees: null, ...mine.answer };
      hand.set(vote.hand);
      sees.set(vote.sees);
      say();
    },
    leave() {
      if (half()) missing.textContent = "Half a vote is not counted.";
    },
  };
});
