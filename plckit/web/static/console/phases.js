// One activity's phase, how many have answered (a number, never a list), and what can be done next.

import { h } from "../../../activities/dom.js";
import { answeredText } from "../../../activities/group.js";

const NEXT = {
  waiting: [["open", "Open"]],
  open: [["locked", "Lock"], ["revealed", "Reveal"]],
  locked: [["open", "Open again"], ["revealed", "Reveal"]],
  revealed: [["locked", "Hide again"]],
};
const SAY = { waiting: "Not open yet", open: "Open", locked: "Locked", revealed: "Revealed" };
// A clock runs or stands; what is only looked at is there once its step has come, and nothing can be done with it.
const CLOCK = {
  next: { waiting: [["open", "Start"]], open: [["locked", "Stop"]], locked: [["open", "Start again"]], revealed: [] },
  say: { waiting: "Not started", open: "Runs", locked: "Stopped", revealed: "Stopped" },
};
const SEEN = { next: { waiting: [["open", "Show"]], open: [], locked: [], revealed: [] }, say: { waiting: "Not shown yet", open: "", locked: "", revealed: "" } };

/** Return what an activity's phases are called and what can be done in each: {say, next}. */
export function phaseWords({ asks, options }) {
  if (asks) return { next: NEXT, say: SAY };
  return "rounds" in options || "minutes" in options ? CLOCK : SEEN;
}

/** Return how many answered an activity, of the people or groups who could; who was taken out has answered all the same. */
export function answeredOf({ key, by }, room) {
  const of = by === "person" ? room.get("joined") : (room.get("groups")[by] ?? 0);
  const n = room.get("answered")[key] ?? 0;
  return answeredText(n, Math.max(n, of), by);
}

/** Return how many activities hold answers that the room still waits for. */
export const unrevealed = ({ page, room, models }) =>
  Object.entries(page.specs).filter(
    ([key, { together }]) => together && room.get("answered")[key] && models.get(key).get("phase") !== "revealed",
  ).length;

export function phases(place, { page, room, models, request }) {
  const activity = place.dataset.phases;
  const model = models.get(activity);
  const spec = page.specs[activity];
  const { together, asks } = spec;
  const { next, say } = phaseWords(spec);
  const state = h("span", { class: "phase" });
  const answered = h("span", { class: "answered" });
  let buttons = [];
  place.replaceChildren(state, answered);

  // What a later step shows once more is meant to be revealed there.
  const here = place.closest("[data-step]").dataset.step;
  const later = page.steps.findIndex(({ key, again }) => key !== here && again.includes(activity)) + 1;
  const planned = page.steps.findIndex(({ key }) => key === here) + 1 < later;

  const button = ([to, text]) =>
    h(
      "button",
      {
        type: "button",
        class: to === "revealed" && !planned ? "primary" : "",
        disabled: room.get("closed") && to === "open",
        onclick: () => request({ type: "phase", activity, phase: to }, place),
      },
      to === "revealed" && planned ? `Reveal now (planned for step ${later})` : text,
    );
  // Buttons are made anew only when they are others: answers that come in must not take one from under a finger.
  const move = () => {
    const phase = model.get("phase");
    state.dataset.phase = phase;
    state.textContent = say[phase];
    place.hidden = !say[phase];
    const had = buttons.find((el) => el === document.activeElement);
    buttons.forEach((el) => el.remove());
    buttons = next[phase].filter(([to]) => to !== "revealed" || (together && asks)).map(button);
    place.append(...buttons);
    if (!had) return;
    const usable = buttons.filter((el) => !el.disabled);
    (usable.find((el) => el.textContent === had.textContent) ?? usable[0])?.focus();
  };
  const count = () => {
    answered.hidden = !asks;
    answered.textContent = answeredOf(spec, room);
  };
  model.on("change:phase", move);
  room.on("change:closed", move);
  for (const name of ["answered", "joined", "groups"]) room.on(`change:${name}`, count);
  move();
  count();
}
