// A countdown from the moment the server keeps, so that every screen shows the same.

import { chime } from "../chime.js";
import { countdown, minutesAndSeconds } from "../countdown.js";
import { freshId, h } from "../dom.js";

const SOON = 60;

export default { render };

function render({ model, el }) {
  const spec = model.get("spec");
  const id = freshId(spec.key);
  const whole = spec.options.minutes * 60;
  const clock = h("p", { class: "clock", role: "timer", "aria-labelledby": `${id}-prompt` });
  const bar = h("progress", { max: whole, "aria-hidden": "true" });
  const note = h("p", { class: "foot" });
  const sound = chime(model);
  const heard = h("p", { class: "visually-hidden", role: "status" });
  const article = h(
    "article",
    { class: "activity", "data-key": spec.key, "data-kind": spec.kind },
    h("h2", { class: "prompt", id: `${id}-prompt` }, spec.prompt),
    spec.hint ? h("p", { class: "hint" }, spec.hint) : null,
    clock,
    bar,
    note,
    sound.el,
    heard,
  );
  let said = null;

  const say = (left) => {
    // Read aloud twice only: a clock that talks every second helps nobody.
    const now = left === 0 ? "The time is up." : left <= SOON && whole > SOON ? "One minute left." : "";
    if (now && now !== said && said !== null) {
      heard.textContent = now;
      if (left === 0) sound.ring();
    }
    said = now;
  };
  const time = countdown((seconds) => {
    const left = Math.max(0, seconds ?? whole);
    clock.textContent = minutesAndSeconds(left);
    bar.value = left;
    article.dataset.time = seconds === null ? "still" : left === 0 ? "up" : left <= SOON ? "soon" : "runs";
    note.textContent = seconds === null ? "The facilitator starts it for everybody." : left === 0 ? "The time is up." : "";
    if (seconds === null) said = null;
    else say(left);
  });
  const draw = () => {
    article.dataset.phase = model.get("phase");
    time.run(model.get("phase") === "open" ? model.get("group")?.since : null, whole);
  };
  model.on("change:phase", draw);
  model.on("change:group", draw);
  el.append(article);
  draw();
  return () => {
    time.stop();
    sound.stop();
    model.off("change:phase", draw);
    model.off("change:group", draw);
    article.remove();
  };
}
