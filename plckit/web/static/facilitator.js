// The console: the run sheet, one step looked at, the big next button, and each activity's phase.

import { adjusting } from "./adjust.js";
import { clockText, stepTime } from "./step_time.js";
import { fill, goToStep, showStep } from "./steps.js";

const NEXT = {
  waiting: [["open", "Open"]],
  open: [["locked", "Lock"], ["revealed", "Reveal"]],
  locked: [["open", "Open again"], ["revealed", "Reveal"]],
  revealed: [["locked", "Hide again"]],
};
const SAY = { waiting: "Not open yet", open: "Open", locked: "Locked", revealed: "Revealed" };

export function start({ page, room, models, ask, tell }) {
  const next = document.getElementById("plckit-next");
  const finish = document.getElementById("plckit-finish");
  const keys = page.steps.map((step) => step.key);
  let looked = "";

  const request = (content) => {
    if (!ask(content)) tell("Not connected, so nothing was changed. Try again when the page says Connected.");
    else tell("");
  };
  room.on("msg:custom", (message) => ["refused", "failed"].includes(message.type) && tell(message.message));

  const look = (key) => {
    looked = key;
    goToStep(key);
    marks();
  };
  const marks = () => {
    for (const button of document.querySelectorAll("[data-look]")) {
      button.setAttribute("aria-current", button.dataset.look === room.get("step") ? "step" : "false");
      button.dataset.looked = String(button.dataset.look === looked);
    }
    for (const move of document.querySelectorAll("[data-move]")) {
      move.hidden = move.dataset.move === room.get("step") || room.get("closed");
    }
  };
  const now = () => {
    const at = keys.indexOf(room.get("step"));
    const following = page.steps[at + 1];
    fill("where", room.get("closed") ? "Finished" : at < 0 ? "Before the start" : `Step ${at + 1} of ${keys.length}: ${page.steps[at].title}`);
    next.textContent = at < 0 ? "Begin" : following ? `Next: ${following.title}` : "That was the last step";
    next.disabled = !following || room.get("closed");
    finish.disabled = room.get("closed");
    fill("here", room.get("here"));
    fill("joined", room.get("joined"));
    marks();
  };
  const more = document.getElementById("plckit-more");
  more.onclick = () => request({ type: "extend", minutes: 2 });
  stepTime({ page, room }, (left) => {
    fill("clock", clockText(left));
    document.querySelector("[data-clock]").dataset.over = String(left !== null && left < 0);
    more.hidden = left === null;
  });
  next.onclick = () => {
    const following = keys[keys.indexOf(room.get("step")) + 1];
    request({ type: "go", step: following });
  };
  for (const button of document.querySelectorAll("[data-look]")) button.onclick = () => look(button.dataset.look);
  for (const button of document.querySelectorAll("[data-go]")) {
    button.onclick = () => request({ type: "go", step: button.dataset.go });
  }
  const sure = document.getElementById("plckit-sure");
  finish.onclick = () => {
    unrevealed({ page, room, models });
    sure.showModal();
  };
  sure.onclose = () => sure.returnValue === "yes" && request({ type: "close" });

  for (const place of document.querySelectorAll("[data-phases]")) {
    phases(place, { page, room, models, request });
    const activity = place.dataset.phases;
    const change = (value) => request({ type: "adjust", activity, value });
    place.after(...adjusting(models.get(activity), change));
  }

  room.on("change", now);
  room.on("change:step", () => {
    looked = room.get("step");
    showStep(looked);
    scrollTo(0, 0);
    document.querySelector(".joining").open = false;
    marks();
  });
  looked = room.get("step");
  showStep(looked);
  document.querySelector(".joining").open = !looked;
  now();
}

/** Say before the end how many activities hold answers that the room waits for. */
function unrevealed({ page, room, models }) {
  const hidden = Object.entries(page.specs).filter(
    ([key, { together }]) => together && room.get("answered")[key] && models.get(key).get("phase") !== "revealed",
  ).length;
  const line = document.getElementById("plckit-unrevealed");
  line.textContent = `${hidden} ${hidden === 1 ? "activity with answers is" : "activities with answers are"} not revealed yet.`;
  line.hidden = !hidden;
}

/** One activity's phase, how many have answered (a number, never a list), and what can be done next. */
function phases(place, { page, room, models, request }) {
  const activity = place.dataset.phases;
  const model = models.get(activity);
  const { together, asks } = page.specs[activity];
  const state = document.createElement("span");
  state.className = "phase";
  const answered = document.createElement("span");
  answered.className = "answered";
  let buttons = [];
  // Beside the table and the words: the picture as a file, for minutes and for paper.
  const picture = document.createElement("a");
  picture.className = "quiet";
  picture.href = `/console/${page.code}/picture/${activity}.png`;
  picture.textContent = "Picture to keep";
  const drawable = () => (picture.hidden = !(page.specs[activity].figure && model.get("group")?.rows));
  model.on("change:group", drawable);
  drawable();
  place.replaceChildren(state, answered, picture);

  // What a later step shows once more is meant to be revealed there.
  const here = place.closest("[data-step]").dataset.step;
  const later = page.steps.findIndex(({ key, again }) => key !== here && again.includes(activity)) + 1;
  const planned = page.steps.findIndex(({ key }) => key === here) + 1 < later;

  const button = ([to, text]) => {
    const el = document.createElement("button");
    el.type = "button";
    el.textContent = to === "revealed" && planned ? `Reveal now (planned for step ${later})` : text;
    if (to === "revealed" && !planned) el.className = "primary";
    el.disabled = room.get("closed") && to === "open";
    el.onclick = () => request({ type: "phase", activity, phase: to });
    return el;
  };
  // Buttons are made anew only when they are others: answers that come in must not take one from under a finger.
  const move = () => {
    const phase = model.get("phase");
    state.dataset.phase = phase;
    state.textContent = SAY[phase];
    const had = buttons.find((el) => el === document.activeElement);
    buttons.forEach((el) => el.remove());
    buttons = NEXT[phase].filter(([to]) => to !== "revealed" || (together && asks)).map(button);
    place.append(...buttons);
    if (!had) return;
    const usable = buttons.filter((el) => !el.disabled);
    (usable.find((el) => el.textContent === had.textContent) ?? usable[0])?.focus();
  };
  const count = () => {
    answered.hidden = !asks;
    answered.textContent = `${room.get("answered")[activity] ?? 0} of ${room.get("joined")} answered`;
  };
  model.on("change:phase", move);
  room.on("change:closed", move);
  room.on("change:answered", count);
  room.on("change:joined", count);
  move();
  count();
}
