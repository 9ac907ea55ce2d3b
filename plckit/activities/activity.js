// The one anatomy of every activity: prompt, who will see it, own answer, saved, and the group's view.
//
// A kind's view.js says only how a person answers:
//
//   export default activity(({ spec, put, type, id }) => ({ el, box, show(mine), cards(list), group(state), lock(locked), leave() }))
//
// `put(entry, value)` sends at once, `type(entry, value)` once the person pauses. `show(mine)` draws what is
// stored, {entry: value}; it must leave a field alone that somebody is typing in, or whose answer is not
// stored (`busy(entry)` tells). `box` is the field that bears the prompt as its name, for kinds with a single
// one. `lock` is optional: without it the whole answer is disabled while the activity is not open. `leave` is
// optional: the person goes elsewhere, or the activity is open no longer. `lock` is asked for too while somebody else
// writes for the group. A second function `above(model)` returns {el, stop}: what stands above the answer on every
// screen, also where nobody answers. `cards` is optional: it gets the answers
// to an earlier activity that this one works on, [{id, text}], or undefined. So is `group`: it gets what the group may
// see, for kinds that show some of it beside the answer.

import { beside } from "./beside.js";
import { clock, freshId, h, uuid } from "./dom.js";
import { groupView } from "./group.js";
import { penLine } from "./pen.js";
import { pictureView } from "./picture.js";

const PAUSE = 600;
const PHASES = {
  waiting: "Not open yet",
  open: "",
  locked: "Closed: no more changes",
  revealed: "Revealed: no more changes",
};

export function activity(draw, above) {
  return { render: ({ model, el }) => render(draw, above, model, el) };
}

function render(draw, above, model, el) {
  const spec = model.get("spec");
  // A picture that takes no notes is only looked at.
  const alone = Boolean(spec.options.data ?? spec.options.enquiry) && !spec.asks;
  const answers = model.get("mine") !== null && !alone;
  const id = freshId(spec.key);
  const line = savedLine();
  const phase = h("p", { class: "phase-note" });
  const group = groupView(model);
  const picture = spec.options.data ? pictureView(model) : null;
  const over = above?.(model) ?? null;
  const field = h("fieldset", { class: "own" });
  // Once revealed, the group's picture comes first and one's own answer folds away.
  const yours = answers ? h("details", { class: "yours", open: true }, h("summary", {}, "Your answer"), field) : null;
  // The line at its foot says whether it is kept, right below it; the group's picture comes after or before both.
  const mine = yours ? h("div", { class: "mine" }, yours, h("div", { class: "foot" }, phase, line.el)) : null;
  const pen = answers && spec.by !== "person" ? penLine(model) : null;
  const held = h("p", { class: "held" });
  const asked = answers ? null : askedList(spec);
  const article = h(
    "article",
    { class: "activity", "data-key": spec.key, "data-kind": spec.kind },
    h("h2", { class: "prompt", id: `${id}-prompt` }, spec.prompt),
    spec.hint ? h("p", { class: "hint" }, spec.hint) : null,
    answers
      ? h(
          "details",
          { class: "sees", id: `${id}-sees` },
          h("summary", {}, h("span", { class: "sees-word" }, "Who will see this: "), spec.sees.label),
          h("p", {}, spec.sees.detail),
        )
      : null,
    answers ? held : null,
    pen?.el,
    asked,
    picture?.el ?? null,
    over?.el ?? null,
    alone ? null : group.el,
    mine,
  );

  const sender = answers ? makeSender(model, line) : null;
  const elsewhere = (key) => model.elsewhere?.(key); // the model of another activity of this page, where it has one
  const tools = answers ? { spec, id, picture, elsewhere, ...sender.tools } : null;
  const own = answers ? draw(tools) : null;
  const parts = answers ? [own, ...beside(tools)] : [];
  if (own) {
    field.append(...parts.map((part) => part.el));
    if (!own.box) field.setAttribute("aria-labelledby", `${id}-prompt`); // a single box bears the prompt itself
  }

  let wasOpen = false;
  const leave = () => wasOpen && own.leave?.();
  const left = () => {
    leave();
    sender.flush();
  };
  // What is disabled loses the focus; after a pause it goes back to where it was, unless the person is elsewhere.
  let was = null;
  const disable = (locked) => {
    if (locked && field.contains(document.activeElement)) was = document.activeElement;
    field.disabled = locked;
    if (locked) return;
    if (document.activeElement === document.body) was?.focus({ preventScroll: true });
    was = null;
  };
  const showPhase = () => {
    const now = model.get("phase");
    const open = now === "open" && (!pen || pen.mine());
    article.dataset.phase = now;
    phase.textContent = PHASES[now] ?? "";
    phase.hidden = !phase.textContent;
    showAsked();
    if (!own) return;
    showOnce();
    const [first, second] = now === "revealed" ? [group.el, mine] : [mine, group.el];
    if (first.nextElementSibling !== second) {
      // What is moved loses the focus, so whichever has it stays where it is.
      if (first.contains(document.activeElement)) first.after(second);
      else second.before(first);
    }
    yours.open = now !== "revealed" || once() || yours.contains(document.activeElement);
    pen?.show(now);
    if (!open) left();
    wasOpen = open;
    if (own.lock) parts.forEach((part) => part.lock(!open));
    else disable(!open);
  };
  // Once there is a picture, it names the choices itself.
  const showAsked = () => asked && (asked.hidden = model.get("phase") === "revealed" || pictured(model.get("group") ?? {}));
  const pictured = ({ n, rows, tables, boards, goals }) => Boolean(n && (rows || tables || boards || goals));
  // What the only group of the room writes is the whole picture: its people have it before them, and read it once. Links
  // are opened in the picture alone.
  const once = () => {
    const { of, wall } = model.get("group") ?? {};
    const leads = spec.options.links?.length || wall?.some(({ url }) => url);
    return spec.by !== "person" && of === 1 && !leads && model.get("pen")?.who !== "nowhere";
  };
  const showOnce = () => own && article.toggleAttribute("data-once", once());
  const showHeld = () => {
    held.textContent = model.get("group")?.held ?? "";
    held.hidden = !held.textContent;
  };
  const showCards = () => own?.cards?.(model.get("group")?.cards);
  const showGroup = () => own?.group?.(model.get("group") ?? {});
  const showMine = () => parts.forEach((part) => part.show(model.get("mine")));
  const showSaved = () => sender?.showSaved(model.get("saved"));

  const offs = [
    on(model, "change:phase", showPhase),
    on(model, "change:pen", showPhase),
    on(model, "change:mine", showMine),
    on(model, "change:group", () => (showAsked(), showOnce(), showCards(), showGroup(), showHeld())),
    on(model, "change:saved", showSaved),
    ...(sender ? [on(model, "msg:custom", (message) => (message.type === "left" ? left() : sender.hear(message)))] : []),
  ];
  showCards();
  showHeld();
  showMine();
  showGroup();
  showSaved();
  sender?.resume(model.get("waiting") ?? []);
  showPhase();
  el.append(article);
  if (own) addEventListener("pagehide", leave);
  return () => {
    removeEventListener("pagehide", leave);
    if (own) left();
    sender?.stop();
    offs.forEach((off) => off());
    group.stop();
    picture?.stop();
    over?.stop();
    article.remove();
  };
}

