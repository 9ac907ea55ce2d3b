// Wording what a session leaves behind: a draft from what the room said, edited, and kept as a new version.
//
// Words that are not kept yet stay in this tab, through a reload too, until they are kept or begun anew.

import { freshId, h } from "../../../activities/dom.js";

/** Return the tool; null for kinds that keep nothing. */
export function artefactTool({ activity, spec, model, request }) {
  if (!spec.options.makes) return null;
  const says = h("p", { class: "quiet", role: "status" });
  const form = h("form", { class: "artefact-form", hidden: true });
  const begin = h("button", { type: "button" }, "Word it now");
  const row = h("div", { class: "row" }, begin);
  const el = h("div", { class: "artefact-tool" }, row, form, says);
  const words = unkept(`${location.pathname} ${activity}`);
  const { recorded } = spec.options; // by activities alone: there is nothing to word
  const [first, again] = recorded ? ["Keep it", "Keep it anew"] : ["Word it now", "Change what was kept"];
  const label = () => (begin.textContent = words.get() ? "Go on with your words" : model.get("group")?.card ? again : first);
  model.on("change:group", label);
  label();

  const keep = async (content, foot) => {
    const { type, value } = await request({ type: "keep", activity, content }, foot);
    if (type !== "done") return;
    words.forget();
    done(value > 1 ? `Kept as version ${value}.` : "Kept.");
  };
  begin.onclick = async () => {
    says.textContent = "";
    if (recorded) return keep({}, row);
    const { type, value } = await request({ type: "draft", activity }, row);
    if (type === "done") draw(value);
  };
  const draw = ({ title, fields }) => {
    const held = words.get();
    const boxes = fields.map((field) => ({ key: field.key, ...box({ ...field, value: held?.[field.key] ?? field.value }) }));
    const content = () => Object.fromEntries(boxes.filter(({ read }) => read).map(({ key, read }) => [key, read()]));
    const close = h("button", { type: "button" }, "Not now");
    const anew = h("button", { type: "button", hidden: !held }, "Begin anew from what the room said");
    const foot = h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, "Keep it"), close, anew);
    close.onclick = () => done("");
    anew.onclick = () => {
      words.forget();
      draw({ title, fields });
    };
    form.oninput = () => words.hold(content());
    form.onsubmit = (event) => {
      event.preventDefault();
      return keep(content(), foot);
    };
    form.setAttribute("aria-label", title);
    const [here, folded] = [false, true].map((away) => boxes.filter(({ key }) => spec.options.folded.includes(key) === away).map(({ el: one }) => one));
    const other = folded.length ? h("details", {}, h("summary", {}, "Other parts of this card"), folded) : "";
    form.replaceChildren(...here, other, foot);
    form.hidden = false;
    begin.hidden = true;
    form.querySelector("textarea, input")?.focus();
  };
  const done = (text) => {
    label();
    form.hidden = true;
    begin.hidden = false;
    says.textContent = text;
    begin.focus();
  };
  return el;
}

/** Return {get(), hold(content), forget()} of the words that this tab keeps under a name. */
function unkept(name) {
  return {
    get: () => JSON.parse(sessionStorage.getItem(name) ?? "null"),
    hold: (content) => sessionStorage.setItem(name, JSON.stringify(content)),
    forget: () => sessionStorage.removeItem(name),
  };
}

const mark = () => h("span", { class: "quiet" }, " (needed)");
const linesOf = (area) => area.value.split("\n").filter((line) => line.trim());

/** Return {el, read} for one field; what an activity made by itself is only shown. */
function box({ title, form, columns, needed, choices, must, most, value, among, note }) {
  const id = freshId("field");
  const name = [title, must ? mark() : null];
  const hint = note ? h("p", { class: "note" }, note) : null;
  if (form === "record") {
    const said = value.said ?? "Nothing yet.";
    return { el: h("div", { class: "field" }, h("p", { class: "field-name" }, name), hint, said.split("\n").map((line) => h("p", {}, line))) };
  }
  if (form === "rows") return rows({ name, hint, columns, needed, most, value });
  if (form === "choice") {
    const list = h("select", { id }, h("option", { value: "" }, "Choose…"), Object.entries(choices).map(([key, label]) => h("option", { value: key }, label)));
    list.value = value;
    return { el: h("div", { class: "field" }, h("label", { for: id }, name), hint, list), read: () => list.value };
  }
  const text = form === "text" ? value : value.join("\n");
  const area = h("textarea", { id, rows: form === "text" ? 2 : Math.max(3, value.length), dir: "auto" });
  area.value = text;
  const lines = form === "texts" ? h("p", { class: "quiet" }, `One line each, ${most} at most.`) : null;
  const from = among.length ? choosing(among, form === "text", area) : null;
  const read = () => (form === "text" ? area.value : linesOf(area));
  return { el: h("div", { class: "field" }, h("label", { for: id }, name), hint, lines, from, area), read };
}

/** Return all that was said, where it is more than a box holds: what is ticked goes into the box, to be worded there. */
function choosing(among, one, area) {
  const [id, name] = [freshId("said"), freshId("among")];
  const ticks = among.map((text) => {
    const input = h("input", { type: one ? "radio" : "checkbox", name });
    input.oninput = () => {
      const others = linesOf(area).filter((line) => line !== text);
      area.value = one ? text : [...others, ...(input.checked ? [text] : [])].join("\n");
    };
    return { text, input, el: h("label", { class: "option" }, input, h("span", { dir: "auto" }, text)) };
  });
  const follow = () => ticks.forEach(({ text, input }) => (input.checked = one ? area.value === text : linesOf(area).includes(text)));
  area.addEventListener("input", follow);
  follow();
  const says = h("p", { class: "quiet", id }, one ? "Choose one together. You can change its words below." : "Choose together. You can change the words below.");
  return h("div", { class: "among", role: "group", "aria-labelledby": id }, says, ticks.map(({ el }) => el));
}

function rows({ name, hint, columns, needed, most, value }) {
  const list = h("div", { class: "field-rows" });
  const many = value.length > most ? h("p", { class: "quiet" }, `${value.length} rows were written. Keep ${most} at most.`) : null;
  const all = Object.keys(columns).length === needed.length;
  const which = all ? "all boxes" : needed.map((key) => columns[key]).join(", ");
  const must = needed.length ? h("p", { class: "quiet" }, `Needed in one row at least: ${which}.`) : null;
  const leaveOut = (row) => {
    row.remove();
    more.hidden = list.children.length >= most;
    list.dispatchEvent(new Event("input", { bubbles: true }));
    more.parentElement.querySelector("textarea")?.focus();
  };
  const add = (held = {}) => {
    const cells = Object.entries(columns).map(([key, column]) => {
      const input = h("textarea", { rows: 1, "data-column": key, dir: "auto" });
      input.value = held[key] ?? "";
      return h("label", {}, h("span", {}, column), input);
    });
    const row = h("div", { class: "field-row" }, cells);
    if (many) row.append(h("button", { type: "button", class: "small", onclick: () => leaveOut(row) }, "Leave this row out"));
    list.append(row);
    more.hidden = list.children.length >= most;
  };
  const more = h("button", { type: "button", class: "small", onclick: () => (add(), list.lastChild.querySelector("textarea").focus()) }, "One more row");
  value.forEach(add);
  if (!value.length) add();
  const read = () =>
    [...list.children].map((row) => Object.fromEntries([...row.querySelectorAll("[data-column]")].map((cell) => [cell.dataset.column, cell.value])));
  return { el: h("fieldset", { class: "field" }, h("legend", {}, name), hint, must, many, list, more), read };
}
