// The room's screen: the door before the start, then the group's step, how many answered, and what is revealed.

import { h } from "../../activities/dom.js";
import { answeredText, counted } from "../../activities/group.js";
import { stepTime, clockText } from "./step_time.js";
import { fill, showStep } from "./steps.js";
import { wallKeys } from "./wall_keys.js";
import { wallPages } from "./wall_pages.js";

const ROOMS_A_PAGE = 12;

export function start({ page, room, models }) {
  const pages = wallPages();
  wallKeys(pages);
  const counts = [];
  for (const slot of document.querySelectorAll("[data-activity]")) {
    const { asks, see } = page.specs[slot.dataset.activity];
    if (!asks || see === "private") continue; // what is for oneself alone is nobody's to count on a wall
    const count = h("p", { class: "answered" });
    slot.after(count);
    counts.push([slot.dataset.activity, count]);
  }
  const stepNow = () => page.steps.find(({ key }) => key === room.get("step"));
  const met = () => !stepNow()?.before;
  stepTime({ page, room }, (left) => fill("clock", clockText(left)));
  const place = () => {
    if (room.get("closed")) return "/exit";
    if (room.get("light")) return "/light";
    return met() ? room.get("step") : ""; // what is done before people meet is done at home
  };
  let shown = null;
  const draw = () => {
    const now = place();
    showStep(now);
    fill("here", room.get("here"));
    const open = document.querySelector("section[data-step]:not([hidden])");
    const slots = [...(open?.querySelectorAll("[data-activity], [data-again]") ?? [])];
    const phaseOf = (el) => models.get(el.dataset.activity ?? el.dataset.again).get("phase");
    document.body.dataset.revealed = String(slots.some((el) => phaseOf(el) === "revealed"));
    for (const [activity, count] of counts) {
      const phase = models.get(activity).get("phase");
      const { by } = page.specs[activity];
      const n = room.get("answered")[activity] ?? 0;
      const of = by === "person" ? room.get("joined") : (room.get("groups")[by] ?? 0);
      count.textContent = answeredText(n, Math.max(n, of), by); // who was taken out has answered all the same
      count.hidden = phase === "waiting" || phase === "revealed";
    }
    if (open) showRooms(open, now === room.get("step") ? room.get("rooms") : []);
    if (now !== shown) pages.first();
    shown = now;
  };
  const light = document.querySelector('section[data-step="/light"]');
  const lit = () => light.replaceChildren(...litParts(room.get("light")));
  room.on("change:light", lit);
  room.on("change", draw);
  for (const [activity] of counts) models.get(activity).on("change:phase", draw);
  for (const slot of document.querySelectorAll("[data-activity], [data-again]")) {
    // What was just revealed, or kept on a card, is what the room looks at, however much stands before it.
    const model = models.get(slot.dataset.activity ?? slot.dataset.again);
    const card = () => JSON.stringify(model.get("group")?.card ?? null);
    let kept = card();
    model.on("change:phase", (phase) => {
      if (phase === "revealed" && slot.offsetParent) pages.show(slot);
    });
    model.on("change:group", () => {
      if (card() !== kept && slot.offsetParent) pages.show(slot);
      kept = card();
    });
  }
  lit();
  draw();
}

/** List who sits where: the first twelve above the questions, the others on pages of their own at the end. */
function showRooms(section, rooms) {
  const text = JSON.stringify(rooms);
  const first = section.querySelector(".rooms");
  if (!first || first.dataset.drawn === text) return;
  first.dataset.drawn = text;
  for (const more of section.querySelectorAll(".rooms.more")) more.remove();
  const line = ({ name, n }) => h("li", {}, h("b", { dir: "auto" }, name), ` · ${counted(n, "person")}`);
  for (let i = 0; i < rooms.length || !i; i += ROOMS_A_PAGE) {
    const some = rooms.slice(i, i + ROOMS_A_PAGE);
    const left = rooms.length - i - some.length;
    const parts = [h("ul", {}, some.map(line)), left ? h("p", { class: "quiet" }, `and ${left} more`) : null].filter(Boolean);
    if (i) section.append(h("div", { class: "rooms more" }, parts));
    else first.replaceChildren(...(some.length ? parts : []));
  }
}

/** The entry the facilitator shows to all, under the question it answers. */
function litParts(entry) {
  if (!entry) return [];
  const { prompt, title, text, url, note, name } = entry;
  return [
    h("p", { class: "quiet" }, prompt),
    h("blockquote", { class: "large", dir: "auto" }, [title, text ?? url].filter(Boolean).map((words) => h("p", {}, words))),
    ...[note, name].filter(Boolean).map((words) => h("p", { dir: "auto" }, words)),
  ];
}
