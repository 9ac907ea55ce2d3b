// Boots a workbook page: models from the page and the seat, a view for each activity, and the role's own screen.

import { connect } from "./link.js";
import { Model } from "./model.js";
import { Outbox } from "./outbox.js";

const page = JSON.parse(document.querySelector("script#page").textContent);
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30000;
const A_MOMENT = 300; // after which the other steps are drawn: by then the shown one is there
const outbox = new Outbox(page.kernel);
const models = new Map();
let later = []; // what other steps than the shown one hold and is not drawn yet
const screen = import(`./${page.role}.js`);
let send = () => false;
let ahead = 0; // by how many ms the server's clock is ahead of this device's
const now = () => Date.now() + ahead;

/** What an activity shows as one's own: what the server has, and over it what is still on its way. */
function withWaiting(activity, state) {
  if (!(activity in page.specs)) return state;
  const waiting = waitingOps(activity);
  if (!state.mine) return { ...state, waiting };
  const mine = { ...state.mine };
  for (const { entry, value } of outbox.waiting(activity)) {
    if (value === null) delete mine[entry];
    else mine[entry] = value;
  }
  return { ...state, mine, waiting };
}

/** What a view that begins now must know is not stored yet. */
const waitingOps = (activity) => outbox.waiting(activity).map(({ op, entry }) => ({ op, entry }));

function sendAnswer(activity, content) {
  if (content.type === "put") {
    content = { ...content, place: models.get(activity).get("place") };
    outbox.add(activity, content);
  }
  if (!send(activity, content)) models.get(activity).emit("msg:custom", { type: "offline" });
}

async function begin(states) {
  for (const [id, state] of Object.entries(states)) {
    const full = id in page.specs ? { spec: page.specs[id], ...withWaiting(id, state) } : state;
    const model = new Model(full, (content) => sendAnswer(id, content));
    model.elsewhere = (key) => (key in page.specs ? models.get(key) : undefined);
    models.set(id, model);
    // What was typed too late is sent when the facilitator opens the activity again.
    model.on("change:phase", (phase) => phase === "open" && sendWaiting(id));
  }
  models.get("room").on("change:closed", () => sendWaiting()); // so that the answer says that it is too late
  const [shown, rest] = slots();
  await Promise.allSettled(shown.map(scriptOf)); // so that the step comes in one piece
  await loaded(async () => {
    const { start } = await screen;
    start({ page, room: models.get("room"), models, ask: (content) => send("room", content), tell, now });
  });
  await Promise.all(shown.map(fill));
  document.body.dataset.usable = "true";
  later = rest;
  setTimeout(drawLater, A_MOMENT); // all of it: who goes offline has every step
}

/** Return what is drawn first, and what later: a phone need not wait for steps that it does not show. */
function slots() {
  const all = [...document.querySelectorAll("[data-activity], [data-again], [data-chart]")];
  const step = models.get("room").get("step");
  const first = (slot) => page.role !== "participant" || slot.closest("section[data-step]")?.dataset.step === step;
  return [all.filter(first), all.filter((slot) => !first(slot))];
}

/** Draw what other steps hold; where a script does not come, with the next connection. */
function drawLater() {
  for (const slot of later.splice(0)) {
    scriptOf(slot).then(
      () => fill(slot),
      (why) => {
        console.warn("The script of another step did not load yet.", why);
        later.push(slot);
      },
    );
  }
}

/** Return the activity that a slot shows as it is: its own, or an earlier one that nobody answers, such as a card. */
const wholeOf = ({ dataset: { activity, again } }) => activity ?? (again && !page.specs[again].asks ? again : null);

/** Return the promise of the script that draws what a slot holds: an activity, an earlier one once more, or a chart. */
function scriptOf(slot) {
  const whole = wholeOf(slot);
  if (whole) return import(`../../activities/${page.specs[whole].kind}/view.js`);
  return slot.dataset.again ? import("../../activities/group.js") : import("../../charts/chart.js");
}

/** Draw what a slot holds; then send what an earlier visit left there, since the view must hear what comes of it. */
async function fill(slot) {
  const { activity, again } = slot.dataset;
  await loaded(async () => {
    const script = await scriptOf(slot);
    const whole = wholeOf(slot);
    if (whole) script.default.render({ model: models.get(whole), el: slot });
    else if (again) script.drawAgain(models.get(again), slot);
    else await drawStill(slot, script.drawChart, script.loadVega);
  });
  if (activity) sendWaiting(activity);
}

/** Do one part of the page; when it fails the others are still drawn, and the person is told. */
async function loaded(part) {
  try {
    await part();
  } catch (error) {
    console.error(error);
    tell("Part of this page did not load.", { text: "Reload", onclick: () => location.reload() });
  }
}

async function drawStill(slot, drawChart, loadVega) {
  const draw = page.role === "projector" ? (await import("../../charts/pages.js")).drawPages : drawChart;
  draw(slot, { vega: loadVega(), ...JSON.parse(slot.dataset.chart) });
}

