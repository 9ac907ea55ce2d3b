// The tables of a group side by side, a few at a time; where there is no room for columns, each row is a card.
//
// Roles are written out: a browser forgets that a table is one as soon as its rows are drawn as cards.

import { h } from "./dom.js";
import { link } from "./link.js";

const ROWS_A_PAGE = 8;

/** Return the view of a summary's `tables`: {el, stop, update(tables)}; `paged` comes from group.js. */
export function view(spec, paged) {
  const { columns: heads, links = [] } = spec.options;
  const columns = Object.entries(heads).map(([key, text]) => ({ text, leads: links.includes(key) }));
  const list = h("div", { class: "tables", "data-many": columns.length > 3 ? "" : undefined });
  const pages = paged(list, inPages, (table) => drawn(table, table.columns?.map((text) => ({ text })) ?? columns));
  return {
    ...pages,
    update: (tables) => pages.update(tables.map((table, i) => ({ ...table, name: table.name ?? table.title ?? (tables.length > 1 ? `Sheet ${i + 1}` : "") }))),
  };
}

/** Two tables a page; short ones share it until it holds eight rows. */
function inPages(tables) {
  const pages = [];
  let rows = 0;
  for (const table of tables) {
    rows += table.rows.length;
    const page = pages.at(-1);
    if (page && (page.length < 2 || rows <= ROWS_A_PAGE)) page.push(table);
    else {
      pages.push([table]);
      rows = table.rows.length;
    }
  }
  return pages;
}

/** Return one table; `columns` are [{text, leads}]. */
export function drawn({ name, rows }, columns) {
  const labelled = rows.some((row) => row.label);
  const head = columns.map(({ text }) => h("th", { role: "columnheader", scope: "col" }, text));
  return h(
    "div",
    { class: "table-box" },
    h(
      "table",
      { role: "table", class: "group-table" },
      name ? h("caption", {}, name) : null,
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, labelled ? h("td", { role: "cell" }) : null, head)),
      h("tbody", { role: "rowgroup" }, rows.map((row) => line(row, columns, labelled))),
    ),
  );
}

function line({ label, cells }, columns, labelled) {
  return h(
    "tr",
    { role: "row" },
    labelled ? h("th", { role: "rowheader", scope: "row" }, label) : null,
    cells.map((text, i) =>
      h(
        "td",
        { role: "cell", class: text ? undefined : "empty" },
        h("span", { class: "column" }, columns[i].text),
        h("span", { class: "words", dir: "auto" }, columns[i].leads ? link({ url: text, text }) : text),
      ),
    ),
  );
}
