// Many short notes: a box, a sort where the workbook has sorts, Add; each own note can be changed or removed.

import { activity } from "../activity.js";
import { cards } from "../cards.js";
import { grow, h } from "../dom.js";

export default activity((tools) => {
  const { spec, id } = tools;
  const { sorts, most } = spec.options;
  const order = Object.keys(sorts);
  const box = h("input", {
    type: "text",
    id: `${id}-new`,
    autocomplete: "off",
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        own.add();
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
  const note = (text, sort) => (text.trim() ? (order.length ? { text, sort } : { text }) : null);
  const draft = {
    el: h(
      "div",
      { class: "draft" },
      order.length ? h("div", { class: "sort-choices", role: "radiogroup", "aria-label": "Sort of note" }, choices) : null,
      h("label", { for: `${id}-new`, class: "visually-hidden" }, "Write a note"),
      box,
    ),
    value: () => note(box.value, chosen()),
    clear: () => (box.value = ""),
    focus: () => box.focus(),
  };
  const card = ({ sort }, changed) => {
    const text = h("textarea", {
      rows: "1",
        oninput: () => {
        grow(text);
        changed();
      },
    });
    return {
      el: h("div", {}, sort ? h("span", { class: "sort" }, sorts[sort]) : null, text),
      box: text,
      sort: sort ? String(order.indexOf(sort) + 1) : undefined,
      value: () => note(text.value, sort),
      name: () => text.value,
      take(value) {
        text.value = value.text;
        grow(text);
      },
    };
  };
  const own = cards({ ...tools, most, noun: "note", draft, card });
  return own;
});
