// What else a facilitator can do with one activity; folded away until it is wanted.

import { freshId, h } from "../../../activities/dom.js";
import { sure } from "./dialog.js";
import { entriesTool } from "./entries.js";
import { remember, remembered } from "./screen.js";

export function more(place, all) {
  const { page, models } = all;
  const activity = place.dataset.more;
  const spec = page.specs[activity];
  const it = { ...all, activity, spec, model: models.get(activity) };
  const tools = [
    spec.asks ? entriesTool(it) : null,
    spec.asks ? holdTool(it) : null,
    spec.entering && spec.by === "person" ? enterTool(it) : null,
    spec.asks ? afreshTool(it) : null,
    spec.figure ? pictureTool(it) : null,
  ].filter(Boolean);
  place.closest("details").hidden = !tools.length;
  place.append(...tools);
}

/** Read each entry before others see it: only before anybody answered, since the label says so to the writers. */
function holdTool({ activity, spec, model, room, request }) {
  if (spec.figure || !["anon-live", "anon-reveal", "opt-in", "named"].includes(spec.see)) return null;
  const box = h("input", { type: "checkbox", onchange: () => change() });
  const why = h("p", { class: "quiet" });
  const el = h("div", { class: "tool" }, h("label", { class: "tick" }, box, " I read each one first"), why);
  const change = async () => {
    await request({ type: "hold", activity, held: box.checked }, el);
    draw();
  };
  const draw = () => {
    const held = Boolean(model.get("group")?.held);
    const answered = room.get("answered")[activity] ?? 0;
    box.checked = held;
    box.disabled = room.get("closed") || (!held && answered > 0);
    why.textContent = held
      ? "Nothing is shown until you show it, and people are told so before they write."
      : answered
        ? "Somebody has answered already, under another promise. You can hide single entries."
        : "";
    why.hidden = !why.textContent;
  };
  model.on("change:group", draw);
  room.on("change:answered", draw);
  room.on("change:closed", draw);
  draw();
  return el;
}

/** Type in what people without a device said; it counts, with a mark that it was entered for them. */
function enterTool({ activity, spec, model, request }) {
  const id = freshId("enter");
  const box = h("textarea", { id, rows: "3", "aria-describedby": `${id}-help` });
  const said = h("p", { class: "quiet", role: "status" });
  const row = h("div", { class: "row" }, h("button", { type: "submit" }, "Enter"));
  const submit = async (event) => {
    event.preventDefault();
    const { type, value } = await request({ type: "enter", activity, text: box.value }, row);
    if (type !== "done") return;
    box.value = "";
    said.textContent = `Entered for ${value === 1 ? "1 person" : `${value} people`}.`;
    box.focus();
  };
  const draw = () => {
    const { entered } = model.get("group") ?? {};
    if (entered) said.textContent = `${entered} of these answers ${entered === 1 ? "was" : "were"} entered for people without a device.`;
  };
  model.on("change:group", draw);
  draw();
  const help = h("p", { class: "quiet", id: `${id}-help` }, spec.entering);
  const form = h("form", { onsubmit: submit }, h("label", { for: id }, "What people without a device said"), help, box, row, said);
  return h("details", { class: "tool" }, h("summary", {}, "Enter for people without a device"), form);
}

/** Take all answers back, after a question; and bring them back. */
function afreshTool({ page, activity, spec, room, request }) {
  const key = `plckit-afresh-${page.code}-${activity}`;
  const begin = h("button", { type: "button" }, "Begin afresh…");
  const back = h("button", { type: "button", class: "primary" }, "Undo: bring the answers back");
  const row = h("div", { class: "row" }, begin, back);
  const answered = () => room.get("answered")[activity] ?? 0;
  const draw = () => {
    const at = document.activeElement;
    begin.hidden = !answered() || room.get("closed");
    back.hidden = !remembered(key) || room.get("closed");
    if (at === begin && begin.hidden) back.focus();
    if (at === back && back.hidden) begin.focus();
  };
  begin.onclick = async () => {
    const n = answered();
    const whose = spec.by === "person" ? (n === 1 ? "person" : "people") : n === 1 ? spec.by : `${spec.by}s`;
    const lines = [
      `All answers of ${n} ${whose} are taken back, and the activity waits to be opened again.`,
      "You can undo this until somebody answers again.",
    ];
    if (!(await sure("Begin this activity afresh?", [spec.prompt, ...lines], "Take them back", "Keep them"))) return;
    const { type } = await request({ type: "reset", activity }, row);
    if (type === "done") remember(key, "taken");
    draw();
  };
  back.onclick = async () => {
    const { type } = await request({ type: "undo", activity }, row);
    if (type === "done") remember(key, "");
    draw();
  };
  // The way back ends with the first new answer; the numbers of before may still come in after the reply.
  let before = answered();
  const count = () => {
    if (!before && answered()) remember(key, "");
    before = answered();
    draw();
  };
  if (before) remember(key, "");
  room.on("change:answered", count);
  room.on("change:closed", draw);
  draw();
  return h("div", { class: "tool" }, row);
}

/** The picture as a file, for minutes and for paper. */
function pictureTool({ page, activity, model }) {
  const el = h("p", { class: "tool" }, h("a", { href: `/console/${page.code}/picture/${activity}.png` }, "Picture to keep"));
  const draw = () => (el.hidden = !model.get("group")?.rows);
  model.on("change:group", draw);
  draw();
  return el;
}