/** What people choose from, for screens that do not answer; null where there is nothing to choose. */
function askedList({ options }) {
  // Of a table whose rows people add, or with a row of one's own alone, the columns are what is asked.
  const asks = options.columns && !options.forms && (options.add || Object.keys(options.rows ?? {}).length === 1);
  const columns = asks ? options.columns : null;
  const sets = [asks ? null : options.rows, options.labels, options.choices, options.sorts, options.tags, columns].filter(Boolean);
  const items = sets.flatMap((set) =>
    Object.entries(set).map(([key, text]) => h("li", {}, set === options.labels ? [h("b", {}, key), " "] : null, text)),
  );
  return items.length ? h("ul", { class: "asked" }, items) : null;
}

/** Subscribe; return how to stop. */
function on(model, event, handler) {
  model.on(event, handler);
  return () => model.off(event, handler);
}

/** The line that says whether answers are kept: {el, say, state}. What passes by itself is not read aloud. */
function savedLine() {
  const passing = h("span");
  const lasting = h("span", { role: "status" });
  const el = h("p", { class: "saved" }, passing, lasting);
  return {
    el,
    say(text, state) {
      const passes = state === "saving" || state === "waiting";
      passing.textContent = passes ? text : "";
      lasting.textContent = passes ? "" : text;
      el.dataset.state = state;
    },
    state: () => el.dataset.state,
  };
}

/** What sends answers and says whether they are kept. */
function makeSender(model, { say, state }) {
  const waiting = new Map(); // entry -> {value, timer}: typed, not sent yet
  const asked = new Map(); // op -> entry: sent, not acknowledged
  const refused = new Map(); // entry -> why: not stored, and on the screen until the person changes it
  const put = (entry, value) => {
    clearTimeout(waiting.get(entry)?.timer);
    waiting.delete(entry);
    refused.delete(entry);
    for (const [op, other] of asked) if (other === entry) asked.delete(op);
    const op = uuid();
    asked.set(op, entry);
    say("Saving…", "saving");
    model.send({ type: "put", op, entry, value });
  };
  const type = (entry, value) => {
    clearTimeout(waiting.get(entry)?.timer);
    refused.delete(entry);
    waiting.set(entry, { value, timer: setTimeout(() => put(entry, value), PAUSE) });
    say("Not saved yet", "waiting");
  };
  const flush = () => [...waiting].forEach(([entry, { value }]) => put(entry, value));
  const busy = (entry) => waiting.has(entry) || refused.has(entry) || [...asked.values()].includes(entry);
  /** Answers of an earlier visit that are still on their way: [{op, entry}]. */
  const resume = (ops) => {
    for (const { op, entry } of ops) asked.set(op, entry);
    if (asked.size) say("Not saved yet", "waiting");
  };
  const settled = (at) => {
    if (waiting.size || asked.size) return;
    const why = [...refused.values()].at(-1);
    if (why) say(why, "refused");
    else say(at ? `${model.get("kept") ?? "Saved"} ${clock(at)}` : "", "saved"); // a page without a server has another word
  };
  const leaving = () => document.visibilityState === "hidden" && flush();
  document.addEventListener("visibilitychange", leaving);
  addEventListener("pagehide", flush);

  const hear = (message) => {
    if (message.type === "offline") {
      if (waiting.size + asked.size) say("Not saved yet: it is sent as soon as the connection is back", "waiting");
    } else if (!asked.has(message.op)) {
      return;
    } else if (message.type === "saved") {
      asked.delete(message.op);
      settled(message.at);
    } else if (message.type === "refused") {
      if (!message.later) {
        refused.set(asked.get(message.op), message.message);
        asked.delete(message.op);
      }
      say(message.message, "refused");
    } else if (message.type === "failed") {
      say(message.message, "refused");
    }
  };
  const showSaved = (at) => state() !== "refused" && settled(at);
  const stop = () => {
    document.removeEventListener("visibilitychange", leaving);
    removeEventListener("pagehide", flush);
  };
  return { tools: { put, type, flush, busy, say }, flush, hear, resume, showSaved, stop };
}
