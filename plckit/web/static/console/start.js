// The console: what is always on top, one step looked at, and the parts behind it.

import { adjusting } from "./adjust.js";
import { artefactTool } from "./artefact.js";
import { requests } from "./ask.js";
import { decideTools } from "./decide.js";
import { sure } from "./dialog.js";
import { doors } from "./doors.js";
import { groups } from "./groups.js";
import { head } from "./head.js";
import { keys } from "./keys.js";
import { linksTool } from "./links.js";
import { more } from "./more.js";
import { panels } from "./panels.js";
import { people } from "./people.js";
import { phases, unrevealed } from "./phases.js";
import { screenOf } from "./screen.js";
import { sheet } from "./sheet.js";
import { goToStep, showStep } from "../steps.js";

export function start({ page, room, models, ask, tell, now }) {
  const request = requests({ room, ask, tell, look: lookAt });
  const screen = screenOf(page);
  const parts = panels();
  const all = { page, room, models, request, screen, parts, now };
  head({ ...all, finish: finishing(all) });
  sheet(all);
  looking(all);
  groups(all);
  people(all);
  doors(all);
  keys(all);
  for (const place of document.querySelectorAll("[data-phases]")) {
    const activity = place.dataset.phases;
    phases(place, all);
    const change = (value) => request({ type: "adjust", activity, value }, place);
    const it = { activity, spec: page.specs[activity], model: models.get(activity), request };
    place.parentElement.append(...[artefactTool(it), linksTool(it)].filter(Boolean), ...decideTools(it, page));
    place.after(...adjusting(models.get(activity), change));
  }
  for (const place of document.querySelectorAll("[data-more]")) more(place, all);
}

/** Look at an activity, in its own step. */
function lookAt(activity) {
  const place = document.querySelector(`[data-phases="${activity}"]`);
  document.querySelector(`[data-look="${place.closest("[data-step]").dataset.step}"]`).click();
  place.scrollIntoView({ block: "center" });
}

/** Look at any step without moving the room, and take the room there. */
function looking({ page, room, request, parts }) {
  let looked = room.get("step");
  const join = document.querySelector(".joining");
  const marks = () => {
    for (const button of document.querySelectorAll("[data-look]")) {
      button.setAttribute("aria-current", button.dataset.look === room.get("step") ? "step" : "false");
      button.dataset.looked = String(button.dataset.look === looked);
    }
    for (const move of document.querySelectorAll("[data-move]")) {
      move.hidden = move.dataset.move === room.get("step") || room.get("closed");
    }
  };
  for (const button of document.querySelectorAll("[data-look]")) {
    button.onclick = () => {
      looked = button.dataset.look;
      parts.show("step");
      goToStep(looked);
      marks();
    };
  }
  for (const button of document.querySelectorAll("[data-go]")) {
    button.onclick = () => request({ type: "go", step: button.dataset.go }, button.parentElement);
  }
  const follow = () => {
    looked = room.get("step");
    showStep(looked);
    join.open = !looked;
    marks();
  };
  room.on("change:step", () => {
    follow();
    if (parts.at() === "sheet") parts.show("step");
    if (parts.at() === "step") scrollTo(0, 0);
  });
  room.on("change:closed", marks);
  follow();
}

/** Return `finish(near)`, which asks once more; a refusal stands beside the button that was pressed. */
function finishing({ page, room, models, request }) {
  const finish = document.getElementById("plckit-finish");
  const draw = () => (finish.disabled = room.get("closed"));
  const ask = async (near) => {
    const n = unrevealed({ page, room, models });
    const waiting = `${n} ${n === 1 ? "activity with answers is" : "activities with answers are"} not revealed yet.`;
    const end = "Nobody can add or change answers afterwards. Everything stays readable.";
    if (await sure("Finish the session?", n ? [waiting, end] : [end], "Finish", "Not yet")) {
      request({ type: "close" }, near);
    }
  };
  finish.onclick = () => ask(finish.parentElement);
  room.on("change:closed", draw);
  draw();
  return ask;
}
