// Notes in named piles. Several people may move them at the same time: each note, pile and place is an entry.

import { activity } from "../activity.js";
import { LOOSE, board, called, merged } from "../board.js";
import { textBox } from "../box.js";
import { h, uuid } from "../dom.js";

const FIRST = "first-pile";
const unnamed = (card) => (card ? `Pile with ${called(card.text)}` : "Empty pile");

export default activity((tools) => {
  const { spec, id, put, type, flush, busy, say } = tools;
  const { most, first, limit, piles: mostPiles } = spec.options;
  let given = spec.options.cards;
  let now = {}; // entry -> value, as `parse` knows them
  const piles = new Map(); // pile -> {box, name, mark}

  const keep = (entry, value) => {
    undo.hidden = true; // what it would undo was not the last thing done
    now = { ...now, [entry]: value };
    put(entry, value);
  };
  const told = (kind) => Object.keys(now).filter((entry) => entry.startsWith(kind) && now[entry] !== null);
  const cards = () => [...given, ...told("n-").map((entry) => ({ id: entry, text: now[entry] }))];
  const title = (pile) => now[`p-${pile}`] || unnamed(cards().find((card) => now[`at-${card.id}`] === pile));

  // The notes that are written here.
  const box = h("input", {
    type: "text",
    id: `${id}-new`,
    autocomplete: "off",
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      add();
    },
  });
  const write = () => {
    const text = box.value.trim();
    if (!text) return;
    if (told("n-").length >= most) {
      say(`There are ${most} notes here, which is the most. Change or remove one.`, "refused");
      return;
    }
    keep(`n-${uuid()}`, text);
    box.value = "";
    draw();
  };
  const add = () => {
    write();
    box.focus();
  };
  const draft = h(
    "div",
    { class: "draft" },
    h("label", { for: `${id}-new` }, "Write a note"),
    h("div", { class: "row" }, box, h("button", { type: "button", class: "add", onclick: add }, "Add")),
  );

  /** A note written here can be changed and removed where it lies. */
  const more = (card) => {
    if (!card.startsWith("n-") || given.some((one) => one.id === card)) return null;
    const words = textBox({
      id: `${id}-${card}`,
      limit,
      busy: () => busy(card),
      typed(text) {
        if (!text.trim()) return; // an emptied note goes with “Remove”, not under the fingers
        now = { ...now, [card]: text };
        type(card, text);
        draw();
      },
      rest: flush,
    });
    words.box.value = now[card];
    const gone = () => {
      keep(card, null);
      draw();
      box.focus();
      own.say("The note is removed");
    };
    return [h("label", { for: `${id}-${card}`, class: "to" }, "Change the words"), words.el, h("button", { type: "button", class: "remove", onclick: gone }, "Remove this note")];
  };

  // The piles.
  const addPile = (card) => {
    if (told("p-").length >= mostPiles) {
      say(`There are ${mostPiles} piles, which is the most. Take one apart first.`, "refused");
      return false;
    }
    const pile = uuid();
    keep(`p-${pile}`, "");
    if (card) keep(`at-${card}`, pile);
    draw();
    if (!card) piles.get(pile).box.focus();
    return true;
  };
  const undo = h("button", { type: "button", class: "undo", hidden: true }, "Undo");
  const apart = (pile) => {
    const name = now[`p-${pile}`];
    const words = called(title(pile));
    keep(`p-${pile}`, null);
    draw();
    undo.hidden = false;
    undo.setAttribute("aria-label", `Undo: put ${words} together again`);
    undo.onclick = () => {
      keep(`p-${pile}`, name);
      draw();
      piles.get(pile).box.focus();
      own.say(`${words} is together again`);
    };
    undo.focus();
    own.say(`${words} is taken apart; its ${spec.options.noun}s are in no pile`);
  };
  const place = (pile) => {
    const name = textBox({
      id: `${id}-${pile}`,
      limit,
      "aria-label": "Name of this pile",
      placeholder: "Name this pile",
      dir: "auto",
      busy: () => busy(`p-${pile}`),
      typed(text) {
        now = { ...now, [`p-${pile}`]: text };
        type(`p-${pile}`, text);
        draw();
      },
      rest: flush,
    });
    name.box.value = now[`p-${pile}`];
    const marked = () => now[FIRST] === pile;
    const tick = h("span", { "aria-hidden": "true" });
    const mark = h("button", { type: "button", class: "mark", onclick: () => (keep(FIRST, marked() ? null : pile), draw()) });
    mark.append(tick, first);
    const loose = h("button", { type: "button", class: "remove", onclick: () => apart(pile) }, "Take apart");
    own.place(pile, () => title(pile), name.el, h("div", { class: "row feet" }, first ? mark : null, loose));
    piles.set(pile, {
      box: name.box,
      draw() {
        name.take(now[`p-${pile}`]);
        mark.setAttribute("aria-pressed", String(marked()));
        mark.setAttribute("aria-label", `${first}: ${title(pile)}`);
        tick.textContent = marked() ? "✓ " : "";
        loose.setAttribute("aria-label", `Take apart: ${title(pile)}`);
      },
    });
  };
  const fresh = {
    label: "A new pile",
    el: h("div", { class: "fresh" }, h("button", { type: "button", class: "add", onclick: () => addPile() }, "New pile"), undo),
    take: addPile,
  };
  const move = (card, pile) => {
    keep(`at-${card}`, pile === LOOSE ? null : pile);
    draw();
  };
  const own = board({ loose: "Not in a pile", noun: spec.options.noun, move, fresh, more });

  const draw = () => {
    const wanted = new Set(told("p-").map((entry) => entry.slice(2)));
    for (const pile of piles.keys()) {
      if (wanted.has(pile)) continue;
      own.remove(pile);
      piles.delete(pile);
    }
    for (const pile of wanted) if (!piles.has(pile)) place(pile);
    for (const pile of piles.values()) pile.draw();
    const at = told("at-").map((entry) => [entry.slice(3), now[entry]]);
    own.draw(cards(), Object.fromEntries(at));
  };
  draw();
  return {
    el: h("div", { class: "notes" }, most ? draft : null, own.el),
    show(mine) {
      now = merged(now, mine, busy);
      draw();
    },
    cards(list) {
      given = list ?? spec.options.cards;
      draw();
    },
    leave() {
      write(); // words that were never added would be lost without a word
      own.putDown();
    },
  };
});
