// Stories as cards to open and read; below them one's notes, each on a card and of a sort.

import { activity } from "../activity.js";
import { cards } from "../cards.js";
import { grow, h } from "../dom.js";
import { selectBox } from "../select.js";

const NONE = "No stories are here yet. The facilitator brings them in on the community's page.";

/** Say on every screen, the console too, that there is nothing to walk along yet. */
function empty(model) {
  const el = h("p", { class: "note" }, NONE);
  const show = () => {
    const { cards, stories = cards?.length } = model.get("group") ?? {};
    el.hidden = stories !== 0;
  };
  model.on("change:group", show);
  show();
  return { el, stop: () => model.off("change:group", show) };
}

function walk(tools) {
  const { spec, id, type, flush, busy } = tools;
  const { sorts, most, limit } = spec.options;
  const order = Object.keys(sorts);
  let stories = []; // [{id, school, text, fields}]
  const schoolOf = (key) => stories.find((one) => one.id === key)?.school ?? "A story that is no longer here";

  const school = h("input", {
    type: "text",
    id: `${id}-school`,
    maxlength: "60",
    autocomplete: "organization",
    oninput: () => type("school", school.value.trim() || null),
    onblur: flush,
  });
  const shelf = h("div", { class: "stories" });
  const about = h("div", {});
  let which = null; // the box that says which card a note is about
  const words = h("textarea", { id: `${id}-new`, rows: "2", maxlength: String(2 * limit), oninput: () => grow(words) });
  const choices = order.map((key, i) =>
    h(
      "label",
      { class: "sort-choice", "data-sort": String(i + 1) },
      h("input", { type: "radio", name: `${id}-sort`, value: key, checked: i === 0 }),
      h("span", {}, sorts[key]),
    ),
  );
  const chosen = () => choices.map((one) => one.firstChild).find((input) => input.checked).value;
  const draft = {
    el: h(
      "div",
      { class: "draft" },
      about,
      h("div", { class: "sort-choices", role: "radiogroup", "aria-label": "Sort of note" }, choices),
      h("label", { for: `${id}-new` }, "Your note"),
      words,
    ),
    value: () => (words.value.trim() && which?.box.value ? { card: which.box.value, sort: chosen(), text: words.value } : null),
    clear() {
      words.value = "";
      grow(words);
    },
    focus: () => words.focus(),
  };
  const card = ({ card: key, sort }, changed) => {
    const text = h("textarea", {
      rows: "1",
      oninput: () => {
        grow(text);
        changed();
      },
    });
    return {
      el: h("div", {}, h("span", { class: "sort" }, `${sorts[sort]} · ${schoolOf(key)}`), text),
      box: text,
      sort: String(order.indexOf(sort) + 1),
      value: () => (text.value.trim() ? { card: key, sort, text: text.value } : null),
      name: () => text.value,
      take(value) {
        text.value = value.text;
        grow(text);
      },
    };
  };
  const own = cards({ ...tools, most, noun: "note", draft, card });

  /** Draw a story: closed it is its school and its puzzle, open all of it. */
  const story = ({ id: key, school: from, text, fields, synthetic }) =>
    h(
      "details",
      { class: "story" },
      h("summary", {}, h("b", { dir: "auto" }, from), synthetic ? " · SYNTHETIC" : "", h("span", { dir: "auto" }, text)),
      h("dl", {}, fields.map((field) => h("div", {}, h("dt", {}, field.title), h("dd", { dir: "auto" }, field.value)))),
      h("button", { type: "button", class: "small", onclick: () => write(key) }, "Write a note on this"),
    );
  const write = (key) => {
    which.take(key);
    draft.focus();
  };
  let drawn = "";
  const show = (list) => {
    stories = list ?? [];
    if (JSON.stringify(stories) === drawn) return;
    drawn = JSON.stringify(stories);
    shelf.replaceChildren(...stories.map(story));
    const before = which?.box.value;
    const names = Object.fromEntries(stories.map((one) => [one.id, `${one.school}: ${one.text}`]));
    which = selectBox({ id: `${id}-card`, choices: names, none: "Choose a card", busy: () => false, changed: () => {} });
    which.take(before && names[before] ? before : stories.length === 1 ? stories[0].id : "");
    about.replaceChildren(h("label", { for: `${id}-card` }, "My note is on"), which.el);
  };
  show([]);
  return {
    ...own,
    el: h("div", { class: "walk" }, shelf, h("label", { for: `${id}-school` }, "Your school (it stands beside your notes, your name does not)"), school, own.el),
    cards: show,
    show(mine) {
      const { school: from, ...notes } = mine;
      if (!busy("school") && document.activeElement !== school) school.value = from ?? "";
      own.show(notes);
    },
  };
}

export default activity(walk, empty);
