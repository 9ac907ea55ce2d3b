// Rows to fill in, cell by cell: on a phone each row is a card, where there is room it is a table.
//
// Several people may write in one draft. A cell is an entry of its own, and what somebody is writing in is left alone.

import { textBox } from "./box.js";
import { dayBox } from "./days.js";
import { h, uuid } from "./dom.js";

/** An id that sorts by the time it was made, so every screen has the rows in one order. */
const rowId = () => `${Date.now().toString(36)}-${uuid().slice(0, 8)}`;
/** The letters alone: the server folds spaces and takes out what cannot be seen. */
const letters = (text) => text.normalize("NFC").replace(/[\p{C}\s]/gu, "");

const flag = (is) => (is ? "" : undefined);

/**
 * Return what `activity` wants of a kind whose answer is a table. `other(key, {put, type, …})` makes the box of a
 * column of its own sort, {el, box, take(value), lock(locked)}; where it returns nothing, the cell takes words or a day.
 */
export const rowsView = (other = () => null) => ({ spec, id, put, type, flush, busy, say }) => {
  const { columns, dates, limit, rows: given, add } = spec.options;
  const keys = Object.keys(columns);
  const rows = new Map(); // row id -> row
  let locked = false;
  let spare = null; // the id of the empty row that stands there while nobody has written
  let removed = null; // {id, el}: where a row was, and what puts it back

  const news = h("p", { class: "visually-hidden", role: "status" });
  const told = h("p", { class: "told", role: "status" }); // what stays: the line at the foot soon says “Saved” again
  const body = h("tbody", { role: "rowgroup" });
  const head = h(
    "tr",
    { role: "row" },
    h("td", { role: "cell" }),
    keys.map((key) => h("th", { role: "columnheader", scope: "col" }, columns[key])),
    add ? h("td", { role: "cell" }) : null,
  );
  const table = h(
    "table",
    { role: "table", class: "plan", "aria-label": "Your table", "data-add": flag(add) },
    h("thead", { role: "rowgroup" }, head),
    body,
  );
  const more = add ? h("button", { type: "button", class: "add", onclick: () => addRow() }, "Add a row") : null;
  const el = h(
    "div",
    { class: "planner", "data-many": flag(keys.length > 3), onfocusout: (event) => left(event.relatedTarget) },
    table,
    more,
    told,
    news,
  );

  /** Return a cell: {el, box, entry, name(row), show(mine), fill(value), waits, value()}. */
  function cell(row, key) {
    const entry = `${row}.${key}`;
    const waits = () => busy(entry);
    const own = new Set(); // what was written here and may still come back from the server
    let last = "";
    const props = { id: `${id}-${row}-${key}`, busy: waits };
    const send = (how) => (value) => {
      own.add(letters(value ?? ""));
      how(entry, value);
      rows.get(row).look();
    };
    const described = key === keys[0] ? `${id}-sees` : "";
    const words = { limit, describedby: described, dir: "auto", typed: send(type), rest: flush };
    const made =
      other(key, { ...props, put: send(put), type: send(type) }) ??
      (dates.includes(key) ? dayBox({ ...props, changed: send(put), say }) : textBox({ ...props, ...words }));
    const { box } = made;
    made.lock(locked);
    return {
      entry,
      box,
      waits,
      lock: made.lock,
      el: h("td", { role: "cell" }, h("label", { for: box.id }, columns[key]), made.el),
      value: () => box.value.trim() || (box.validity.badInput ? "?" : ""),
      name(of) {
        box.setAttribute("aria-label", `${columns[key]}, ${of}`);
        made.el.querySelector(".clear")?.setAttribute("aria-label", `Clear: ${columns[key]}, ${of}`);
      },
      show(mine) {
        const value = mine[entry] ?? "";
        if (!waits()) own.clear();
        else if (value !== last && !own.has(letters(value))) {
          const where = box.getAttribute("aria-label");
          told.textContent = `“${where}” was changed on another screen while you were writing. Your words replace those; the session's log keeps them.`;
        }
        last = value;
        made.take(value);
      },
      fill(value) {
        own.add(""); // that it was taken out may still be on its way
        box.value = value;
        for (const event of ["input", "change"]) box.dispatchEvent(new Event(event)); // each box listens to one
      },
    };
  }

  function row(rid) {
    const cells = keys.map((key) => cell(rid, key));
    const label = h("th", { role: "rowheader", scope: "row" }, given[rid] ?? "");
    const gone = h("button", { type: "button", class: "remove", disabled: locked, onclick: () => remove(rid) }, "Remove row");
    const last = add ? h("td", { role: "cell", class: "tools" }, gone) : null;
    const self = {
      cells,
      el: h("tr", { role: "row" }, label, cells.map((one) => one.el), last),
      number: 0,
      kept: false, // whether the server has it
      empty: () => cells.every((one) => !one.value()),
      look: () => self.el.toggleAttribute("data-empty", self.empty() && document.activeElement !== gone),
      waits: () => cells.some((one) => one.waits()),
      focus: () => cells[0].box.focus(),
      name(number) {
        self.number = number;
        if (add) label.textContent = `Row ${number}`;
        gone.setAttribute("aria-label", `Remove row ${number}`);
        for (const one of cells) one.name(add ? `row ${number}` : given[rid]);
      },
    };
    return self;
  }

  /** Put a row where it belongs; return it. */
  function place(rid) {
    const made = row(rid);
    const next = add ? [...rows.keys()].sort().find((other) => other > rid) : undefined;
    body.insertBefore(made.el, rows.get(next)?.el ?? null);
    rows.set(rid, made);
    made.look();
    rename();
    return made;
  }

  function drop(rid) {
    rows.get(rid).el.remove();
    rows.delete(rid);
    rename();
  }

  function rename() {
    const order = add ? [...rows.keys()].sort() : [...rows.keys()];
    order.forEach((rid, i) => rows.get(rid).name(i + 1));
  }

  function atLeastOne() {
    if (!add || rows.size) return;
    spare = rowId();
    place(spare);
  }

  function addRow() {
    forget();
    const blank = [...rows.values()].find((one) => one.empty());
    if (blank) return blank.focus();
    if (rows.size >= add) {
      told.textContent = `There are ${add} rows, which is the most. Change or remove one.`;
      return;
    }
    const made = place(rowId());
    made.focus();
    news.textContent = `Row ${made.number} added`;
  }

  function remove(rid) {
    forget();
    const { cells, el: line, number } = rows.get(rid);
    const words = cells.map((one) => one.box.value);
    for (const one of cells) if (one.waits() || one.box.value) put(one.entry, null);
    const back = h("button", { type: "button", onclick: () => putBack(rid, words) }, "Put it back");
    const note = h("td", { role: "cell", colSpan: keys.length + 2 }, h("span", {}, `Row ${number} removed`), back);
    removed = { id: rid, el: h("tr", { role: "row", class: "removed" }, note) };
    line.before(removed.el);
    drop(rid);
    atLeastOne();
    back.focus();
    news.textContent = `Row ${number} removed`;
  }

  function putBack(rid, words) {
    forget();
    const made = place(rid);
    made.cells.forEach((one, i) => words[i] && one.fill(words[i]));
    flush();
    made.focus();
    blanksGo(made.el);
    news.textContent = `Row ${made.number} is back`;
  }

  function forget() {
    removed?.el.remove();
    removed = null;
    told.textContent = "";
  }

  /** Take out the rows without words, but the one that holds `at`. */
  function blanksGo(at) {
    for (const [rid, one] of rows) if (add && rows.size > 1 && one.empty() && !one.el.contains(at)) drop(rid);
  }

  // Nothing moves under a thumb that is on its way to a button.
  const left = (to) => to?.matches("textarea, input, select") && blanksGo(to);

  for (const rid of Object.keys(given)) place(rid);
  return {
    el,
    show(mine) {
      const stored = new Set(Object.keys(mine).filter((entry) => entry.includes(".")).map((entry) => entry.split(".")[0]));
      const going = (rid) => keys.every((key) => !(`${rid}.${key}` in mine) || busy(`${rid}.${key}`)); // removed here
      for (const rid of stored) {
        if (rows.has(rid) || going(rid)) continue;
        if (removed?.id === rid) forget();
        place(rid);
      }
      for (const [rid, one] of rows) {
        for (const part of one.cells) part.show(mine);
        const over = add && !stored.has(rid) && (one.kept || (rid === spare && rows.size > 1 && one.empty()));
        if (over && !one.waits() && !one.el.contains(document.activeElement)) drop(rid);
        one.kept = stored.has(rid);
        one.look();
      }
      atLeastOne();
    },
    lock(on) {
      locked = on;
      for (const one of rows.values()) for (const part of one.cells) part.lock(on);
      for (const button of el.querySelectorAll("button")) button.disabled = on;
    },
    leave() {
      forget();
      blanksGo(document.activeElement);
    },
  };
};
