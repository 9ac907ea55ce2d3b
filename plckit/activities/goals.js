// Goals as the group sees them: the sentence, how many students that is, and a flag for each letter.

import { h } from "./dom.js";

const MARKS = { pass: ["Pass", "✓"], check: ["Check", "?"], fix: ["Fix", "!"] };
const A_PAGE = 2;

/** Return a letter's mark, in words and with a sign; empty while there is none. */
export function markOf(mark) {
  const [words, sign] = MARKS[mark] ?? ["", ""];
  return h("span", { class: "mark", "data-mark": mark }, h("span", { "aria-hidden": "true" }, sign), words);
}

/** Return the view of a summary's `goals`: {el, stop, update(goals)}; `paged` comes from group.js. */
export function view(spec, paged) {
  const inPairs = (goals) => goals.flatMap((_, i) => (i % A_PAGE ? [] : [goals.slice(i, i + A_PAGE)]));
  const pages = paged(h("ul", { class: "goals" }), inPairs, goalOf);
  const named = (goal, i, all) => ({ ...goal, name: goal.name ?? (all.length > 1 ? `Goal ${i + 1}` : "") });
  return { ...pages, update: (goals) => pages.update(goals.map(named)) };
}

function goalOf({ name, sentence, change, flags }) {
  return h(
    "li",
    { class: "one-goal" },
    name ? h("h4", { dir: "auto" }, name) : null,
    h("p", { class: "sentence", dir: "auto" }, sentence),
    change ? h("p", { class: "change" }, change) : null,
    h("ul", { class: "flags" }, flags.map(flagOf)),
  );
}

const flagOf = ({ letter, title, mark, reasons }) =>
  h(
    "li",
    {},
    h("p", { class: "flag" }, h("span", { class: "letter", "aria-hidden": "true" }, letter), title, markOf(mark)),
    reasons.length ? h("ul", { class: "why" }, reasons.map((why) => h("li", {}, why))) : null,
  );
