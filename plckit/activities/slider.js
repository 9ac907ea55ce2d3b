// One slider. It starts unset: the thumb is hollow until it is moved, or set where it stands.

import { h } from "./dom.js";

/** Return {el, show(value)}; `changed(value, rest)` is told every place, and whether the thumb has come to rest. */
export function slider({ id, label, low, high, ends, describedby }, changed) {
  const out = h("output", { for: id, "aria-live": "off" }); // the slider itself is read aloud, with its value
  const cleared = () => {
    input.focus(); // the button is about to go
    set(null, true);
  };
  const clear = h("button", { type: "button", class: "clear", onclick: cleared }, "Clear");
  const input = h("input", {
    id,
    type: "range",
    min: String(low),
    max: String(high),
    step: "1",
    "aria-describedby": describedby,
    oninput: () => set(Number(input.value), false),
    onchange: () => set(Number(input.value), true),
    // Keys and taps that leave the thumb where it stands still set the value. A finger on a slider makes no click.
    onpointerup: () => place(),
    onclick: () => place(),
    onkeydown: (event) => {
      if (input.dataset.set !== "true" && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        place();
      }
    },
  });
  const place = () => input.dataset.set !== "true" && !input.matches(":disabled") && set(Number(input.value), true);
  const named = typeof label === "string" ? h("label", { for: id }, label) : null;
  if (!named) input.setAttribute("aria-labelledby", label.labelledby);
  const show = (value) => {
    input.dataset.set = String(value !== null);
    input.value = String(value ?? (low + high) / 2);
    const at = ends && (value === low ? `, ${ends.low}` : value === high ? `, ${ends.high}` : "");
    input.setAttribute("aria-valuetext", value === null ? "not set" : `${value} of ${high}${at ?? ""}`);
    out.textContent = value === null ? "–" : String(value);
    clear.style.visibility = value === null ? "hidden" : ""; // it keeps its room, so the slider keeps its length
    clear.setAttribute("aria-label", named ? `Clear: ${label}` : "Clear");
  };
  const set = (value, rest) => {
    show(value);
    changed(value, rest);
  };
  show(null);
  const words = ends ? h("p", { class: "ends", "aria-hidden": "true" }, h("span", {}, ends.low), h("span", {}, ends.high)) : null;
  return { show, el: h("div", { class: "slider" }, named, input, out, clear, words) };
}
