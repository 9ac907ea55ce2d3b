// The one anatomy of every activity: prompt, who will see it, own answer, saved, and the group's view.
//
// A kind's view.js says only how a person answers:
//
//   export default activity(({ spec, put, type, id }) => ({ el, box, show(mine), lock(locked) }))
//
// `put(entry, value)` sends at once, `type(entry, value)` once the person pauses. `show(mine)` draws what is
// stored, {entry: value}; it must leave a field alone that somebody is typing in (`busy(entry)` tells).
// `box` is the field that bears the prompt as its name, for kinds with a single one. `lock` is optional:
// without it the whole answer is disabled while the activity is not open.

import { clock, freshId, h, uuid } from "./dom.js";
import { groupView } from "./group.js";

const PAUSE = 600;
const PHASES = {
  waiting: "Not open yet. The facilitator opens it for everybody.",
  open: "",
  locked: "Closed: answers can no longer be changed.",
  revealed: "Revealed to everybody. Answers can no longer be changed.",
};

export function activity(draw) {
  return { render: ({ model, el }) => render(draw, model, el) };
}

function render(draw, model, el) {
  const spec = model.get("spec");
  const answers = model.get("mine") !== null;
  const id = freshId(spec.key);
  const status = h("p", { class: "saved", role: "status" });
  const phase = h("p", { class: "phase-note" });
  const group = groupView(model);
  const field = h("fieldset", { class: "own" });
  // Once revealed, the group's picture comes first and one's own answer folds away.
  const yours = answers ? h("details", { class: "yours", open: true }, h("summary", {}, "Your answer"), field, status) : null;
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
    phase,
    group.el,
    yours,
  );

  const sender = answers ? makeSender(model, status) : null;
  const own = answers ? draw({ spec, id, ...sender.tools }) : null;
  if (own) {
    field.append(own.el);
    if (!own.box) field.setAttribute("aria-labelledby", `${id}-prompt`); // a single box bears the prompt itself
  }

  const showPhase = () => {
    const now = model.get("phase");
    const open = now === "open";
    article.dataset.phase = now;
    phase.textContent = PHASES[now] ?? "";
    phase.hidden = !phase.textContent;
    if (!own) return;
    if (now === "revealed") yours.before(group.el);
    else yours.after(group.el);
    yours.open = now !== "revealed";
    if (!open) sender.flush();
    if (own.lock) own.lock(!open);
    else field.disabled = !open;
  };
  const showMine = () => own?.show(model.get("mine"));
  const showSaved = () => sender?.showSaved(model.get("saved"));

  const offs = [
    on(model, "change:phase", showPhase),
    on(model, "change:mine", showMine),
    on(model, "change:saved", showSaved),
    ...(sender ? [on(model, "msg:custom", sender.hear)] : []),
  ];
  showMine();
  showSaved();
  showPhase();
  el.append(article);
  return () => {
    sender?.flush();
    sender?.stop();
    offs.forEach((off) => off());
    group.stop();
    article.remove();
  };
}

/** Subscribe; return how to stop. */
function on(model, event, handler) {
  model.on(event, handler);
  return () => model.off(event, handler);
}

/** What sends answers and says whether they are kept. */
function makeSender(model, status) {
  const waiting = new Map(); // entry -> {value, timer}: typed, not sent yet
  const asked = new Map(); // op -> entry: sent, not acknowledged
  const say = (text, state) => {
    status.textContent = text;
    status.dataset.state = state;
  };
  const put = (entry, value) => {
    clearTimeout(waiting.get(entry)?.timer);
    waiting.delete(entry);
    for (const [op, other] of asked) if (other === entry) asked.delete(op);
    const op = uuid();
    asked.set(op, entry);
    say("Saving…", "saving");
    model.send({ type: "put", op, entry, value });
  };
  const type = (entry, value) => {
    clearTimeout(waiting.get(entry)?.timer);
    waiting.set(entry, { value, timer: setTimeout(() => put(entry, value), PAUSE) });
    say("Not saved yet", "waiting");
  };
  const flush = () => [...waiting].forEach(([entry, { value }]) => put(entry, value));
  const busy = (entry) => waiting.has(entry) || [...asked.values()].includes(entry);
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
      if (!waiting.size && !asked.size) say(`Saved ${clock(message.at)}`, "saved");
    } else if (message.type === "refused") {
      if (!message.later) asked.delete(message.op);
      say(message.message, "refused");
    } else if (message.type === "failed") {
      say(message.message, "refused");
    }
  };
  const showSaved = (at) => {
    if (!waiting.size && !asked.size && status.dataset.state !== "refused") say(at ? `Saved ${clock(at)}` : "", "saved");
  };
  const stop = () => {
    document.removeEventListener("visibilitychange", leaving);
    removeEventListener("pagehide", flush);
  };
  return { tools: { put, type, flush, busy, say }, flush, hear, showSaved, stop };
}
