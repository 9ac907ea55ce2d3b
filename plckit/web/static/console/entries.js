// Single entries of one activity: read, hidden, shown again, shown large. Only where nobody else sees this screen.

import { h } from "../../../activities/dom.js";
import { keep } from "./keep.js";

/** Return whether answers are marks on a chart; beside a chart of results they are words. */
export const charted = (spec) => spec.figure && !spec.options.data;

/** Return the tool; null for kinds whose entries are never read one by one. */
export function entriesTool({ activity, spec, model, room, request, screen }) {
  if (charted(spec) || !["anon-live", "anon-reveal", "opt-in", "named"].includes(spec.see)) return null;
  const why = h("p", { class: "quiet", role: "status" });
  const list = h("ul", { class: "entries" });
  const body = h("div", {}, why, list);
  const el = h("details", { class: "tool" }, h("summary", {}, "Read single entries"), body);
  let found = [];
  let large = ""; // the entry this console has asked to show large

  const row = ({ id, text, hidden, large: on }) => {
    const line = h("li", { class: hidden ? "is-hidden" : "" }, h("p", {}, text));
    const tools = h("div", { class: "row" });
    const press = (name, label, content) =>
      h("button", { type: "button", class: "small", "data-name": name, "aria-label": `${label}: ${text.slice(0, 60)}`, onclick: () => ask(content, tools) }, label);
    tools.append(press("hide", hidden ? "Show again" : "Hide", { type: "hide", activity, entry: id, hidden: !hidden }));
    if (!hidden) tools.append(press("light", on ? "Stop showing large" : "Show large", { type: "light", activity, entry: on ? null : id }));
    line.append(tools);
    return line;
  };
  const draw = () => {
    const light = room.get("light");
    const isLarge = ({ id, text }) => light?.activity === activity && (id === large || text === light.text);
    const items = found.map((one) => ({ ...one, large: isLarge(one) }));
    keep(list, items, ({ id }) => id, row);
  };
  const ask = async (content, near) => {
    if (content.type === "light") large = content.entry;
    await request(content, near);
    refresh();
  };
  const refresh = async () => {
    if (!el.open || !screen.mine()) return;
    const { type, value, message } = await request({ type: "entries", activity }, "quietly");
    if (!el.open || !screen.mine()) return;
    found = type === "done" ? value : [];
    why.textContent = type === "done" ? (found.length ? "" : "There is nothing to read yet.") : message;
    why.hidden = !why.textContent;
    draw();
  };
  const clear = () => {
    found = [];
    list.replaceChildren();
  };
  el.addEventListener("toggle", () => (el.open ? refresh() : clear()));
  model.on("change:group", refresh);
  model.on("change:phase", refresh);
  room.on("change:answered", refresh);
  room.on("change:light", draw);
  screen.on((mine) => {
    el.hidden = !mine;
    if (mine) refresh();
    else clear();
  });
  return el;
}
