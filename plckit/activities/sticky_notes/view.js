// Many short notes: a box, a sort and a tag where the workbook has some, Add; each own note can be changed or removed.

import { activity } from "../activity.js";
import { cards } from "../cards.js";
import { grow, h } from "../dom.js";
import { selectBox } from "../select.js";
import { wonderOffer } from "../wonder.js";

export default activity((tools) => {
  const { spec, id } = tools;
  const { sorts, tags, wonder, most } = spec.options;
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
  const note = (text, sort, tag) => (text.trim() ? { text, ...(order.length ? { sort } : {}), ...(tag ? { tag } : {}) } : null);
  /** Return a list of the tags, or nothing where the workbook has none. */
  const tagBox = (changed, props) => tags && selectBox({ ...props, choices: tags, none: "No tag", busy: () => false, changed });
  const tag = tagBox(() => {}, { id: `${id}-tag` });
  const draft = {
    el: h(
      "div",
      { class: "draft" },
      order.length ? h("div", { class: "sort-choices", role: "radiogroup", "aria-label": "Sort of note" }, choices) : null,
      h("label", { for: `${id}-new`, class: "visually-hidden" }, "Write a note"),
      box,
      tag ? [h("label", { for: `${id}-tag` }, "Tag, if you like"), tag.el] : null,
    ),
    value: () => note(box.value, chosen(), tag?.box.value),
    clear() {
      box.value = "";
      tag?.take(null);
    },
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
    const own = tagBox(changed, {});
    return {
      el: h("div", {}, sort ? h("span", { class: "sort" }, sorts[sort]) : null, text, own?.el ?? []),
      box: text,
      sort: sort ? String(order.indexOf(sort) + 1) : undefined,
      value: () => note(text.value, sort, own?.box.value),
      name: () => text.value,
      take(value) {
        text.value = value.text;
        own?.take(value.tag);
        own?.box.setAttribute("aria-label", `Tag of: ${value.text}`);
        grow(text);
      },
    };
  };
  const remove = (entry) => own.remove(entry);
  const offer = wonder ? wonderOffer({ ...tools, wonder, remove, focus: draft.focus }) : null;
  const own = cards({ ...tools, most, noun: "note", draft, card, noted: offer?.noted, aside: offer?.el });
  return {
    ...own,
    show(mine) {
      own.show(mine);
      offer?.show(mine);
    },
  };
});
