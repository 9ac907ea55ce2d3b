// Cards that lie in places. Press a card and it is picked up: the places it can go to come up right below it.
// A handle drags it there too. The kind says what the places are, and keeps what it is told.

import { h } from "./dom.js";

export const LOOSE = ""; // the place of cards that lie nowhere yet
const MARGIN = 72; // pixels from the screen's edge at which a dragged card scrolls the page
const SPEED = 12; // pixels a frame
const SHORT = 60; // letters of a card that are read aloud

/** Return what is stored, but for entries whose latest value is not stored yet: {entry: value}. */
export function merged(now, mine, busy) {
  const entries = new Set([...Object.keys(now), ...Object.keys(mine)]);
  const pairs = [...entries].map((entry) => [entry, busy(entry) ? now[entry] : mine[entry]]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== null));
}

/** Return a text as it is spoken of: its beginning, in quotation marks. */
export const called = (text) => `“${text.length > SHORT ? `${text.slice(0, SHORT).trimEnd()}…` : text}”`;

/**
 * Return {el, say, place, remove, draw, putDown}.
 *
 * `move(card, place)` keeps a move. `fresh` is where a card can go that makes a place for itself: {el, label,
 * take(card)}. `more(card)` returns elements for what else can be done with a card that is picked up, or null.
 */
