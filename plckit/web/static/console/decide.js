// Deciding: typing the proposal, what follows from the voices-heard check, and declaring the result.

import { freshId, h } from "../../../activities/dom.js";

const HANDS = ["0", "1", "2", "3", "4", "5"];
const A_PAUSE = 400;

/** Return the tools that an activity has for deciding, none for most. */
export function decideTools(it, page) {
  if (it.spec.kind === "proposal") return [sentenceTool(it)];
  const declares = Object.values(page.specs).find(({ options }) => options.decides?.heard === it.activity);
  if (declares) return [checkTool(it, declares.key)];
  return it.spec.options.decides ? [resultTool(it)] : [];
}

/** Type the sentence; other words become its next version. */
function sentenceTool({ activity, model, request }) {
  const id = freshId("sentence");
  const box = h("textarea", { id, rows: 2, dir: "auto" });
  const keep = h("button", { type: "submit", class: "primary" }, "Keep these words");
  const row = h("div", { class: "row" }, keep);
  const says = h("p", { class: "quiet", role: "status" });
  const form = h("form", { class: "artefact-form" }, h("div", { class: "field" }, h("label", { for: id }, "The words we decide on"), box), row, says);
  const now = () => model.get("group")?.card?.fields?.[0].value ?? "";
  let shown = null;
  const show = () => {
    if (document.activeElement !== box && (shown === null || box.value === shown)) box.value = now();
    shown = now();
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (box.value.trim() === now()) return (says.textContent = "These words stand there already.");
    const { type } = await request({ type: "adjust", activity, value: { sentence: box.value } }, row);
    says.textContent = type === "done" ? "Kept. They stand in each step that shows them." : "";
  };
  model.on("change:group", show);
  show();
  return h("div", { class: "artefact-tool" }, form);
}

/** Say what follows from the check once the room sees it. */
function checkTool({ model, request }, activity) {
  const el = h("p", { class: "note decide-check", role: "status", hidden: true });
  const ask = async () => {
    const seen = model.get("phase") === "revealed";
    const { type, value } = seen ? await request({ type: "standing", activity }, "quietly") : {};
    el.textContent = type === "done" ? value.check : "";
    el.hidden = !el.textContent;
  };
  model.on("change:phase", ask);
  model.on("change:group", ask);
  ask();
  return el;
}

/** Declare the result: what only a person knows is asked, and only what the rules allow can be chosen. */
function resultTool({ activity, spec, model, request }) {
  const says = h("p", { class: "quiet", role: "status" });
  const begin = h("button", { type: "button" }, "Declare the result");
  const row = h("div", { class: "row" }, begin);
  const form = h("form", { class: "artefact-form decide", hidden: true, "aria-label": "The result" });
  const label = () => (begin.textContent = model.get("group")?.card ? "Declare it again" : "Declare the result");
  model.on("change:group", label);
  label();
  begin.onclick = async () => {
    const { type, value } = await request({ type: "standing", activity }, row);
    if (type === "done") open(value);
  };
  const close = (text) => {
    form.hidden = true;
    begin.hidden = false;
    says.textContent = text;
    begin.focus();
  };
  const open = (first) => {
    says.textContent = "";
    const foot = h("div", { class: "row" });
    const facts = factsOf(spec.options, first);
    const told = h("ul", { class: "decide-told" });
    const results = h("fieldset", { class: "field" }, h("legend", {}, "The result"));
    const [reason, by, doubts] = [words("Why? Read it aloud."), words("Who declares it?", 1), words("Doubts on record, one line each", 3)];
    const refused = h("p", { class: "problem", role: "alert", hidden: true });
    let chosen = "";
    const draw = ({ asks, told: lines, results: rows }) => {
      facts.show(asks);
      told.replaceChildren(...lines.map((line) => h("li", {}, line)));
      const at = document.activeElement?.value;
      const had = results.contains(document.activeElement);
      results.replaceChildren(results.firstChild, ...rows.map(({ key, label: name, why }) => option(key, name, why)));
      if (had) results.querySelector(`input[value="${at}"]`)?.focus();
    };
    const option = (key, name, why) => {
      if (why && chosen === key) chosen = "";
      const input = h("input", { type: "radio", name: `${activity}-result`, value: key, disabled: Boolean(why), checked: chosen === key, onchange: () => (chosen = key) });
      return h("label", { class: "option" }, input, h("span", {}, name, why ? h("span", { class: "quiet" }, ` ${why}`) : null));
    };
    let timer = 0;
    let latest = 0;
    // What is typed changes what may be declared; of two answers the later question's counts.
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const mine = (latest += 1);
        const { type, value, message } = await request({ type: "standing", activity, said: facts.read() }, "quietly");
        if (mine !== latest) return;
        refused.textContent = type === "done" ? "" : message;
        refused.hidden = type === "done";
        if (type === "done") draw(value);
      }, A_PAUSE);
    };
    facts.el.addEventListener("input", again);
    const declare = h("button", { type: "submit", class: "primary" }, "Declare it");
    foot.append(declare, h("button", { type: "button", onclick: () => close("") }, "Not now"));
    form.onsubmit = async (event) => {
      event.preventDefault();
      const said = { ...facts.read(), result: chosen, reason: reason.box.value, by: by.box.value, doubts: doubts.box.value.split("\n") };
      const { type, value } = await request({ type: "declare", activity, said }, foot);
      if (type === "done") close(`Declared: ${value}.`);
    };
    form.replaceChildren(facts.el, refused, told, results, reason.el, doubts.el, by.el, foot);
    draw(first);
    form.hidden = false;
    begin.hidden = true;
    form.querySelector("input")?.focus();
  };
  return h("div", { class: "artefact-tool" }, row, form, says);
}

