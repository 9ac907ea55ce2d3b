// Noticings: a box, what it is about (a mark of the chart, pressed or chosen), Add; each can be changed or removed.
// One that gives a reason is asked, once, whether it belongs to the notes that wonder.

import { activity } from "../activity.js";
import { cards } from "../cards.js";
import { grow, h } from "../dom.js";
import { wonderOffer } from "../wonder.js";

const WHOLE = "The whole chart";
const ALONE = "this one only";

export default activity((tools) => {
  const { spec, id, picture } = tools;
  const { most, starter, wonder } = spec.options;
  const choices = new Set(); // every list of marks on this page
  const choose = (none) => {
    const box = h("select");
    const one = {
      box,
      wanted: "",
      fill(marks) {
        const known = marks.some((mark) => mark.id === one.wanted);
        const lost = one.wanted && !known ? [{ id: one.wanted, label: "A mark that is not in this chart" }] : [];
        const all = [{ id: "", label: none }, ...marks, ...lost];
        box.replaceChildren(...all.map((mark) => h("option", { value: mark.id }, mark.label)));
        box.value = one.wanted;
      },
      set(value) {
        one.wanted = value ?? "";
        one.fill(picture.marks());
      },
    };
    box.addEventListener("change", () => (one.wanted = box.value));
    choices.add(one);
    one.fill(picture.marks());
    return one;
  };
  picture.onMarks((marks) => {
    for (const one of choices) one.box.isConnected ? one.fill(marks) : choices.delete(one);
  });
  const place = (changed) => {
    const pin = choose(WHOLE);
    const to = choose(ALONE);
    const end = h("label", { class: "pin-to" }, "to", to.box);
    const show = () => (end.hidden = !pin.wanted);
    for (const one of [pin, to]) one.box.addEventListener("change", () => (show(), changed()));
    show();
    return {
      el: h("div", { class: "pins" }, h("label", {}, "About", pin.box), end),
      /** Say of which noticing these lists are; without it they are those of the next one. */
      name(text) {
        pin.box.setAttribute("aria-label", text ? `About: ${text}` : "About");
        to.box.setAttribute("aria-label", text ? `to: ${text}` : "to");
      },
      read: () => ({ pin: pin.wanted, ...(pin.wanted && to.wanted ? { to: to.wanted } : {}) }),
      set(value) {
        pin.set(value.pin);
        to.set(value.to);
        show();
      },
    };
  };
  const note = (text, at) => (text.trim() ? { text, ...at.read() } : null);

  const box = h("input", {
    type: "text",
    id: `${id}-new`,
    autocomplete: "off",
    placeholder: starter,
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      own.add();
    },
  });
  const at = place(() => {});
  at.name("");
  picture.onPick((mark) => {
    if (box.closest("fieldset").disabled) return;
    at.set({ pin: mark });
    box.focus();
  });
  const draft = {
    el: h("div", { class: "draft" }, h("label", { for: `${id}-new`, class: "visually-hidden" }, "Write what you notice"), box, at.el),
    value: () => note(box.value, at),
    clear() {
      box.value = "";
      at.set({});
    },
    focus: () => box.focus(),
  };
  const card = (value, changed) => {
    const about = place(changed);
    const text = h("textarea", { rows: "1", oninput: () => (grow(text), changed()) });
    return {
      el: h("div", {}, text, about.el),
      box: text,
      value: () => note(text.value, about),
      name: () => text.value,
      take(next) {
        text.value = next.text;
        about.set(next);
        about.name(next.text);
        grow(text);
      },
    };
  };
  const remove = (entry) => own.remove(entry);
  const offer = wonder ? wonderOffer({ ...tools, wonder, remove, focus: draft.focus }) : null;
  const own = cards({ ...tools, most, noun: "noticing", draft, card, noted: offer?.noted, aside: offer?.el });
  return {
    ...own,
    show(mine) {
      own.show(mine);
      offer?.show(mine);
    },
  };
});
