// A note that gives a reason is asked, once and kindly, whether it belongs to the notes that wonder.

import { h, uuid } from "./dom.js";

const KIND = "sticky_notes";

/**
 * Return {el, noted(entry, {text}), show(mine)}, the first two for `cards`; `wonder` is {key, words}: the other activity, and the pattern
 * of a reason word. `remove(entry)` takes the note back here once it is kept there; `focus()` goes where the next one is
 * written. Where the other activity is not open, what is asked is a hint alone.
 */
export function wonderOffer({ wonder, elsewhere, busy, say, remove, focus }) {
  const asked = new Set(); // each note is asked once
  const pattern = new RegExp(wonder.words, "iu");
  const words = h("p", { role: "status" });
  const move = h("button", { type: "button", class: "small", onclick: () => carry() }, "Move it");
  const stay = h("button", { type: "button", class: "small", onclick: () => close() }, "Keep it here");
  const buttons = h("div", { class: "row", hidden: true }, move, stay);
  const el = h("div", { class: "offer" }, words, buttons);
  let about = null; // {entry, text}

  /** Return the other activity's model while notes can be put there. */
  const there = () => {
    const model = elsewhere(wonder.key);
    return model?.get("spec").kind === KIND && model.get("phase") === "open" ? model : null;
  };
  const look = () => {
    buttons.hidden = !about;
    move.hidden = !there();
    const ask = move.hidden ? "Keep it in mind for Wonder." : "Move it to Wonder?";
    const now = about ? `“${about.text}” sounds like a reason. ${ask}` : "";
    if (words.textContent !== now) words.textContent = now;
  };
  const close = () => {
    const held = el.contains(document.activeElement);
    about = null;
    look();
    if (held) focus();
  };
  const carry = () => {
    const [model, { entry, text }] = [there(), about];
    if (!model) return look();
    const sort = Object.keys(model.get("spec").options.sorts)[0];
    const op = uuid();
    const heard = (message) => {
      if (message.op !== op || !["saved", "refused"].includes(message.type)) return;
      model.off("msg:custom", heard);
      if (message.type === "saved") remove(entry);
      else say(message.message, "refused");
    };
    model.on("msg:custom", heard);
    model.send({ type: "put", op, entry: uuid(), value: sort ? { text, sort } : { text } });
    close();
  };
  return {
    el,
    noted(entry, { text }) {
      if (about?.entry === entry && !pattern.test(text)) return close();
      if (about?.entry === entry) about = { entry, text };
      else if (!asked.has(entry) && pattern.test(text)) {
        asked.add(entry);
        about = { entry, text };
      }
      look();
    },
    show(mine) {
      if (about && !(about.entry in mine) && !busy(about.entry)) close();
      look();
    },
  };
}