/** Return {el, show(asks), read()}: the questions that only a person can answer. */
function factsOf({ voices, grounds }, { given }) {
  const members = number("How many belong to this group, here or not?", given.members);
  const written = number("How many who are not here sent their view?", 0);
  const loops = number("How often did you go back to your views? (0, 1 or 2)", given.loops, 2);
  const asked = Object.entries(voices).map(([key, label]) => voice(key, label));
  const heard = tick("In the round, everybody said that their view was heard");
  const hands = HANDS.map((hand) => number(hand, 0));
  const plain = tick("Everybody said that they can see what this group wants");
  const aloud = h("fieldset", { class: "field" }, h("legend", {}, "The last vote, said aloud: how many showed each hand?"), h("div", { class: "decide-hands" }, hands.map(({ el }) => el)), plain.el);
  const hearing = tick("Whoever showed a 0 has been heard");
  const stops = Object.entries(grounds).map(([key, label]) => ({ key, ...tick(label) }));
  const ground = h("fieldset", { class: "field" }, h("legend", {}, "The 0 that is left stands on"), stops.map(({ el }) => el));
  const list = h("fieldset", { class: "field" }, h("legend", {}, "Has everybody it touches been asked?"), asked.map(({ el }) => el));
  const el = h("div", { class: "decide-facts" }, members.el, written.el, loops.el, list, heard.el, aloud, hearing.el, ground);
  const hidden = new Set();
  return {
    el,
    show(asks) {
      for (const [name, part] of Object.entries({ heard: heard.el, aloud, hearing: hearing.el, grounds: ground })) {
        part.hidden = !asks[name];
        if (asks[name]) hidden.delete(name);
        else hidden.add(name);
      }
    },
    read: () => ({
      members: members.read(),
      written: written.read(),
      loops: loops.read(),
      voices: Object.fromEntries(asked.map(({ key, read }) => [key, read()])),
      heard: heard.read(),
      hands: hidden.has("aloud") ? [] : hands.map(({ read }) => read()),
      plain: plain.read(),
      hearing: hearing.read(),
      grounds: stops.filter(({ read }) => read()).map(({ key }) => key),
    }),
  };
}

function number(label, value, most = 5000) {
  const id = freshId("number");
  const box = h("input", { id, type: "number", min: "0", max: String(most), inputmode: "numeric", value: String(value) });
  return { el: h("div", { class: "field" }, h("label", { for: id }, label), box), read: () => (box.value === "" ? 0 : Number(box.value)) };
}

function tick(label) {
  const box = h("input", { type: "checkbox" });
  return { el: h("label", { class: "option" }, box, h("span", {}, label)), read: () => box.checked };
}

function words(label, rows = 2) {
  const id = freshId("words");
  const box = h("textarea", { id, rows, dir: "auto" });
  return { box, el: h("div", { class: "field" }, h("label", { for: id }, label), box) };
}

/** A group that it touches: heard, asked on a day, not touched after all, or not asked yet. */
function voice(key, label) {
  const id = freshId("voice");
  const choice = h("select", { id }, [["", "Nobody has asked yet"], ["heard", "Their view is here"], ["asked", "We asked them on…"], ["apart", "Nobody to ask"]].map(([value, text]) => h("option", { value }, text)));
  const day = h("input", { type: "date", "aria-label": `${label}: asked on`, hidden: true });
  choice.addEventListener("change", () => (day.hidden = choice.value !== "asked"));
  return { key, el: h("div", { class: "decide-voice" }, h("label", { for: id }, label), choice, day), read: () => (choice.value === "asked" ? day.value : choice.value) };
}