export function board({ loose, noun, move, fresh = null, more = () => null }) {
  const items = new Map(); // card -> {id, text, at, el, pick}
  const places = new Map(); // place -> {id, title, el, list, count}
  let picked = null;
  let drop = null; // ends the drag that is under way
  let offered = "";

  const heard = h("p", { class: "visually-hidden", role: "status" });
  const say = (words) => (heard.textContent = words);
  const grid = h("div", { class: "places" });
  const moves = h("div", { class: "moves", role: "group" });
  const rest = h("div", { class: "rest" });
  const panel = h("div", { class: "panel" }, h("p", { class: "to", "aria-hidden": "true" }, "Move to"), moves, rest);

  const place = (id, title, head, ...foot) => {
    const count = h("span", { class: "how-many" });
    const list = h("ul", { class: "lies" });
    const top = h("div", { class: "head" }, head, count);
    const made = { id, title, count, list, el: h("div", { class: "board-place", role: "group" }, top, list, ...foot) };
    places.set(id, made);
    if (id !== LOOSE) grid.append(made.el);
    return made;
  };
  const first = place(LOOSE, () => loose, h("h3", {}, loose));
  first.el.classList.add("loose");
  const escape = (event) => {
    if (event.key !== "Escape" || event.isComposing || !picked) return;
    const item = picked;
    putDown();
    item.pick.focus();
    say(`${called(item.text)} stays where it is`);
  };
  const el = h("div", { class: "board", onkeydown: escape }, heard, first.el, grid, fresh?.el);

  const many = (id) => {
    const n = [...items.values()].filter((item) => item.at === id).length;
    return `${n} ${n === 1 ? noun : `${noun}s`}`;
  };
  const add = (id) => {
    const words = h("span", { class: "words", dir: "auto" });
    const press = () => (picked === item ? (putDown(), say("Put down")) : pickUp(item));
    const pick = h("button", { type: "button", class: "pick", "aria-expanded": "false", onclick: press }, words);
    const grip = h("span", { class: "grip", "aria-hidden": "true", onpointerdown: (event) => drag(event, item) }, "⠿");
    const item = { id, text: "", at: LOOSE, words, pick, el: h("li", { class: "board-card" }, pick, grip) };
    items.set(id, item);
    return item;
  };

  const pickUp = (item) => {
    putDown();
    picked = item;
    item.pick.setAttribute("aria-expanded", "true");
    item.el.dataset.picked = "true";
    rest.replaceChildren(...(more(item.id) ?? []));
    item.el.append(panel);
    offer();
    say(`Picked up: ${called(item.text)}. Choose where it goes.`);
  };
  const putDown = () => {
    if (!picked) return;
    picked.pick.setAttribute("aria-expanded", "false");
    delete picked.el.dataset.picked;
    picked = null;
    offered = "";
    panel.remove();
  };
  /** Bring the buttons up to date; whichever has the focus keeps it. */
  const offer = () => {
    const { id, at, text } = picked;
    const open = [...places.values()].filter((one) => one.id !== at);
    const wanted = JSON.stringify([text, ...open.map((one) => [one.id, one.title()])]);
    if (wanted === offered) return;
    offered = wanted;
    const held = moves.contains(document.activeElement) ? document.activeElement.dataset.to : null;
    const button = (to, words, go) =>
      h("button", { type: "button", "data-to": to, onclick: () => carry(id, go) }, h("span", { dir: "auto" }, words));
    moves.setAttribute("aria-label", `Where ${called(text)} goes`);
    moves.replaceChildren(
      ...open.map((one) => button(one.id, one.title(), () => move(id, one.id))),
      ...(fresh ? [button("new", fresh.label, () => fresh.take(id))] : []),
    );
    if (held !== null) ([...moves.children].find((one) => one.dataset.to === held) ?? picked.pick).focus();
  };
  /** Let a card go somewhere, and say where it is now. */
  const carry = (id, go) => {
    const item = items.get(id);
    putDown();
    if (go() === false) return item.pick.focus();
    item.pick.focus({ preventScroll: true });
    // Who taps goes on with the next card here; who uses keys must see where the focus is.
    if (item.pick.matches(":focus-visible")) item.el.scrollIntoView({ block: "nearest" });
    say(`${called(item.text)} is now in ${places.get(item.at).title()}, ${many(item.at)}`);
  };

  const drag = (event, item) => {
    if (drop || event.button || el.closest("fieldset").disabled) return;
    event.preventDefault();
    putDown();
    el.setPointerCapture(event.pointerId); // not the handle: what moves in the page lets go of the pointer
    const home = item.el.parentNode;
    const from = home.getBoundingClientRect();
    const [x, y] = [event.clientX - from.left, event.clientY - from.top];
    let at = event;
    let over = null;
    let frame = 0;
    item.el.dataset.dragged = el.dataset.dragging = "true";
    const follow = () => {
      const now = home.getBoundingClientRect();
      item.el.style.transform = `translate(${at.clientX - now.left - x}px, ${at.clientY - now.top - y}px)`;
      const under = [...places.values(), ...(fresh ? [fresh] : [])].find((one) => holds(one.el, at));
      if (under === over) return;
      if (over) delete over.el.dataset.over;
      over = under ?? null;
      if (over && over.id !== item.at) over.el.dataset.over = "true";
    };
    const scroll = () => {
      const { top, bottom } = el.getBoundingClientRect(); // no further than the board: the card would push the page on
      const up = at.clientY < MARGIN && top < 0;
      const down = at.clientY > innerHeight - MARGIN && bottom > innerHeight - MARGIN;
      if (up || down) {
        scrollBy(0, up ? -SPEED : SPEED);
        follow();
      }
      frame = requestAnimationFrame(scroll);
    };
    drop = (kept) => {
      cancelAnimationFrame(frame);
      el.onpointermove = el.onpointerup = el.onpointercancel = drop = null;
      item.el.style.transform = "";
      delete item.el.dataset.dragged;
      delete el.dataset.dragging;
      if (!over) return;
      delete over.el.dataset.over;
      if (!kept || over.id === item.at || !items.has(item.id)) return;
      carry(item.id, () => (over === fresh ? fresh.take(item.id) : move(item.id, over.id)));
    };
    el.onpointermove = (moved) => {
      at = moved;
      follow();
    };
    el.onpointerup = () => drop(true);
    el.onpointercancel = () => drop(false);
    scroll();
  };

  return {
    el,
    say,
    place,
    remove(id) {
      places.get(id).el.remove();
      places.delete(id);
    },
    /** Draw `cards`, [{id, text}], where `at`, {card: place}, says; what is in no place is loose. */
    draw(cards, at) {
      const held = el.contains(document.activeElement) ? document.activeElement : null;
      const known = new Set(cards.map((card) => card.id));
      for (const item of [...items.values()].filter(({ id }) => !known.has(id))) {
        if (item === picked) putDown();
        item.el.remove();
        items.delete(item.id);
      }
      const lists = new Map([...places.keys()].map((id) => [id, []]));
      for (const { id, text } of cards) {
        const item = items.get(id) ?? add(id);
        item.text = item.words.textContent = text;
        item.at = places.has(at[id]) ? at[id] : LOOSE;
        lists.get(item.at).push(item.el);
      }
      for (const [id, { list }] of places) for (const one of lists.get(id)) if (one.parentNode !== list) list.append(one);
      for (const [id, { list, el: box, count, title }] of places) {
        lists.get(id).forEach((one, i) => list.children[i] === one || list.insertBefore(one, list.children[i]));
        count.textContent = many(id);
        box.setAttribute("aria-label", title());
      }
      if (held && held !== document.activeElement) {
        const left = el.contains(held) ? held : el.querySelector("button, textarea");
        left?.focus({ preventScroll: true });
      }
      if (picked) offer();
    },
    putDown() {
      drop?.(false);
      putDown();
    },
  };
}

const holds = (el, { clientX, clientY }) => {
  const { left, right, top, bottom } = el.getBoundingClientRect();
  return left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
};
