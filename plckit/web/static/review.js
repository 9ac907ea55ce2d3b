// A workbook for two people, without a server: what is typed stays in this tab until it is saved to a file.
//
// Each activity has the model that a room's page gives it, but `send` ends here. sessionStorage brings a reload back,
// and goes with the tab.

import { calmText, countdown } from "../../activities/countdown.js";
import { clock, h } from "../../activities/dom.js";
import { opened, sure } from "./console/dialog.js";
import { Model } from "./model.js";
import { after, areasOf, countsOf, fresh, inWords, packed, readFile, unpacked } from "./review_file.js";
import { drawPaper } from "./review_paper.js";
import { checked } from "./review_values.js";
import { goToStep, showStep } from "./steps.js";

const page = JSON.parse(document.querySelector("script#page").textContent);
const KEY = `plckit-review/${page.workbook}`;
const byId = (id) => document.getElementById(`plckit-${id}`);
const [earlier, later, banner, found, file, tools, agenda, paper] = ["earlier", "later", "banner", "found", "file", "tools", "today", "paper"].map(byId);
const views = Object.fromEntries(
  await Promise.all(
    [...new Set(Object.values(page.specs).map(({ kind }) => kind))].map(async (kind) => [
      kind,
      (await import(`../../activities/${kind}/view.js`)).default,
    ]),
  ),
);

let open = null; // {review, step, since, seen, dirty, filed}: the review that is on the page, and how it stands
let mounted = null; // {models, stop()}
let shown = "";
let read = null; // the review of a file that was read and not taken up yet

const isToday = ({ key }) => !page.chosen[key] || (open.review.entries[page.chosen[key]]?.answer ?? []).includes(key);
const steps = () => (open ? page.steps.filter(isToday) : []);
const places = () => ["", ...steps().map(({ key }) => key), ...(open ? ["/exit"] : [])];
const minutes = (n) => (n === 1 ? "1 minute" : `${n} minutes`);

/** Keep what is on the page through a reload of this tab. */
function keep() {
  try {
    const { review, ...state } = open;
    sessionStorage.setItem(KEY, JSON.stringify({ ...state, review: packed(page, review) }));
  } catch {
    tell("This browser keeps nothing for this page, so a reload would lose your words. Save the review to a file often.");
  }
  stand();
}

/** Return what this tab kept before a reload, or null. */
function kept() {
  try {
    const { review, ...state } = JSON.parse(sessionStorage.getItem(KEY));
    const again = unpacked(page, review).review;
    return again ? { ...state, review: again } : null;
  } catch {
    return null;
  }
}

/** Say at the top whether the words are in a file. */
function stand() {
  const said = !open ? "" : open.dirty ? "Only in this tab" : open.filed ? `In your file, ${clock(open.filed)}` : "";
  if (byId("kept").textContent !== said) byId("kept").textContent = said;
}

/** Show a sentence at the top of the page. */
function tell(sentence) {
  banner.textContent = sentence;
  banner.hidden = !sentence;
}

/** Put `review` on the page, in the place of what was there. */
function take(review, state = {}) {
  mounted?.stop();
  open = review && { review, step: "", since: null, seen: [], dirty: false, filed: "", ...state };
  mounted = open && mount(review);
  tools.hidden = agenda.hidden = !open;
  document.querySelector('[data-do="begin"]').textContent = open ? "Go on" : "Begin a review";
  run();
}

function mount(review) {
  const models = new Map();
  let there = true;
  const stops = [...document.querySelectorAll("[data-activity]")].map((slot) => {
    const key = slot.dataset.activity;
    const spec = page.specs[key];
    const state = { spec, mine: review.entries[key] ?? {}, group: {}, phase: "open", saved: null, kept: "In this tab" };
    const model = new Model(state, (message) => there && message.type === "put" && put(review, model, message));
    model.elsewhere = (other) => models.get(other);
    models.set(key, model);
    return views[spec.kind].render({ model, el: slot });
  });
  return {
    models,
    stop() {
      there = false; // what a view still wants to send belongs to a review that is no longer here
      stops.forEach((stop) => stop());
    },
  };
}

function put(review, model, { op, entry, value }) {
  const { key } = model.get("spec");
  const { value: clean, problem } = checked(model.get("spec"), entry, value);
  if (problem) return queueMicrotask(() => model.emit("msg:custom", { type: "refused", op, entry, message: problem, later: false }));
  const mine = { ...review.entries[key], [entry]: clean };
  if (clean === null) delete mine[entry];
  if (Object.keys(mine).length) review.entries[key] = mine;
  else delete review.entries[key];
  open.dirty = true;
  keep(); // at once: the page may be on its way out
  queueMicrotask(() => {
    const at = new Date().toISOString();
    model.emit("msg:custom", { type: "saved", op, entry, at });
    model.take({ mine, saved: at });
  });
  buttons();
}

// Steps

function go(key) {
  leave();
  shown = key;
  if (open && steps().some((step) => step.key === key) && !open.seen.includes(key)) {
    Object.assign(open, { step: key, since: new Date().toISOString(), seen: [...open.seen, key] });
    run();
  }
  if (open) keep();
  goToStep(key);
  buttons();
}

/** What is typed and not sent is kept before its step is hidden. */
function leave() {
  for (const slot of document.querySelectorAll("section[data-step]:not([hidden]) [data-activity]")) {
    mounted?.models.get(slot.dataset.activity).emit("msg:custom", { type: "left" });
  }
}

