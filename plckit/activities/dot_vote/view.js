// Dots to put on options: plus and minus, and how many are left.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, put, busy }) => {
  const { choices, dots, most } = spec.options;
  let placed = {};
  const left = h("p", { class: "left-dots", role: "status" });
  const used = () => Object.values(placed).reduce((sum, n) => sum + n, 0);
  const lines = Object.entries(choices).map(([key, label]) => {
    const seen = h("span", { class: "dots", "aria-hidden": "true" });
    const out = h("span", { class: "visually-hidden" });
    const less = h("button", { type: "button", "aria-label": `Take a dot from: ${label}`, onclick: () => put1(key, -1) }, "−");
    const more = h("button", { type: "button", "aria-label": `Put a dot on: ${label}`, onclick: () => put1(key, 1) }, "+");
    const el = h("li", {}, h("span", { class: "words" }, label), seen, out, less, more);
    return { key, label, seen, out, less, more, el };
  });
  const draw = () => {
    const rest = dots - used();
    left.textContent = `${rest} of ${dots} ${dots === 1 ? "dot" : "dots"} left`;
    for (const { key, seen, out, less, more, el } of lines) {
      const n = placed[key] ?? 0;
      seen.textContent = "●".repeat(n) + "○".repeat(Math.max(0, Math.min(most, 6) - n));
      out.textContent = `${n} ${n === 1 ? "dot" : "dots"}`;
      el.dataset.dots = String(n > 0);
      less.setAttribute("aria-disabled", String(n === 0)); // not disabled: the focus would be lost
      more.setAttribute("aria-disabled", String(rest === 0 || n === most));
    }
  };
  const put1 = (key, by) => {
    const n = (placed[key] ?? 0) + by;
    if (n < 0) return;
    if (n > most) return (left.textContent = `At most ${most} of your dots can go on one of them`);
    if (used() + by > dots) return (left.textContent = "All your dots are used: take one away first");
    placed = { ...placed, [key]: n };
    draw();
    const some = Object.fromEntries(Object.entries(placed).filter(([, number]) => number));
    put("answer", Object.keys(some).length ? some : null);
  };
  draw();
  return {
    el: h("div", {}, h("ul", { class: "dot-lines" }, lines.map((line) => line.el)), left),
    show(mine) {
      if (busy("answer")) return;
      placed = { ...mine.answer };
      draw();
    },
  };
});