/** A moment the server gave becomes a moment of this device's clock, which may be wrong. */
function onThisClock(state, at) {
  const here = (since) => new Date(Date.parse(since) + Date.now() - Date.parse(at)).toISOString();
  if (state.since) return { ...state, since: here(state.since) };
  if (state.group?.since) return { ...state, group: { ...state.group, since: here(state.group.since) } };
  return state;
}

function heard({ states, comm, state, message, at }) {
  if (at) ahead = Date.parse(at) - Date.now();
  if (states) states = Object.fromEntries(Object.entries(states).map(([id, one]) => [id, onThisClock(one, at)]));
  if (state) state = onThisClock(state, at);
  if (states && !models.size) begin(states);
  else if (states) {
    for (const [id, next] of Object.entries(states)) models.get(id)?.take(withWaiting(id, next));
    sendWaiting();
  } else if (state) models.get(comm)?.take(withWaiting(comm, state));
  else if (message) models.get(comm)?.emit("msg:custom", comm in page.specs ? settled(comm, message) : message);
}

/** Keep the outbox true to what became of an answer; return what the view is told. */
function settled(activity, message) {
  const { type, op, later } = message;
  if (type === "saved" || (type === "refused" && !later)) {
    outbox.done(op);
    models.get(activity).take({ waiting: waitingOps(activity) });
    if (!outbox.waiting(activity).length) stopTrying(activity);
  } else if (type === "failed" && sendSoon(activity)) {
    return { ...message, message: `${message.message} It is sent again by itself.` };
  } else if (type === "refused" && models.get("room").get("closed")) {
    tooLate.add(op);
    return { ...message, message: `${message.message} ${TOO_LATE}` };
  } else if (type === "refused") sendSoon(activity);
  return message;
}

const TOO_LATE = "The session is closed: copy them if you need them, since they are gone once you leave this page.";
const tooLate = new Set(); // ops that can never be stored, and the person was told

// Others may use this device next. Until she leaves, the words stay: a phone may drop a page that sleeps.
addEventListener("pagehide", () => tooLate.forEach((op) => outbox.done(op)));

const trying = new Map(); // activity -> {wait, timer}: what went wrong is sent again after a while

/** Send an activity's answers again after a while; false where that waits until the activity is open. */
function sendSoon(activity) {
  const isOpen = () => models.get(activity).get("phase") === "open";
  if (!isOpen()) return false;
  const again = trying.get(activity) ?? { wait: FIRST_WAIT };
  trying.set(activity, again);
  again.timer ??= setTimeout(() => {
    again.timer = null;
    again.wait = Math.min(2 * again.wait, LONGEST_WAIT);
    if (isOpen()) sendWaiting(activity);
    else stopTrying(activity);
  }, again.wait);
  return true;
}

function stopTrying(activity) {
  clearTimeout(trying.get(activity)?.timer);
  trying.delete(activity);
}

function sendWaiting(one) {
  for (const { op, activity, entry, value, place, order } of outbox.waiting(one)) {
    send(activity, { type: "put", op, entry, value, place, age: Math.max(0, Date.now() - order) });
  }
}

const link = document.getElementById("plckit-link");
const LINK = {
  connecting: "Connecting…",
  connected: "Connected",
  reconnecting: "Reconnecting…",
  offline: "Working offline: what you write is kept on this device and sent later",
  refused: "Not connected",
};
const SLOWER = "This network blocks the faster way (websockets), so this page uses ordinary web requests.";
const OFFLINE_AFTER = 10000;
let offline = null; // the timer that runs while there is no connection

function linked(state, slower) {
  if (state === "reconnecting") {
    if (page.role === "participant") offline ??= setTimeout(show, OFFLINE_AFTER, "offline");
    if (link.dataset.link !== "offline") show(state);
    for (const model of models.values()) model.emit("msg:custom", { type: "offline" });
    return;
  }
  clearTimeout(offline);
  offline = null;
  show(state);
  if (state === "connected") drawLater();
  link.title = state === "connected" && slower ? SLOWER : "";
  if (state === "refused" && page.role === "projector") {
    tell("The links of this session were changed, so this screen has stopped. Open it again from the console.");
  } else if (state === "refused") {
    const why = "Another person uses this browser now, or the facilitator has taken this place out.";
    tell(`This page no longer belongs to you. ${why} What you typed is still on this page.`, {
      href: `/join/${page.code}?new=1`,
      text: "Join again",
    });
  }
}

function show(state) {
  document.body.dataset.link = link.dataset.link = state;
  if (link.textContent !== LINK[state]) link.textContent = LINK[state];
}

/** Show a sentence at the top of the page, with a link or a button where there is something to do. */
function tell(sentence, action) {
  const banner = document.getElementById("plckit-banner");
  banner.replaceChildren(sentence);
  banner.hidden = !sentence;
  if (!action) return;
  const el = document.createElement(action.href ? "a" : "button");
  el.className = "button";
  el.textContent = action.text;
  if (action.href) el.href = action.href;
  else {
    el.type = "button";
    el.onclick = action.onclick;
  }
  banner.append(" ", el);
}

send = connect(page.kernel, { heard, linked });
