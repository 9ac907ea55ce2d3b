// What else a facilitator can do with one activity; folded away until it is wanted.

import { freshId, h } from "../../../activities/dom.js";
import { counted } from "../../../activities/group.js";
import { sure } from "./dialog.js";
import { charted, entriesTool } from "./entries.js";

export function more(place, all) {
  const { page, models } = all;
  const activity = place.dataset.more;
  const spec = page.specs[activity];
  const folded = place.closest("details");
  const it = { ...all, activity, spec, model: models.get(activity) };
  const tools = [
    spec.asks ? entriesTool(it) : null,
    spec.asks ? holdTool(it) : null,
    spec.entering && spec.by === "person" ? enterTool(it) : null,
    spec.asks ? afreshTool(it, folded) : null,
    spec.figure ? pictureTool(it) : null,
  ].filter(Boolean);
  folded.hidden = !tools.length;
  place.append(...tools);
}

/** Read each entry before others see it: only before anybody answered, since the label says so to the writers. */
function holdTool({ activity, spec, model, room, request }) {
  if (charted(spec) || !["anon-live", "anon-reveal", "opt-in", "named"].includes(spec.see)) return null;
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
    said.textContent = `Entered for ${counted(value, "person")}.`;
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

/**
 * Take all answers back, after a question; and bring them back. The way back stands before the folded tools, on every
 * console, until somebody answers again.
 */
function afreshTool({ activity, spec, room, request }, folded) {
  const begin = h("button", { type: "button" }, "Begin afresh…");
  const back = h("button", { type: "button", class: "primary" }, "Undo: bring the answers back");
  const said = h("span", { role: "status" });
  const row = h("div", { class: "row" }, begin);
  const el = h("div", { class: "tool" }, row);
  const undo = h("div", { class: "row taken" }, said, back);
  const answered = () => room.get("answered")[activity] ?? 0;
  const draw = () => {
    const at = document.activeElement;
    const taken = room.get("closed") ? 0 : (room.get("taken")[activity] ?? 0);
    el.hidden = !answered() || room.get("closed");
    back.hidden = !taken;
    said.textContent = taken ? `The answers of ${counted(taken, spec.by)} were taken back.` : "";
    if (at === begin && el.hidden) back.focus();
    if (at === back && back.hidden) folded.querySelector("summary").focus();
  };
  begin.onclick = async () => {
    const title = `Take back the answers of ${counted(answered(), spec.by)}?`;
    const lines = [spec.prompt, "The activity then waits to be opened again. You can undo this until somebody answers again."];
    if (await sure(title, lines, "Take them back", "Keep them")) request({ type: "reset", activity }, row);
  };
  back.onclick = () => request({ type: "undo", activity }, undo);
  for (const name of ["answered", "taken", "closed"]) room.on(`change:${name}`, draw);
  draw();
  folded.before(undo);
  return el;
}

/** The picture as a file, for minutes and for paper. */
function pictureTool({ page, activity, model }) {
  const el = h("p", { class: "tool" }, h("a", { href: `/console/${page.code}/picture/${activity}.png` }, "Picture to keep"));
  const draw = () => {
    const group = model.get("group") ?? {};
    el.hidden = !(group.rows ?? group.picture?.rows);
  };
  model.on("change:group", draw);
  draw();
  return el;
}
