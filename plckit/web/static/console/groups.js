// Pairs, groups and teams: made in one press, changed by hand. Who is in them only where nobody else sees this screen.

import { freshId, h } from "../../../activities/dom.js";
import { counted } from "../../../activities/group.js";
import { sure } from "./dialog.js";
import { keep } from "./keep.js";

const GROUPINGS = { pair: "Pairs", group: "Groups", team: "Teams" };
const SIZES = { pair: 2, group: 4, team: 6 };
const HOW = { random: "At random", tables: "By tables", roles: "Mixed, by what people do", before: "As last time" };
const NEW = "new";

export function groups({ page, room, request, screen, parts }) {
  const panel = document.querySelector('[data-panel="groups"]');
  const title = h("p", { class: "quiet", role: "status" });
  const list = h("ul", { class: "group-list" });
  let by = wanted(page, room);
  let chosen = false; // by hand: then it stays, whatever step comes
  let made = {};
  let names = new Map();

  const refresh = async () => {
    if (parts.at() !== "groups") return;
    const asked = [request({ type: "groups" }, "quietly")];
    if (screen.mine()) asked.push(request({ type: "people" }, "quietly"));
    const [groupsNow, peopleNow] = await Promise.all(asked);
    if (groupsNow.type === "done") made = groupsNow.value;
    names = new Map();
    if (screen.mine() && peopleNow?.type === "done") {
      for (const { id, name, role } of peopleNow.value) if (role === "participant") names.set(id, name);
    }
    draw();
  };
  const ask = async (content, near) => {
    const reply = await request(content, near);
    await refresh();
    return reply;
  };
  const draw = () => {
    const now = made[by] ?? [];
    const used = now.filter(({ people }) => people.length);
    const word = used.length === 1 ? GROUPINGS[by].slice(0, -1).toLowerCase() : GROUPINGS[by].toLowerCase();
    title.textContent = used.length ? `${used.length} ${word}` : `No ${GROUPINGS[by].toLowerCase()} yet. A step that needs them makes them by itself.`;
    const choices = now.map(({ id, name }) => ({ id, name }));
    const named = (ids) => ids.filter((id) => names.has(id)).map((id) => ({ id, name: names.get(id) }));
    const items = now.map(({ id, name, people }) => ({ id, name, n: people.length, people: named(people), choices }));
    const placed = new Set(now.flatMap(({ people }) => people));
    const left = named([...names.keys()].filter((id) => !placed.has(id)));
    if (used.length && left.length) items.push({ id: "", name: "Not in any of these", n: left.length, people: left, choices });
    keep(list, items.filter(({ n }) => n), ({ id }) => id, (one) => groupRow(one, by, ask));
  };
  const choose = (value) => {
    by = value;
    list.replaceChildren();
    draw();
  };
  const byHand = (value) => {
    chosen = true;
    choose(value);
  };
  const making = maker({ by, choose: byHand, ask, made: () => (made[by] ?? []).some(({ people }) => people.length) });
  panel.append(h("h2", { class: "part-title" }, "Groups"), making.el, title, list);
  // The next step may need others; whoever is at work here is left alone.
  const follow = () => {
    if (chosen || panel.contains(document.activeElement)) return;
    making.take(wanted(page, room));
    choose(wanted(page, room));
  };
  room.on("change:step", follow);
  parts.on(refresh);
  screen.on(() => {
    names = new Map();
    list.replaceChildren();
    refresh();
  });
  for (const name of ["groups", "joined"]) room.on(`change:${name}`, refresh);
}

/** What the current step, or else the first that needs any, puts people into. */
function wanted(page, room) {
  const at = Math.max(0, page.steps.findIndex(({ key }) => key === room.get("step")));
  for (const { activities } of page.steps.slice(at)) {
    for (const key of activities) {
      const { by, see } = page.specs[key];
      for (const one of [by, see]) if (one in GROUPINGS) return one;
    }
  }
  return "group";
}

/** The form that makes groups: which, how, and how many people in each; {el, take(grouping)}. */
function maker({ by, choose, ask, made }) {
  const [which, how, size] = ["which", "how", "size"].map(freshId);
  const options = (all) => Object.entries(all).map(([value, text]) => h("option", { value }, text));
  const whichBox = h("select", { id: which, onchange: () => changed() }, options(GROUPINGS));
  const howBox = h("select", { id: how }, options(HOW));
  const sizeBox = h("input", { id: size, type: "number", min: "2", max: "12", inputmode: "numeric" });
  const changed = () => {
    sizeBox.value = SIZES[whichBox.value];
    choose(whichBox.value);
  };
  const take = (grouping) => {
    whichBox.value = grouping;
    sizeBox.value = SIZES[grouping];
  };
  take(by);
  const submit = async (event) => {
    event.preventDefault();
    const grouping = whichBox.value;
    const what = GROUPINGS[grouping].toLowerCase();
    const lines = ["People change places. What a group wrote together stays with that group."];
    if (made() && !(await sure(`Make the ${what} anew?`, lines, "Make them anew"))) return;
    ask({ type: "make groups", grouping, how: howBox.value, size: Number(sizeBox.value) }, form);
  };
  const part = (id, label, box) => h("div", {}, h("label", { for: id }, label), box);
  const form = h(
    "form",
    { class: "make-groups", onsubmit: submit },
    part(which, "What", whichBox),
    part(how, "How", howBox),
    part(size, "People in each", sizeBox),
    h("button", { type: "submit" }, "Make them"),
  );
  return { el: form, take };
}

function groupRow({ id, name, n, people, choices }, by, ask) {
  const count = h("span", { class: "quiet" }, counted(n, "person"));
  const head = id ? rename(id, name, count, ask) : h("p", {}, h("span", { class: "name" }, name), " ", count);
  return h("li", {}, head, people.length ? h("ul", { class: "members" }, people.map((one) => member(one, id, choices, by, ask))) : null);
}

function rename(id, name, count, ask) {
  const box = h("input", { value: name, maxlength: "60", "aria-label": `Name of ${name}`, "data-name": "name", autocomplete: "off" });
  const row = h("div", { class: "row" }, box, h("button", { type: "submit", "data-name": "keep" }, "Keep"));
  const submit = (event) => {
    event.preventDefault();
    box.defaultValue = box.value;
    ask({ type: "rename group", group: id, name: box.value }, row);
  };
  return h(
    "details",
    { "data-name": "rename" },
    h("summary", { "data-name": "open" }, h("span", { class: "name" }, name), count, h("span", { class: "rename" }, "Rename")),
    h("form", { onsubmit: submit }, row),
  );
}

/** One person, and where she could go; she moves when Move is pressed, not while one looks through the list. */
function member({ id, name }, group, choices, by, ask) {
  const none = group ? [h("option", { value: "" }, "No group")] : [h("option", { value: "", selected: true }, "Choose")];
  const option = (one) => h("option", { value: one.id, selected: one.id === group }, one.name);
  const box = h("select", { "aria-label": `Group of ${name}`, "data-name": `person-${id}` }, choices.map(option), h("option", { value: NEW }, "A new one"), none);
  const move = h("button", { type: "button", class: "small", hidden: true, "aria-label": `Move ${name}`, "data-name": `person-${id}` }, "Move");
  const row = h("li", { class: "row" }, h("span", { class: "name" }, name), box, move);
  box.onchange = () => (move.hidden = box.value === group);
  move.onclick = () => ask({ type: "move", person: id, grouping: by, group: box.value }, row);
  return row;
}
