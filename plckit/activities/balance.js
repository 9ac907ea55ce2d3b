// How many notes have each tag, or how many people picked each: a bar each, with its number beside it.

import { h } from "./dom.js";

/** Return the view of a summary's `balance`: {el, stop, update(rows)}. */
export function view({ options }) {
  const list = h("ul");
  const el = h("div", { class: "balance" }, h("h4", {}, options.tags ? "Notes with each tag" : "How many picked each"), list);
  return {
    el,
    stop() {},
    update(rows) {
      const most = Math.max(1, ...rows.map(({ count }) => count));
      list.replaceChildren(
        ...rows.map(({ label, count }) => {
          const bar = h("span", { class: "share", "aria-hidden": "true" }, h("span"));
          bar.firstChild.style.width = `${(100 * count) / most}%`;
          return h("li", {}, h("span", { class: "what" }, label), bar, h("span", { class: "how-many" }, String(count)));
        }),
      );
    },
  };
}
