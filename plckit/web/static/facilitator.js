// The console: the run sheet, one step looked at, the big next button, and each activity's phase.

import { fill, goToStep, showStep } from "./steps.js";

const NEXT = {
  waiting: [["open", "Open"]],
  open: [["locked", "Lock"], ["revealed", "Reveal"]],
  locked: [["open", "Open again"], ["revealed", "Reveal"]],
  revealed: [["locked", "Hide again"]],
};
const SAY = { waiting: "Not open yet", open: "Open", locked: "Locked", revealed: "Revealed" };

export function start({ page, room, models, ask, tell }) {
  const next = document.getElementById("next");
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
    document.getElementById("finish").disabled = room.get("closed");
    fill("here", room.get("here"));
    fill("joined", room.get("joined"));
    marks();
  };
  next.onclick = () => {
    const following = keys[keys.indexOf(room.get("step")) + 1];
    request({ type: "go", step: following });
  };
  for (const button of document.querySelectorAll("[data-look]")) button.onclick = () => look(button.dataset.look);
  for (const button of document.querySelectorAll("[data-go]")) {
    button.onclick = () => request({ type: "go", step: button.dataset.go });
  }
  const sure = document.getElementById("sure");
  document.getElementById("finish").onclick = () => sure.showModal();
  sure.onclose = () => sure.returnValue === "yes" && request({ type: "close" });

  for (const place of document.querySelectorAll("[data-phases]")) phases(place, { page, room, models, request });

  room.on("change", now);
  room.on("change:step", () => {
    looked = room.get("step");
    showStep(looked);
    document.querySelector(".joining").open = false;
    marks();
  });
  looked = room.get("step");
  showStep(looked);
  document.querySelector(".joining").open = !looked;
  now();
}

/** One activity's phase, how many have answered (a number, never a list), and what can be done next. */
function phases(place, { page, room, models, request }) {
  const activity = place.dataset.phases;
  const model = models.get(activity);
  const see = page.specs[activity].see;
  const draw = () => {
    const phase = model.get("phase");
    const count = room.get("answered")[activity] ?? 0;
    const state = document.createElement("span");
    state.className = "phase";
    state.dataset.phase = phase;
    state.textContent = SAY[phase];
    const answered = document.createElement("span");
    answered.className = "answered";
    answered.textContent = `${count} of ${room.get("joined")} answered`;
    const had = place.contains(document.activeElement);
    const buttons = NEXT[phase]
      .filter(([to]) => to !== "revealed" || see !== "private")
      .map(([to, text]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        if (to === "revealed") button.className = "primary";
        button.disabled = room.get("closed") && to === "open";
        button.onclick = () => request({ type: "phase", activity, phase: to });
        return button;
      });
    place.replaceChildren(state, answered, ...buttons);
    if (had) buttons[0]?.focus();
  };
  model.on("change:phase", draw);
  room.on("change:answered", draw);
  room.on("change:joined", draw);
  room.on("change:closed", draw);
  draw();
}
