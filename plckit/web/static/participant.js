// A participant's screen: the group's step, earlier ones a tap away, later ones not there yet.

import { h } from "../../activities/dom.js";
import { showPlaces } from "./places.js";
import { calmText, stepTime } from "./step_time.js";
import { fill, goToStep, showStep } from "./steps.js";

// Who has stopped for so long, with everything saved, is not in the middle of an answer any more.
const A_PAUSE = 15000;
let busyAt = 0;
for (const event of ["keydown", "input", "pointerdown"]) addEventListener(event, () => (busyAt = Date.now()), true);

export function start({ page, room, models, ask, tell }) {
  const earlier = document.getElementById("plckit-earlier");
  const later = document.getElementById("plckit-later");
  const current = document.getElementById("plckit-current");
  let shown = null;
  let called = false; // the banner offers the way to the group's step
  let gathered = room.get("gathered");

  // Where one can be now, in order: the welcome, the steps the group has reached, and the end (no step has a slash).
  const places = () => ["", ...room.get("reached"), ...(room.get("closed") ? ["/exit"] : [])];
  const groupPlace = () => (room.get("closed") ? "/exit" : room.get("step"));

  const buttons = () => {
    const at = places().indexOf(shown);
    earlier.hidden = at <= 1;
    later.hidden = at < 0 || at >= places().length - 1;
    current.hidden = called || shown === groupPlace();
    current.textContent = room.get("closed") ? "Go to the end" : "Go to the group's step";
  };
  // What was written and not added yet is kept before its step is hidden.
  const leave = () => {
    for (const slot of document.querySelectorAll("section[data-step]:not([hidden]) [data-activity]")) {
      models.get(slot.dataset.activity).emit("msg:custom", { type: "left" });
    }
  };
  const go = (key) => {
    leave();
    shown = key;
    called = false;
    tell("");
    goToStep(key);
    buttons();
  };
  const moved = () => {
    const place = groupPlace();
    const brought = room.get("gathered") > gathered;
    gathered = room.get("gathered");
    if (place === shown) return buttons();
    if (brought && answering()) return comeAlong(place);
    // Somebody in the middle of an answer is told, not moved.
    if (answering()) {
      called = true;
      const title = page.steps.find((step) => step.key === place)?.title;
      tell(title ? `The group has moved on to “${title}”.` : "The session is finished.", {
        text: "Go there",
        onclick: () => go(place),
      });
    } else {
      leave();
      shown = place;
      called = false;
      tell("");
      const focused = document.activeElement?.closest("section[data-step]");
      const heading = showStep(place)?.querySelector("h1");
      // Where the focus would be hidden it goes to the new step; elsewhere it stays, and the step is read aloud.
      if (focused?.hidden) heading?.focus({ preventScroll: true });
      else document.getElementById("plckit-heard").textContent = `Now: ${heading?.textContent}`;
      scrollTo(0, 0);
    }
    buttons();
  };
  // All are brought here at once: what was being written is kept, and one can go back to it.
  const comeAlong = (place) => {
    const [from, at] = [shown, document.activeElement];
    go(place);
    tell("We moved on together. Your words are kept.", {
      text: "Back to what I was writing",
      onclick: () => {
        go(from);
        at.focus();
      },
    });
  };
  const step = (by) => go(places()[places().indexOf(shown) + by]);
  earlier.onclick = () => step(-1);
  later.onclick = () => step(1);
  current.onclick = () => go(groupPlace());

  const person = () => {
    fill("name", room.get("name"));
    fill("rejoin", room.get("rejoin"));
  };
  stepTime({ page, room }, (left, step) => {
    for (const el of document.querySelectorAll("[data-left]")) {
      el.dataset.planned ??= el.textContent;
      const text = el.dataset.left === step?.key ? calmText(left) : el.dataset.planned;
      if (el.textContent !== text) el.textContent = text;
    }
  });
  const pause = document.getElementById("plckit-pause");
  const paused = () => {
    pause.hidden = !room.get("paused") || room.get("closed");
    pause.textContent = pause.hidden ? "" : "Pause: please look up. Your words are kept.";
  };
  const light = document.getElementById("plckit-light");
  const lit = () => {
    const entry = room.get("light");
    light.hidden = !entry;
    light.replaceChildren(...(entry ? shownToAll(entry) : []));
  };
  person();
  paused();
  lit();
  showPlaces({ page, room, models, ask });
  for (const name of ["paused", "closed"]) room.on(`change:${name}`, paused);
  room.on("change:light", lit);
  room.on("change:gathered", moved);
  room.on("msg:custom", ({ type, message }) => type !== "done" && message && tell(message));
  room.on("change:step", moved);
  room.on("change:closed", moved);
  room.on("change:reached", buttons);
  room.on("change:name", person);
  shown = groupPlace();
  showStep(shown);
  buttons();
}

/** The entry the facilitator shows to all, with the question it answers. */
const shownToAll = ({ prompt, title, text, url, note, name }) => [
  h("p", { class: "quiet" }, prompt),
  ...[title, text ?? url, note, name].filter(Boolean).map((words) => h("p", { dir: "auto" }, words)),
];

/**
 * Whether the person is in an answer that can still be changed: in a box, on a control by keyboard, or dragging.
 * A tap leaves the focus on what was tapped; whoever answered that way is done, and goes along with the group. So is
 * who added a note and has the empty box for the next one before her.
 */
function answering() {
  const at = document.activeElement;
  const own = at?.closest('.activity[data-phase="open"] .own');
  if (!own || !at.matches(":focus-visible, :active")) return false;
  const saved = own.closest(".activity").querySelector(".saved").dataset.state === "saved";
  const empty = at.matches("input, textarea") && at.value === "";
  return !saved || (!empty && Date.now() - busyAt < A_PAUSE);
}
