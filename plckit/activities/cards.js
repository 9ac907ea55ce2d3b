// One's own list of small cards: write, Add; each can be changed where it stands, or removed.

import { h, uuid } from "./dom.js";

/**
 * Return {el, add(), remove(entry), show(mine), leave()}.
 *
 * `draft` is the empty form: {el, value() or null, clear(), focus()}. `card(value, changed)` draws one of them:
 * {el, boxes, value() or null, take(value), name}; `name()` is what a screen reader calls it. What was never added is
 * kept when the person leaves. `noted(entry, value)` hears of each one that was added or changed, and `aside` stands
 * between the form and the list.
 */
export function cards({ put, type, flush, busy, say, most, noun, draft, card, noted = () => {}, aside = null }) {
  const all = new Map(); // entry -> {card, li}
  const list = h("ul", { class: "own-notes", "aria-label": `Your ${noun}s` });
  const take = () => {
    const value = draft.value();
    if (value === null) return false;
    if (all.size >= most) {
      say(`You have ${most} ${noun}s, which is the most. Change or remove one.`, "refused");
      return false;
    }
    const entry = uuid();
    place(entry, value);
    put(entry, value);
    draft.clear();
    noted(entry, value);
    return true;
  };
  const place = (entry, value) => {
    const made = card(value, () => {
      if (made.value() !== null) type(entry, made.value());
    });
    const gone = h("button", { type: "button", class: "remove", onclick: () => remove(entry) && draft.focus() }, "Remove");
    const name = () => {
      made.box.setAttribute("aria-label", `Change: ${made.name()}`);
      gone.setAttribute("aria-label", `Remove: ${made.name()}`);
    };
    const li = h("li", {
      class: "note-card",
      "data-sort": made.sort,
      onfocusout: (event) => {
        flush();
        if (li.contains(event.relatedTarget)) return;
        if (made.value() !== null) {
          name();
          noted(entry, made.value());
        } else remove(entry); // an emptied card goes once it is left, and the focus goes where it was going
      },
    });
    li.append(made.el, gone);
    all.set(entry, { made, li, name });
    list.append(li);
    made.take(value);
    name();
  };
  const remove = (entry) => {
    const found = all.get(entry);
    if (!found) return false;
    all.delete(entry);
    found.li.remove();
    put(entry, null);
    return true;
  };
  const add = () => {
    if (take()) draft.focus();
  };
  return {
    el: h("div", { class: "notes" }, draft.el, h("button", { type: "button", class: "add", onclick: add }, "Add"), aside ?? [], list),
    add,
    remove,
    show(mine) {
      for (const [entry, { li }] of all) {
        if (!(entry in mine) && !busy(entry)) {
          all.delete(entry);
          li.remove();
        }
      }
      for (const [entry, value] of Object.entries(mine)) {
        if (entry === "signed" || entry === "reason") continue;
        const found = all.get(entry);
        if (!found) place(entry, value);
        else if (!busy(entry) && !found.li.contains(document.activeElement)) {
          found.made.take(value);
          found.name();
        }
      }
    },
    leave: take, // words that were never added would be lost without a word
  };
}
