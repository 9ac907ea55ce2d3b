// A participant's pair, group or team: with whom, who writes, and at which table.

import { h } from "../../activities/dom.js";

/** Keep every step's line about one's group, and each shared activity's `place` and `pen`, true to the room. */
export function showPlaces({ page, room, models, ask }) {
  const steps = page.steps.filter(({ groupings }) => groupings.length);
  const table = tableForm(page, room, ask);
  const draw = () => {
    const places = room.get("places") ?? {};
    for (const { key, groupings, regroups } of steps) {
      const line = document.querySelector(`[data-place="${key}"]`);
      // An element a grouping: what is read aloud again is only what changed.
      const texts = groupings.map((by) => placeText(by, places[by], regroups));
      if (line.textContent !== texts.join("")) line.replaceChildren(...texts.map((text) => h("span", {}, text)));
      line.hidden = false;
    }
    for (const [key, { by = "person" }] of Object.entries(page.specs)) {
      if (by === "person") continue;
      const [model, place] = [models.get(key), places[by]?.id];
      // What was typed until now was meant for the group of before, and is sent under its name.
      if (model.get("place") !== place) model.emit("msg:custom", { type: "left" });
      model.take({ place, pen: penOf(places[by]) });
    }
    table();
  };
  room.on("change:places", draw);
  draw();
}

/** Return a sentence: "Group 2, with Ana and Tom", or "Your new group: Group 2, with Ana and Tom". */
function placeText(by, place, regroups) {
  if (!place) return `You have no ${by} yet. The facilitator is placing people.`;
  const others = listed(place.with.filter(Boolean));
  if (by === "pair") return others ? `Your pair: ${others}` : "Your pair: you, until somebody joins you";
  const name = regroups && by === "group" ? `Your new group: ${place.name}` : place.name;
  return others ? `${name}, with ${others}` : `${name}: you, until somebody joins you`;
}

function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}

/** Return who writes for the group; whoever is alone in it needs no pen. */
function penOf(place) {
  if (!place) return { who: "nowhere" };
  if (!place.with.length) return { who: "alone" };
  if (place.pen === "me") return { who: "me" };
  return place.pen ? { who: "other", name: place.pen } : { who: "nobody" };
}

/** Ask at the welcome for the table, where groups are needed and nobody has made any; return what draws it. */
function tableForm(page, room, ask) {
  const box = document.getElementById("plckit-table");
  const wanted = page.steps.some(({ groupings }) => groupings.some((by) => by !== "pair"));
  const field = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  box.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    if (!ask({ type: "table", table: field.value })) said.textContent = "There is no connection. Try again in a moment.";
  };
  room.on("msg:custom", ({ type, what }) => {
    if (type === "done" && what === "table") said.textContent = `Kept: your table is ${field.value.trim()}.`;
  });
  return () => {
    const { group, team } = room.get("places") ?? {};
    box.hidden = !wanted || Boolean(group || team);
  };
}
