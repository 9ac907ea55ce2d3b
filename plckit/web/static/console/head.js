// The first ten seconds: this step, its time, who is here, one big button, and what the room sees now.

import { h } from "../../../activities/dom.js";
import { counted } from "../../../activities/group.js";
import { clockText, stepTime } from "../step_time.js";
import { fill } from "../steps.js";
import { keep } from "./keep.js";
import { answeredOf, phaseWords } from "./phases.js";
import { shortClock, standing, standingText } from "./runsheet.js";

const FINISH = "Finish the session…";

/** Return the step that comes after the current one: left out and done before are passed over. */
export function following(page, room) {
  const at = page.steps.findIndex(({ key }) => key === room.get("step"));
  const cut = new Set(room.get("sheet").filter((one) => one.cut).map(({ step }) => step));
  return page.steps.slice(at + 1).find(({ key, before }) => !cut.has(key) && !before);
}

/** Return whether people have met: what is done before that has no clock, and nobody is late for it. */
export const met = (page, room) => page.steps.some(({ key, before }) => key === room.get("step") && !before);

/** Return how the session stands against its run sheet at this moment. */
export function standingNow(page, room, now) {
  const since = met(page, room) && room.get("since") ? Date.parse(room.get("since")) + now() - Date.now() : null;
  return standing({
    sheet: room.get("sheet"),
    anchor: room.get("anchor"),
    ends: room.get("ends"),
    step: met(page, room) ? room.get("step") : "",
    since,
    minutes: room.get("minutes"),
    now: now(),
  });
}

/** Say before a step that it makes new groups, and on it that they are made. */
function regrouping(page, room, at, to) {
  const done = room.get("regrouped");
  if (done.includes(page.steps[at]?.key)) return `${counted(room.get("groups").group, "new group")}: phones say where to sit.`;
  return to?.regroups && !done.includes(to.key) ? "Next makes new, mixed groups." : "";
}

export function head({ page, room, models, request, now, finish }) {
  const button = (name) => document.getElementById(`plckit-${name}`);
  const [next, more, gather, pause] = ["next", "more", "gather", "pause"].map(button);
  const title = document.querySelector("[data-title]").textContent; // the workbook's, until a step runs
  const near = next.closest(".now-do");
  const ask = (content) => request(content, near);

  const draw = () => {
    const at = page.steps.findIndex(({ key }) => key === room.get("step"));
    const closed = room.get("closed");
    const to = following(page, room);
    fill("where", closed ? "Finished" : at < 0 ? "Before the start" : `Step ${at + 1} of ${page.steps.length}`);
    fill("title", page.steps[at]?.title ?? title);
    next.textContent = !met(page, room) ? "Begin" : to ? `Next: ${to.title}` : closed ? "The session is finished" : FINISH;
    next.disabled = closed;
    fill("regroup", closed ? "" : regrouping(page, room, at, to));
    for (const el of [gather, pause]) el.hidden = at < 0 || closed;
    pause.textContent = room.get("paused") ? "Go on" : "Pause all";
    pause.classList.toggle("primary", room.get("paused"));
    fill("here", `${room.get("here")} of ${room.get("joined")} here`);
    fill("code", room.get("code"));
    for (const el of document.querySelectorAll("[data-before-start]")) el.hidden = at >= 0;
    document.body.dataset.paused = String(room.get("paused"));
  };
  const time = () => {
    const { behind, finish, over } = standingNow(page, room, now);
    const closed = room.get("closed");
    const text = closed ? "" : standingText(behind);
    fill("standing", text);
    const ends = room.get("ends");
    const end = finish === null || closed ? "" : `Finishes ${shortClock(finish)}`;
    fill("finish", end && over > 0 ? `${end}, ${over} min after ${shortClock(Date.parse(ends))}` : end);
    for (const el of document.querySelectorAll("[data-standing]")) el.dataset.late = String(behind > 0);
    for (const el of document.querySelectorAll("[data-finish]")) el.dataset.late = String(over > 0);
  };
  stepTime({ page, room }, (left) => {
    fill("clock", clockText(left));
    for (const el of document.querySelectorAll("[data-clock]")) el.dataset.over = String(left !== null && left < 0);
    more.hidden = left === null;
    time();
  });

  next.onclick = () => {
    const to = following(page, room);
    if (to) ask({ type: "go", step: to.key });
    else finish(near);
  };
  more.onclick = () => ask({ type: "extend", minutes: 2 });
  gather.onclick = () => ask({ type: "gather" });
  pause.onclick = () => ask({ type: "pause", paused: !room.get("paused") });
  room.on("change", draw);
  room.on("change", time);
  seesNow({ page, room, models });
  draw();
}

/** One line for each activity of the current step: its phase in words, how many answered; and a text shown large. */
function seesNow({ page, room, models }) {
  const list = document.getElementById("plckit-sees-now");
  const says = (key) => {
    const spec = page.specs[key];
    const model = models.get(key);
    const phase = model.get("phase");
    const { round, since } = model.get("group") ?? {};
    const rounds = spec.options.rounds;
    if (rounds && phase === "open" && since) return `round ${round ?? 1} of ${rounds.length}`;
    const word = room.get("paused") && phase === "locked" ? "paused" : phaseWords(spec).say[phase].toLowerCase();
    return spec.asks && phase !== "waiting" ? `${word}, ${answeredOf(spec, room)}` : word;
  };
  const items = () => {
    const step = page.steps.find(({ key }) => key === room.get("step"));
    const { light, closed } = { light: room.get("light"), closed: room.get("closed") };
    if (closed) return [{ key: "", what: "The thank-you page", how: "" }];
    if (!step) return [{ key: "", what: "The code and the way to join", how: "" }];
    const found = [...step.activities, ...step.again].map((key) => ({ key, what: page.specs[key].prompt, how: says(key), phase: models.get(key).get("phase") }));
    if (!found.length) found.push({ key: "", what: step.title, how: "nothing to answer" });
    if (light) found.unshift({ key: "light", what: "One text, shown large", how: "on the projector" });
    return found;
  };
  const line = ({ what, how, phase }) =>
    h("li", { "data-phase": phase }, h("span", { class: "what" }, what), how ? h("span", { class: "how" }, how) : null);
  const draw = () => keep(list, items(), ({ key }) => key, line);
  room.on("change", draw);
  for (const key of Object.keys(page.specs)) {
    models.get(key).on("change:phase", draw);
    if (page.specs[key].options.rounds) models.get(key).on("change:group", draw);
  }
  draw();
}
