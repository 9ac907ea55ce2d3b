// The people: names, jobs, two places of one person, who was taken out. Only where nobody else sees this screen.

import { freshId, h } from "../../../activities/dom.js";
import { sure } from "./dialog.js";
import { keep } from "./keep.js";

export function people({ room, request, screen, parts }) {
  const panel = document.querySelector('[data-panel="people"] .private-part');
  const title = h("h2", { class: "part-title" });
  const list = h("ul", { class: "people" });
  const gone = h("ul", { class: "people" });
  const goneTitle = h("h3", {}, "Taken out");
  let found = [];

  const counts = () => (title.textContent = `${room.get("here")} here, ${room.get("joined")} joined`);
  const refresh = async () => {
    if (!screen.mine() || parts.at() !== "people") return;
    const { type, value } = await request({ type: "people" }, "quietly");
    if (type === "done" && screen.mine()) draw(value);
  };
  const ask = async (content, near) => {
    const reply = await request(content, near);
    await refresh();
    return reply;
  };
  const draw = (value) => {
    found = value;
    const here = found.filter(({ role }) => role !== "removed");
    const out = found.filter(({ role }) => role === "removed");
    const others = here.filter(({ role }) => role === "participant").map(({ id, name }) => ({ id, name }));
    const items = here.map((one) => ({ ...one, others: others.filter(({ id }) => id !== one.id) }));
    keep(list, items, ({ id }) => id, (one) => personRow(one, ask));
    keep(gone, out, ({ name }) => name, (one) => goneRow(one, ask));
    goneTitle.hidden = !out.length;
  };
  screen.on((mine) => {
    panel.replaceChildren(...(mine ? [title, list, goneTitle, gone] : []));
    goneTitle.hidden = true;
    list.replaceChildren();
    gone.replaceChildren();
    counts();
    refresh();
  });
  parts.on(refresh);
  room.on("change:joined", () => (counts(), refresh()));
  room.on("change:here", () => (counts(), refresh()));
}

function personRow(person, ask) {
  const { id, name, role, table, job, you } = person;
  const leads = role === "facilitator";
  const tags = [you ? "you" : leads ? "leads too" : "", job, table].filter(Boolean);
  const tools = h("div", { class: "tools" });
  const details = h(
    "details",
    { "data-name": "change" },
    h("summary", { "data-name": "open" }, h("span", { class: "name" }, name), h("span", { class: "quiet" }, tags.join(" · "))),
    tools,
  );
  tools.append(field("Name", "name", name, (value, near) => ask({ type: "rename", person: id, name: value }, near)));
  if (!leads) tools.append(field("What they do (a word or two)", "job", job, (value, near) => ask({ type: "job", person: id, job: value }, near)));
  if (!leads && person.others.length) tools.append(sameAs(person, ask));
  if (!you) tools.append(takeOut(person, ask));
  return h("li", {}, details);
}

/** A box with its own Keep. */
function field(label, key, value, change) {
  const id = freshId(key);
  const box = h("input", { id, value, maxlength: "60", autocomplete: "off", "data-name": key });
  const row = h("div", { class: "row" }, box, h("button", { type: "submit", "data-name": `keep-${key}` }, "Keep"));
  const submit = (event) => {
    event.preventDefault();
    box.defaultValue = box.value; // it is being kept, so the row may be drawn anew
    change(box.value, row);
  };
  return h("form", { class: "field", onsubmit: submit }, h("label", { for: id }, label), row);
}

function sameAs({ id, name, others }, ask) {
  const select = freshId("same");
  const box = h("select", { id: select, "data-name": "same" }, h("option", { value: "" }, "Choose"), others.map((one) => h("option", { value: one.id }, one.name)));
  const row = h("div", { class: "row" }, box, h("button", { type: "submit", "data-name": "join" }, "Join both"));
  const submit = async (event) => {
    event.preventDefault();
    const other = others.find((one) => one.id === box.value);
    if (!other) return box.focus();
    const lines = [`“${name}” and “${other.name}” become one person, called “${other.name}”. Answers with a name move where that place has none; everything else stays where it is. The page of “${name}” stops working.`];
    if (await sure("The same person twice?", lines, "Join both")) ask({ type: "merge", person: id, into: other.id }, row);
  };
  return h("form", { class: "field", onsubmit: submit }, h("label", { for: select }, "Same person as…"), row);
}

function takeOut({ id, name }, ask) {
  const row = h("div", { class: "row" });
  const out = async () => {
    const lines = [`The page of “${name}” stops working. What they wrote stays. You can let them in again.`];
    if (await sure(`Take out “${name}”?`, lines, "Take out")) ask({ type: "remove", person: id }, row);
  };
  row.append(h("button", { type: "button", onclick: out, "data-name": "out" }, "Take out…"));
  return row;
}

function goneRow({ name }, ask) {
  const row = h("div", { class: "row" }, h("span", { class: "name" }, name));
  row.append(h("button", { type: "button", class: "small", "data-name": "back", "aria-label": `Let in again: ${name}`, onclick: () => ask({ type: "bring back", name }, row) }, "Let in again"));
  return h("li", {}, row);
}
