// The form of a goal, part by part; the flags and the sentence in it are the server's.
//
// Several people may write one goal. A field is an entry of its own, and what somebody is writing in is left alone.

import { activity } from "../activity.js";
import { textBox } from "../box.js";
import { dayBox } from "../days.js";
import { h } from "../dom.js";
import { markOf } from "../goals.js";
import { lineBox } from "../line.js";
import { radios } from "../radio.js";

const BESIDE = new Set(["reason", "signed"]);

const COUNT = { type: "number", inputmode: "numeric", min: "0", max: "9999", step: "1" };

export default activity(({ spec, id, put, type, flush, busy, say }) => {
  const fields = [];
  const parts = spec.options.parts.map(part);
  const waits = parts.map((one) => one.later).filter(Boolean);
  const news = h("p", { class: "visually-hidden", role: "status" });
  const line = h("p", { class: "sentence", dir: "auto" });
  const whole = h("div", { class: "whole", hidden: true }, h("h3", {}, "The goal in one sentence"), line);
  let mine = {};
  let goals = [];
  let shown = null; // the goal that the flags on the screen are about

  function choiceBox({ key, label, choices }, name) {
    const { radio, set } = radios(`${id}-${key}`, (value) => put(key, value));
    const inputs = Object.keys(choices).map((value) => radio(value));
    const rows = inputs.map((input, i) => h("label", { class: "option" }, input, h("span", {}, Object.values(choices)[i])));
    return {
      el: h("div", { class: "options", role: "radiogroup", "aria-labelledby": name }, rows),
      take: (value) => busy(key) || set(value ?? null),
      lock: (locked) => inputs.forEach((input) => (input.disabled = locked)),
    };
  }

  /** Return a field: {key, el, take(value), lock(locked)}. */
  function fieldOf(given) {
    const { key, label, type: kind } = given;
    const name = `${id}-${key}-label`;
    const props = { id: `${id}-${key}`, busy: () => busy(key) };
    const make = {
      words: () => {
        const typed = (text) => type(key, text);
        const made = textBox({ ...props, limit: spec.options.limit, dir: "auto", typed, rest: flush });
        return { ...made, take: (value) => made.take(value ?? "") };
      },
      number: () => lineBox({ ...COUNT, ...props, typed: (value) => type(key, value), rest: flush }),
      day: () => dayBox({ ...props, changed: (value) => put(key, value), say }),
      choice: () => choiceBox(given, name),
    };
    const made = make[kind]();
    made.el.querySelector(".clear")?.setAttribute("aria-label", `Clear: ${label}`);
    const title = made.box ? h("label", { id: name, for: made.box.id }, label) : h("p", { class: "label", id: name }, label);
    const field = { key, el: h("div", { class: "field", "data-type": kind }, title, made.el), take: made.take, lock: made.lock };
    fields.push(field);
    return field;
  }

  /** Return a card with a letter and some of its fields. */
  function card(head, letter, title, given, place, ...more) {
    return h(
      "div",
      { class: "goal-part", role: "group", "aria-labelledby": head },
      h("div", { class: "flag" }, h("span", { class: "letter", "aria-hidden": "true" }, letter), h("h3", { id: head }, title), place),
      more.shift(),
      h("div", { class: "fields" }, given.map((one) => fieldOf(one).el)),
      ...more,
    );
  }

  /** Return a part of the form, a letter with its fields, some of which can wait: {els, later, title, flag(flag), change}. */
  function part({ letter, title, asks, fields: given }, i) {
    const head = `${id}-part-${i}`;
    const place = h("span", { class: "marked" });
    const why = h("ul", { class: "why", hidden: true });
    const change = h("p", { class: "change", hidden: true });
    const [first, later] = [given.filter((one) => !one.later), given.filter((one) => one.later)];
    const whole = (some) => card(head, letter, title, some, place, h("p", { class: "hint" }, asks), change, why);
    const rest = () => card(`${head}-later`, letter, `${title}, the rest`, later, null, null);
    let mark;
    return {
      title,
      change,
      el: first.length ? whole(first) : null,
      later: !later.length ? null : first.length ? rest() : whole(later),
      /** Show a flag, or none; return what is new. */
      flag(flag) {
        const before = mark;
        mark = flag?.mark;
        place.replaceChildren(...(mark ? [markOf(mark)] : []));
        why.replaceChildren(...(flag?.reasons ?? []).map((text) => h("li", {}, text)));
        why.hidden = !why.childElementCount;
        return before && mark && before !== mark ? `${title}: ${mark}.` : "";
      },
    };
  }

  /** Find one's own goal among the group's: the one with these fields. What is still on its way changes nothing. */
  function draw() {
    const keys = Object.keys(mine).filter((key) => !BESIDE.has(key));
    const same = ({ fields: theirs }) => Object.keys(theirs).length === keys.length && keys.every((key) => theirs[key] === mine[key]);
    shown = keys.length && goals.length ? (goals.find(same) ?? shown) : null;
    news.textContent = parts.map((one, i) => one.flag(shown?.flags[i])).filter(Boolean).join(" ");
    line.textContent = shown?.sentence ?? "";
    whole.hidden = !shown;
    parts.forEach(({ change, title }) => {
      change.textContent = (title === "Achievable" && shown?.change) || "";
      change.hidden = !change.textContent;
    });
  }

  return {
    el: h(
      "div",
      { class: "goal" },
      h("p", { class: "hint" }, "Each letter is marked pass, check or fix as you write. The reasons stand below its boxes."),
      parts.map((one) => one.el),
      waits.length ? h("details", { class: "goal-later" }, h("summary", {}, "More about this goal: these boxes can wait"), h("div", { class: "waits" }, waits)) : null,
      whole,
      news,
    ),
    show(now) {
      mine = now;
      for (const field of fields) field.take(now[field.key]);
      draw();
    },
    group(state) {
      goals = state.goals ?? [];
      draw();
    },
    lock: (locked) => fields.forEach((field) => field.lock(locked)),
  };
});
