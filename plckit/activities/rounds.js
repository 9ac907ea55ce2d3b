// What whoever leads can press while a protocol runs, and its rounds with what the facilitator says.

import { h } from "./dom.js";

const MOST_EXTRA = 60;

/** Return a round's minutes: "1 minute", "7 minutes". */
export const minutesText = (minutes) => (minutes === 1 ? "1 minute" : `${minutes} minutes`);

/** Return {round, extra, since} while a protocol runs (the first round is 1), else null. */
export function running(model) {
  const { since, round = 1, extra = 0 } = model.get("group") ?? {};
  return model.get("phase") === "open" && since ? { since, round, extra } : null;
}

/** Return {el, stop}: Back, Next round, +1 min, and all rounds; `change(value)` asks for another round or time. */
export function roundTools(model, change) {
  const { rounds, facilitator = {} } = model.get("spec").options;
  const press = (text, onclick, more = {}) => h("button", { type: "button", onclick, ...more }, text);
  const to = (by) => change({ round: running(model).round + by, extra: 0 });
  const back = press("Back", () => to(-1));
  const next = press("", () => to(1), { class: "primary" });
  const more = press("+1 min", () => {
    const { round, extra } = running(model);
    change({ round, extra: extra + 1 });
  });
  const row = h("div", { class: "row", role: "group", "aria-label": "Rounds" }, back, next, more);
  const lines = rounds.map(({ key, title, minutes, who }) =>
    h(
      "li",
      {},
      h("p", {}, h("b", {}, title), ` · ${minutesText(minutes)} · ${who}`),
      facilitator[key] ? h("p", { class: "quiet" }, facilitator[key]) : null,
    ),
  );
  const title = Object.keys(facilitator).length ? "All rounds, and what you say" : "All rounds";
  const all = h("details", {}, h("summary", {}, title), h("ol", { class: "round-list" }, lines));
  const draw = () => {
    const now = running(model);
    const at = document.activeElement;
    row.hidden = !now;
    lines.forEach((line, index) => line.setAttribute("aria-current", index + 1 === now?.round ? "step" : "false"));
    if (!now) return;
    const following = rounds[now.round];
    next.textContent = following ? `Next round: ${following.title}` : "This is the last round";
    next.disabled = !following;
    back.disabled = now.round === 1;
    more.disabled = now.extra >= MOST_EXTRA;
    if (row.contains(at) && at.disabled) (at === back ? next : back).focus();
  };
  model.on("change:phase", draw);
  model.on("change:group", draw);
  draw();
  const stop = () => {
    model.off("change:phase", draw);
    model.off("change:group", draw);
  };
  return { el: h("div", { class: "adjust round-tools" }, row, all), stop };
}
