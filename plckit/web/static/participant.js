// A participant's screen: the group's step, earlier ones a tap away, later ones not there yet.

import { fill, goToStep, showStep } from "./steps.js";

export function start({ page, room, tell }) {
  const earlier = document.getElementById("earlier");
  const later = document.getElementById("later");
  const current = document.getElementById("current");
  let shown = null;

  // Where one can be now, in order: the welcome, the steps the group has reached, and the end.
  const places = () => ["", ...room.get("reached"), ...(room.get("closed") ? ["exit"] : [])];
  const groupPlace = () => (room.get("closed") ? "exit" : room.get("step"));

  const buttons = () => {
    const at = places().indexOf(shown);
    earlier.hidden = at <= 1;
    later.hidden = at < 0 || at >= places().length - 1;
    current.hidden = shown === groupPlace();
    current.textContent = room.get("closed") ? "Go to the end" : "Go to the group's step";
  };
  const go = (key) => {
    shown = key;
    tell("");
    goToStep(key);
    buttons();
  };
  const moved = () => {
    const place = groupPlace();
    if (place === shown) return buttons();
    // Somebody in the middle of a sentence is told, not moved.
    if (typing()) {
      const title = page.steps.find((step) => step.key === place)?.title;
      tell(title ? `The group has moved on to “${title}”.` : "The session is finished.", {
        text: "Go there",
        onclick: () => go(place),
      });
    } else {
      shown = place;
      tell("");
      const title = showStep(place)?.querySelector("h1").textContent;
      document.getElementById("heard").textContent = `Now: ${title}`;
      scrollTo(0, 0);
    }
    buttons();
  };
  const step = (by) => go(places()[places().indexOf(shown) + by]);
  earlier.onclick = () => step(-1);
  later.onclick = () => step(1);
  current.onclick = () => go(groupPlace());

  const person = () => {
    fill("name", room.get("name"));
    fill("rejoin", room.get("rejoin"));
  };
  person();
  room.on("change:step", moved);
  room.on("change:closed", moved);
  room.on("change:reached", buttons);
  room.on("change:name", person);
  shown = groupPlace();
  showStep(shown);
  buttons();
}

const typing = () => document.activeElement?.matches(":is(textarea, input[type=text]):read-write") ?? false;