function buttons() {
  const all = places();
  const at = all.indexOf(shown);
  earlier.hidden = at < 1;
  later.hidden = !open || at < 1 || at >= all.length - 1;
  if (!open) return;
  const whole = steps().reduce((sum, step) => sum + step.minutes, 0);
  agenda.querySelector("summary").textContent = `Today: ${steps().length} steps, ${minutes(whole)}`;
  agenda.querySelector("ol").replaceChildren(
    ...steps().map(({ key, title, minutes: own }) => {
      const button = h("button", { type: "button", onclick: () => go(key) }, title);
      if (key === shown) button.setAttribute("aria-current", "step");
      return h("li", {}, button, h("span", { class: "quiet" }, minutes(own)));
    }),
  );
  steps().forEach(({ key }, i) => (document.querySelector(`[data-place="${key}"]`).textContent = `Step ${i + 1} of ${steps().length}`));
}

const time = countdown((left) => {
  for (const el of document.querySelectorAll("[data-left]")) {
    el.dataset.planned ??= el.textContent;
    const text = left !== null && el.dataset.left === open?.step ? calmText(left) : el.dataset.planned;
    if (el.textContent !== text) el.textContent = text;
  }
});
const run = () => time.run(open?.since ?? null, 60 * (page.steps.find(({ key }) => key === open?.step)?.minutes ?? 0));

earlier.onclick = () => go(places()[places().indexOf(shown) - 1]);
later.onclick = () => go(places()[places().indexOf(shown) + 1]);

// What the buttons do

/** Ask before words that are in no file are replaced. */
const mayReplace = async () =>
  !open?.dirty || sure("Some words are in no file yet", ["They are thrown away with this review."], "Throw them away");

function start(review, state) {
  found.hidden = true;
  take(review, state);
  keep();
  go(page.steps[0].key);
}

async function openFile() {
  const [chosen] = file.files;
  file.value = "";
  if (!chosen) return;
  const { review, left, problem } = await readFile(page, chosen);
  tell(problem ?? (left ? "Parts of this file are not in this workbook. They are left out here, and stay in the file." : ""));
  read = review ?? null;
  found.hidden = !read;
  if (!read) return;
  found.querySelector("h2").textContent = `Review of ${inWords(read.begun)}`;
  found.querySelector("p").textContent = "Go on where you were, or begin the next one: its first step shows what you promised.";
  found.querySelector("h2").focus();
}

function save() {
  leave();
  const url = URL.createObjectURL(new Blob([packed(page, open.review)], { type: "application/json" }));
  const name = `review-${open.review.begun}.json`;
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  Object.assign(open, { dirty: false, filed: new Date().toISOString() });
  keep();
  tell(`The browser saves ${name} now, as it saves downloads. Check that it is there, and move it to a place of your own.`);
}

function count() {
  leave();
  const areas = areasOf(page, open.review);
  const title = (area) => page.steps.find(({ key }) => key === area).title;
  const label = (area) => page.specs[page.statuses[area]].options.choices[areas[area]];
  const told = h("p", { role: "status" });
  const box = h("textarea", { readonly: "", rows: "3", "aria-label": "The line with the counts" }, countsOf(page, open.review));
  const copy = h("button", { type: "button", class: "primary", onclick: () => copied() }, "Copy");
  async function copied() {
    box.select();
    const done = navigator.clipboard ? await navigator.clipboard.writeText(box.value).then(() => true, () => false) : document.execCommand("copy");
    told.textContent = done ? "Copied." : "This browser does not copy by itself: the line is selected, copy it by hand.";
  }
  const some = Object.keys(areas);
  const lines = [
    "This line is all that leaves: numbers and the names of areas. No words, no names, no day. The leader decides whether to hand it over.",
    some.length ? h("ul", {}, some.map((area) => h("li", {}, `${title(area)}: ${label(area)}`))) : "No area has a number yet.",
    some.length ? box : null,
    told,
  ].filter(Boolean);
  opened("The counts", lines, h("div", { class: "row" }, some.length ? copy : null, h("button", { value: "no" }, "Back")));
}

async function close() {
  leave();
  const where = open.dirty ? "Some words are in no file yet. They are thrown away." : "What you typed is in your file, if the browser saved it.";
  const lines = [where, "This page forgets everything. A file among the downloads of this computer stays there until you move or delete it."];
  if (!(await sure("Close the review on this device?", lines, "Close it"))) return;
  take(null);
  sessionStorage.removeItem(KEY);
  paper.replaceChildren();
  stand();
  go("");
  tell("The review is closed. Nothing of it is on this page any more.");
}

const DO = {
  begin: () => (open ? go(places().includes(open.step) && open.step ? open.step : page.steps[0].key) : start(fresh())),
  open: () => file.click(),
  "go-on": async () => (await mayReplace()) && start(read, { filed: new Date().toISOString() }),
  "from-this": async () => (await mayReplace()) && start(after(page, read), { dirty: true }),
  save,
  count,
  print: () => (leave(), print()),
  close,
};
for (const button of document.querySelectorAll("[data-do]")) button.onclick = () => DO[button.dataset.do]();
file.onchange = openFile;

addEventListener("beforeunload", (event) => {
  leave();
  if (open?.dirty) event.preventDefault();
});
addEventListener("beforeprint", () => {
  if (!open) return;
  drawPaper(paper, page, open.review);
  paper.hidden = false;
});
addEventListener("afterprint", () => {
  paper.hidden = true;
  paper.replaceChildren();
});

const before = kept();
if (before) take(before.review, before);
stand();
shown = places().includes(before?.step) ? before.step : "";
showStep(shown);
buttons();
document.body.dataset.usable = "true";
