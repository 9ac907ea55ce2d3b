// The log of an enquiry: above what has come in so far, below the rows of one's own.

import { activity } from "../activity.js";
import { askingBox } from "../asking.js";
import { h } from "../dom.js";
import { onWall } from "../drawn.js";
import { lineBox } from "../line.js";
import { rowsView } from "../rows.js";
import { selectBox } from "../select.js";
import { drawn } from "../tables.js";

/** Return {el, stop}: the log by turn; the wall says how many rows there are, since they stand on all screens. */
function logView(model) {
  const { columns, since } = model.get("spec").options;
  const { about, ...told } = columns; // what a row is about stands above the rows of each turn
  const heads = [...Object.values(told), "Who"].map((text) => ({ text }));
  const el = h("section", { class: "turn-log", "aria-label": since ? "Added since last time" : "The log so far" });
  let shown;
  const draw = () => {
    const { log = [], logWait = "" } = model.get("group") ?? {};
    const says = JSON.stringify([log, logWait]);
    if (says === shown) return;
    shown = says;
    const turns = log.map(({ turn, rows }) =>
      onWall()
        ? h("p", {}, `${turn}: ${rows.length} ${rows.length === 1 ? "row" : "rows"}`)
        : h("div", { class: "tables", "data-many": "" }, drawn({ name: turn, rows: rows.map((cells) => ({ cells })) }, heads)),
    );
    const title = turns.length ? h("h3", {}, since ? "Added since last time" : "The log so far") : null;
    el.replaceChildren(...[title, logWait ? h("p", { class: "note" }, logWait) : null, ...turns].filter(Boolean));
    el.hidden = !el.childElementCount;
  };
  model.on("change:group", draw);
  draw();
  return { el, stop: () => model.off("change:group", draw) };
}

export default activity((tools) => {
  const { asks, limit, lists = {} } = tools.spec.options;
  const cell = (key, { put, type, ...props }) => {
    const typed = { typed: type, rest: tools.flush };
    if (key in lists) return selectBox({ ...props, choices: lists[key], none: "The turn that is on", changed: put });
    if (key === "number") return lineBox({ ...props, ...typed, type: "text", placeholder: "18 of 26" });
    return key === "on" ? null : askingBox(asks, { ...props, ...typed, limit, dir: "auto" });
  };
  return rowsView(cell)(tools);
}, logView);
