// Many short notes: a box, a sort where the workbook has sorts, Add; each own note can be changed or removed.

import { activity } from "../activity.js";
import { grow, h, uuid } from "../dom.js";

export default activity(({ spec, id, put, type, flush, busy, say }) => {
  const { sorts, limit, most } = spec.options;
  const order = Object.keys(sorts);
  const notes = new Map(); // entry -> {el, box, value}
  const list = h("ul", { class: "own-notes", "aria-label": "Your notes" });
  const box = h("input", {
    type: "text",
    id: `${id}-new`,
    maxlength: String(2 * limit),
    autocomplete: "off",
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        add();
      }
    },
  });
  const choices = order.map((key, i) =>
    h(
      "label",
      { class: "sort-choice", "data-sort": String(i + 1) },
      h("input", { type: "radio", name: `${id}-sort`, value: key, checked: i === 0 }),
      h("span", {}, sorts[key]),
    ),
  );
  const chosen = () => choices.map((c) => c.firstChild).find((input) => input.checked)?.value;
  const take = () => {
    const text = box.value.trim();
    if (!text) return;
    if (notes.size >= most) return say(`You have ${most} notes, which is the most. Change or remove one.`, "refused");
    const entry = uuid();
    const value = order.length ? { text, sort: chosen() } : { text };
    place(entry, value);
    put(entry, value);
    box.value = "";
  };
  const add = () => {
    take();
    box.focus();
  };
  const place = (entry, value) => {
    const text = h("textarea", {
      rows: "1",
      maxlength: String(2 * limit),
      oninput: () => {
        grow(text);
        note.value = { ...note.value, text: text.value };
        if (text.value.trim()) type(entry, note.value);
      },
    });
    const gone = h("button", { type: "button", class: "remove", onclick: () => remove(entry) && box.focus() }, "Remove");
    const sort = value.sort ? String(order.indexOf(value.sort) + 1) : undefined;
    const el = h(
      "li",
      {
        class: "note-card",
        "data-sort": sort,
        onfocusout: (event) => {
          flush();
          if (el.contains(event.relatedTarget)) return;
          if (text.value.trim()) note.name();
          else remove(entry); // an emptied note goes once it is left, and the focus goes where it was going
        },
      },
      value.sort ? h("span", { class: "sort" }, sorts[value.sort]) : null,
      text,
      gone,
    );
    const note = {
      el,
      box: text,
      value,
      name() {
        text.setAttribute("aria-label", `Change: ${text.value}`);
        gone.setAttribute("aria-label", `Remove: ${text.value}`);
      },
    };
    text.value = value.text;
    note.name();
    notes.set(entry, note);
    list.append(el);
    grow(text);
  };
  const remove = (entry) => {
    const note = notes.get(entry);
    if (!note) return false;
    notes.delete(entry);
    note.el.remove();
    put(entry, null);
    return true;
  };
  return {
    el: h(
      "div",
      { class: "notes" },
      order.length ? h("div", { class: "sort-choices", role: "radiogroup", "aria-label": "Sort of note" }, choices) : null,
      h(
        "div",
        { class: "row add-note" },
        h("label", { for: `${id}-new`, class: "visually-hidden" }, "Write a note"),
        box,
        h("button", { type: "button", onclick: add }, "Add"),
      ),
      list,
    ),
    show(mine) {
      for (const [entry, note] of notes) {
        if (!(entry in mine) && !busy(entry)) {
          notes.delete(entry);
          note.el.remove();
        }
      }
      for (const [entry, value] of Object.entries(mine)) {
        const note = notes.get(entry);
        if (!note) place(entry, value);
        else if (!busy(entry) && document.activeElement !== note.box) {
          note.value = value;
          note.box.value = value.text;
          note.name();
          grow(note.box);
        }
      }
    },
    leave: take, // words that were never added would be lost without a word
  };
});
