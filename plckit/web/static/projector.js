// The room's screen: the door before the start, then the group's step, how many answered, and what is revealed.

import { clockText, stepTime } from "./step_time.js";
import { fill, showStep } from "./steps.js";

export function start({ page, room, models }) {
  const counts = [];
  for (const slot of document.querySelectorAll("[data-activity]")) {
    if (!page.specs[slot.dataset.activity].asks) continue;
    const count = document.createElement("p");
    count.className = "answered";
    slot.after(count);
    counts.push([slot.dataset.activity, count]);
  }
  stepTime({ page, room }, (left) => fill("clock", clockText(left)));
  const draw = () => {
    showStep(room.get("closed") ? "exit" : room.get("step"));
    fill("here", room.get("here"));
    const open = document.querySelector("section[data-step]:not([hidden])");
    const shown = [...(open?.querySelectorAll("[data-activity], [data-again]") ?? [])];
    document.body.dataset.revealed = String(shown.some((el) => models.get(el.dataset.activity ?? el.dataset.again).get("phase") === "revealed"));
    for (const [activity, count] of counts) {
      const phase = models.get(activity).get("phase");
      count.textContent = `${room.get("answered")[activity] ?? 0} of ${room.get("joined")} answered`;
      count.hidden = phase === "waiting" || phase === "revealed";
    }
  };
  room.on("change", draw);
  for (const [activity] of counts) models.get(activity).on("change:phase", draw);
  for (const slot of document.querySelectorAll("[data-activity], [data-again]")) {
    // What was just revealed is what the room looks at, however much stands above it.
    models.get(slot.dataset.activity ?? slot.dataset.again).on("change:phase", (phase) => {
      if (phase === "revealed" && slot.offsetParent) slot.scrollIntoView({ block: "start" });
    });
  }
  draw();
}
