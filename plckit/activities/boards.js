// What groups made of their notes: boards side by side, two at a time, each with its piles.

import { h } from "./dom.js";

const A_PAGE = 2;
const A_PILE = 8; // notes of a pile that are shown; on paper all are

/** Return the view of a summary's `boards`: {el, stop, update(boards)}; `paged` comes from group.js. */
export function view(spec, paged) {
  const { noun = "note" } = spec.options;
  const boardOf = ({ name, piles, loose }, paper) =>
    h(
      "li",
      { class: "one-board" },
      name ? h("h4", { dir: "auto" }, name) : null,
      ...piles.map((pile) => pileOf({ ...pile, noun, tag: pile.first ? spec.options.first : "" }, paper)),
      loose.length ? pileOf({ title: "In no pile", notes: loose, noun, more: "no-pile" }, paper) : null,
    );
  const inPairs = (boards) => boards.flatMap((_, i) => (i % A_PAGE ? [] : [boards.slice(i, i + A_PAGE)]));
  const pages = paged(h("ul", { class: "boards" }), inPairs, boardOf);
  const named = (board, i, all) => ({ ...board, name: board.name ?? board.title ?? (all.length > 1 ? `Board ${i + 1}` : "") });
  return { ...pages, update: (boards) => pages.update(boards.map(named)) };
}

function pileOf({ title, notes, noun, tag = "", sort = null, more = "" }, paper) {
  const shown = paper ? notes : notes.slice(0, A_PILE);
  const left = notes.length - shown.length;
  return h(
    "div",
    { class: `pile ${more}`, "data-first": String(Boolean(tag)) },
    tag ? h("p", { class: "tag" }, tag) : null,
    h(
      "div",
      { class: "head" },
      h("h5", { dir: "auto" }, title),
      h("span", { class: "how-many" }, `${notes.length} ${notes.length === 1 ? noun : `${noun}s`}`),
    ),
    h("ul", {}, shown.map((words) => h("li", { dir: "auto", "data-sort": sort }, words)), left ? h("li", { class: "left" }, `and ${left} more`) : null),
  );
}
