// What a facilitator can change in an activity while it runs: a list of words, how many were asked, the round, the
// groups that a chart compares.

import { freshId, h } from "../../../activities/dom.js";
import { roundTools } from "../../../activities/rounds.js";

/** Return the tools this activity has, none for most; `change(value)` asks the server for it. */
export function adjusting(model, change) {
  const { options } = model.get("spec");
  const { words, waves, levels, rounds } = options;
  return [
    words ? wordTools(model, change) : null,
    waves && levels ? askedTool(model, change) : null,
    rounds ? roundTools(model, change).el : null,
    "compare" in options ? compareTool(model, change) : null,
  ].filter(Boolean);
}

function wordTools(model, change) {
  const body = h("div", { class: "word-tools" });
  const el = h("details", { class: "adjust" }, h("summary", {}, "Change the list of words"), body);
  const chips = (title, items) =>
    items.length
      ? h("div", { role: "group", "aria-label": title }, h("p", { class: "quiet" }, title), h("p", { class: "chips" }, items))
      : null;
  const chip = (text, label, next) =>
    h("button", { type: "button", "aria-label": label, "data-word": label, onclick: () => change(next) }, text);
  const draw = () => {
    const list = model.get("group")?.list;
    el.hidden = !list;
    if (!list) return;
    const focused = document.activeElement?.dataset?.word;
    const { shown, leftOut, changed } = list;
    const without = (words, gone) => words.filter((word) => !gone.includes(word));
    const leave = ({ word, forms }) =>
      chip(word, `Leave out: ${word}`, { ...changed, leave_out: [...changed.leave_out, ...forms], back: without(changed.back, forms) });
    const back = (word) =>
      chip(word, `Bring back: ${word}`, { ...changed, back: [...changed.back, word], leave_out: without(changed.leave_out, [word]) });
    const apart = (word) => {
      const { [word]: head, ...together } = changed.together;
      return chip(word, `Count apart: ${word}`, { ...changed, together, apart: head ? changed.apart : [...changed.apart, word] });
    };
    body.replaceChildren(
      ...[
        chips("Press a word to leave it out", shown.map(leave)),
        chips("Left out: press a word to bring it back", leftOut.map(back)),
        chips("Counted with another word: press one to count it apart", shown.flatMap(({ others }) => others.map(apart))),
        shown.length > 1 ? join(shown, changed, change) : null,
      ].filter(Boolean),
    );
    [...body.querySelectorAll("[data-word]")].find((button) => button.dataset.word === focused)?.focus();
  };
  model.on("change:group", draw);
  draw();
  return el;
}

/** A form that counts one word as another. */
function join(shown, changed, change) {
  const pick = (label) => {
    const id = freshId("word");
    const select = h("select", { id }, shown.map(({ word }) => h("option", { value: word }, word)));
    return [select, h("label", { for: id }, label, select)];
  };
  const [[one, oneLabel], [other, otherLabel]] = [pick("Count"), pick("as")];
  other.selectedIndex = 1;
  const both = () => {
    if (one.value === other.value) return;
    const { forms } = shown.find(({ word }) => word === one.value);
    const together = { ...changed.together, ...Object.fromEntries(forms.map((form) => [form, other.value])) };
    change({ ...changed, together, apart: changed.apart.filter((word) => !forms.includes(word)) });
  };
  const button = h("button", { type: "button", onclick: both }, "Count together");
  return h("div", { class: "join-words", role: "group", "aria-label": "Count two words together" }, oneLabel, otherLabel, button);
}

function askedTool(model, change) {
  const id = freshId("asked");
  const keep = () => change({ asked: Number(box.value) });
  const box = h("input", {
    id,
    type: "number",
    min: "1",
    max: "5000",
    inputmode: "numeric",
    onkeydown: (event) => event.key === "Enter" && keep(),
  });
  const show = () => {
    if (document.activeElement !== box) box.value = model.get("group")?.asked || "";
  };
  model.on("change:group", show);
  show();
  const save = h("button", { type: "button", onclick: keep }, "Keep");
  const label = h("label", { for: id }, "How many people were asked? (also those who are not here)");
  return h("div", { class: "adjust asked-tool" }, label, h("div", { class: "row" }, box, save));
}

/** A list of the groups that a chart can compare; there is none while it shows nothing, or one group alone. */
function compareTool(model, change) {
  const id = freshId("compare");
  const box = h("select", { id, onchange: () => change({ compare: box.value }) });
  const el = h("div", { class: "adjust compare-tool" }, h("label", { for: id }, "Compare the others with"), box);
  let listed = "";
  const show = () => {
    const { choices = [], chosen } = model.get("group")?.picture ?? {};
    el.hidden = choices.length < 2;
    if (listed !== JSON.stringify(choices)) box.replaceChildren(...choices.map((one) => h("option", { value: one.id }, one.label)));
    listed = JSON.stringify(choices);
    if (document.activeElement !== box && chosen) box.value = chosen;
  };
  model.on("change:group", show);
  show();
  return el;
}
