// A hand from 0 to 5 for each item of a list that others may still be changing; the words of the hands stay in view.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { radios } from "../radio.js";

const ABSTAIN = "abstain";

export default activity(({ spec, id, put, busy }) => {
  const { labels, most, notes } = spec.options;
  const wait = h("p", { class: "quiet", role: "status" });
  const words = h("ul", { class: "hand-words" }, Object.entries(labels).map(([hand, label]) => h("li", {}, h("b", {}, hand), " ", label)));
  const list = h("div", {});
  const lines = new Map(); // item -> {el, text, show}
  let mine = {};

  const line = (item) => {
    const name = `${id}-${item}`;
    const text = h("p", { id: name, dir: "auto" });
    const said = h("p", { class: "said", "aria-hidden": "true" });
    const tell = (hand) => (said.textContent = hand === null || hand === ABSTAIN ? "" : `${hand} ${labels[hand]}`);
    const { radio, set } = radios(name, (hand) => {
      tell(hand);
      put(item, hand);
    });
    const hands = Object.entries(labels).map(([hand, label]) =>
      h("label", { class: "level" }, radio(hand, { "aria-label": `${hand} ${label}` }), h("span", {}, hand)),
    );
    const abstain = h("label", { class: "level apart" }, radio(ABSTAIN, { "aria-label": "Abstain" }), h("span", {}, "Abstain"));
    const group = { class: "line", role: "radiogroup", "aria-labelledby": name };
    const el = h("div", group, text, h("div", { class: "levels" }, hands), h("div", { class: "row" }, said, abstain));
    const show = (hand) => {
      set(hand);
      tell(hand);
    };
    return { el, text, show };
  };

  return {
    el: h("div", { class: "hand-for-each" }, wait, words, list),
    cards(given) {
      const items = [...(given ?? spec.options.cards)];
      if (notes) items.sort((a, b) => a.text.localeCompare(b.text));
      const many = items.length > most;
      const shown = many ? [] : items;
      wait.textContent = many ? `There are ${items.length} items. Take off ${items.length - most} first: ${most} at most.` : items.length ? "" : "Nothing is on the list yet.";
      words.hidden = !shown.length;
      for (const [item, { el }] of lines) {
        if (shown.some((one) => one.id === item)) continue;
        el.remove();
        lines.delete(item);
      }
      shown.forEach((one, i) => {
        if (!lines.has(one.id)) {
          lines.set(one.id, line(one.id));
          lines.get(one.id).show(mine[one.id] ?? null);
        }
        const { el, text } = lines.get(one.id);
        text.textContent = one.text;
        if (list.children[i] !== el) list.insertBefore(el, list.children[i] ?? null);
      });
    },
    show(stored) {
      mine = stored;
      for (const [item, { show }] of lines) busy(item) || show(mine[item] ?? null);
    },
  };
});
