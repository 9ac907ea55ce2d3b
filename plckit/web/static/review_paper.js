// A review on paper: what was written, step by step, as text and tables. Made when the page is printed, gone afterwards.

import { h } from "../../activities/dom.js";
import { inWords, rowsOf } from "./review_file.js";

/** Draw what `review` holds into `el`. */
export function drawPaper(el, page, { begun, entries }) {
  const steps = page.steps
    .map(({ title, activities }) => ({ title, written: activities.filter((key) => entries[key]) }))
    .filter(({ written }) => written.length);
  el.replaceChildren(
    h("h1", {}, page.title),
    h("p", { class: "quiet" }, `${inWords(begun)} · Only for the two people who wrote it. Never part of appraisal.`),
    ...steps.map(({ title, written }) =>
      h(
        "section",
        {},
        h("h2", {}, title),
        written.flatMap((key) => [h("h3", {}, page.specs[key].prompt), drawn(page.specs[key], entries[key])]),
      ),
    ),
  );
}

function drawn({ options }, mine) {
  if (options.columns) return table(options, mine);
  if (options.levels) {
    const lines = Object.entries(options.rows).filter(([row]) => mine[row]);
    return h("ul", {}, lines.map(([row, words]) => h("li", {}, `${words} ${options.levels[mine[row]] ?? "Not sure"}`)));
  }
  return h("div", {}, Object.values(mine).map((value) => h("p", { class: "words" }, inText(value, options.choices))));
}

function table({ columns, rows, add, types, dates }, mine) {
  const heads = Object.keys(columns);
  const read = (column, value) =>
    value && dates.includes(column) ? inWords(value) : types && column === "type" ? (types[value] ?? "") : (value ?? "");
  const found = rowsOf(mine, add ? undefined : Object.keys(rows));
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, add ? null : h("td"), heads.map((head) => h("th", { scope: "col" }, columns[head])))),
    h(
      "tbody",
      {},
      found.map((row) =>
        h(
          "tr",
          {},
          add ? null : h("th", { scope: "row" }, rows[row.row]),
          heads.map((head) => h("td", { class: "words" }, read(head, row[head]))),
        ),
      ),
    ),
  );
}

function inText(value, choices) {
  if (Array.isArray(value)) return value.map((key) => choices[key]).join(", ");
  if (typeof value !== "object") return choices?.[value] ?? String(value);
  if ("url" in value) return [value.text, value.url].filter(Boolean).join(": ");
  return `${value.will}${value.by ? `, by ${inWords(value.by)}` : ""}`;
}
