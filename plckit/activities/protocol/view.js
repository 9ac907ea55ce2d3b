// One round at a time on every screen: who speaks, what to do, and the time left since a moment the server keeps.

import { chime } from "../chime.js";
import { calmText, countdown, minutesAndSeconds } from "../countdown.js";
import { freshId, h } from "../dom.js";
import { minutesText, roundTools, running } from "../rounds.js";

const SOON = 60;

export default { render };

function render({ model, el }) {
  const spec = model.get("spec");
  const { rounds } = spec.options;
  const id = freshId(spec.key);
  const leads = model.get("mine") === null;
  const sound = chime(model);
  // Alone in a notebook, one leads oneself.
  const tools = spec.alone ? roundTools(model, (value) => model.send({ type: "adjust", value })) : null;

  const where = h("p", { class: "where" });
  const title = h("h3");
  const who = h("p", { class: "who" });
  const say = h("p", { class: "say" });
  const clock = h("p", { class: "round-clock", role: "timer", "aria-label": "Time left in this round" });
  const bar = h("progress", { "aria-hidden": "true" });
  const next = h("p", { class: "next" });
  const now = h("div", { class: "round-now" }, h("div", { class: "head" }, title, who), say, h("div", { class: "time" }, clock, bar));
  const steps = rounds.map((one) => {
    const words = h("span", { class: "step-words" }, h("span", {}, one.title), h("span", {}, minutesText(one.minutes)));
    const step = h("li", {}, words);
    step.style.flexGrow = one.minutes;
    return step;
  });
  const heard = h("p", { class: "visually-hidden", role: "status" });
  const whole = rounds.reduce((sum, { minutes }) => sum + minutes, 0);
  const article = h(
    "article",
    { class: "activity", "data-key": spec.key, "data-kind": spec.kind },
    h("h2", { class: "prompt", id: `${id}-prompt` }, spec.prompt),
    spec.hint ? h("p", { class: "hint" }, spec.hint) : null,
    h(
      "div",
      { class: "protocol", role: "group", "aria-labelledby": `${id}-prompt` },
      where,
      now,
      next,
      h("ol", { class: "round-steps", "aria-label": "Rounds" }, steps),
    ),
    sound.el,
    tools?.el ?? null,
    heard,
  );

  let shown = null; // {round, left}: what the screen showed a moment ago
  const tick = (seconds) => {
    if (seconds === null) return;
    const { round } = running(model);
    const left = Math.max(0, seconds);
    const text = leads && left ? minutesAndSeconds(left) : calmText(left);
    if (clock.textContent !== text) clock.textContent = text;
    bar.value = left;
    article.dataset.time = left === 0 ? "up" : left <= SOON ? "soon" : "runs";
    const same = shown?.round === round;
    // Read aloud is a new round, its last minute and its end: a clock that talks all the time helps nobody.
    if (shown && !same) heard.textContent = [`${where.textContent}: ${title.textContent}.`, who.textContent, say.textContent].join(" ");
    else if (same && shown.left > 0 && left === 0) heard.textContent = "The time of this round is up.";
    else if (same && shown.left > SOON && left <= SOON) heard.textContent = "One minute left in this round.";
    if (same && shown.left > 0 && left === 0) sound.ring();
    shown = { round, left };
  };
  const time = countdown(tick);

  const draw = () => {
    const state = running(model);
    const phase = model.get("phase");
    article.dataset.phase = phase;
    now.hidden = next.hidden = !state;
    steps.forEach((step, index) => {
      step.dataset.step = !state ? "" : index + 1 < state.round ? "done" : index + 1 === state.round ? "now" : "later";
      step.setAttribute("aria-current", state && index + 1 === state.round ? "step" : "false");
    });
    if (!state) {
      const begins = phase === "waiting" ? " The facilitator starts it for everybody." : "";
      where.textContent = `${rounds.length === 1 ? "1 round" : `${rounds.length} rounds`}, ${minutesText(whole)}.${begins}`;
      article.dataset.time = "still";
      shown = null;
      return time.run(null, 0);
    }
    const round = rounds[state.round - 1];
    const following = rounds[state.round];
    where.textContent = `Round ${state.round} of ${rounds.length}`;
    title.textContent = round.title;
    who.textContent = round.who;
    say.textContent = round.say;
    next.textContent = following ? `Next: ${following.title} (${minutesText(following.minutes)})` : "This is the last round.";
    const seconds = 60 * (round.minutes + state.extra);
    bar.max = seconds;
    time.run(state.since, seconds);
  };
  model.on("change:phase", draw);
  model.on("change:group", draw);
  el.append(article);
  draw();
  return () => {
    time.stop();
    sound.stop();
    tools?.stop();
    model.off("change:phase", draw);
    model.off("change:group", draw);
    article.remove();
  };
}
