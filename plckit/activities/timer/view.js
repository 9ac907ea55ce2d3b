// A countdown from the moment the server keeps, so that every screen shows the same.

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
  const heard = h("p", { class: "visually-hidden", role: "status" });
  const article = h(
    "article",
    { class: "activity", "data-key": spec.key, "data-kind": spec.kind },
    h("h2", { class: "prompt", id: `${id}-prompt` }, spec.prompt),
    spec.hint ? h("p", { class: "hint" }, spec.hint) : null,
    clock,
    bar,
    note,
    heard,
  );
  let tick = null;
  let said = null;

  const say = (left) => {
    // Read aloud twice only: a clock that talks every second helps nobody.
    const now = left === 0 ? "The time is up." : left <= SOON && whole > SOON ? "One minute left." : "";
    if (now && now !== said && said !== null) heard.textContent = now;
    said = now;
  };
  const draw = () => {
    clearTimeout(tick);
    const since = model.get("phase") === "open" ? model.get("group")?.since : null;
    const passed = since ? Math.max(0, (Date.now() - Date.parse(since)) / 1000) : 0;
    const left = Math.max(0, Math.ceil(whole - passed));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    bar.value = left;
    article.dataset.phase = model.get("phase");
    article.dataset.time = !since ? "still" : left === 0 ? "up" : left <= SOON ? "soon" : "runs";
    note.textContent = since ? (left === 0 ? "The time is up." : "") : "The facilitator starts it for everybody.";
    if (since) say(left);
    else said = null;
    if (since && left > 0) tick = setTimeout(draw, 1000 - ((passed * 1000) % 1000) + 5);
  };
  model.on("change:phase", draw);
  model.on("change:group", draw);
  el.append(article);
  draw();
  return () => {
    clearTimeout(tick);
    model.off("change:phase", draw);
    model.off("change:group", draw);
    article.remove();
  };
}
