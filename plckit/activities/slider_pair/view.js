// Two sliders a line. They start unset: the thumb is hollow until it is moved or “Set” is pressed.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, id, type, flush, put, busy }) => {
  const { rows, handles, low, high } = spec.options;
  const lines = Object.entries(rows).map(([row, text]) => {
    const values = { now: null, want: null };
    const sliders = Object.entries(handles).map(([handle, label]) =>
      slider({ id: `${id}-${row}-${handle}`, line: `${id}-${row}`, label, low, high }, (value, rest) => {
        values[handle] = value;
        if (rest) put(row, { ...values });
        else type(row, { ...values });
      }),
    );
    return {
      row,
      values,
      sliders,
      el: h(
        "div",
        { class: "pair", role: "group", "aria-labelledby": `${id}-${row}` },
        h("p", { id: `${id}-${row}` }, text),
        sliders.map((s) => s.el),
      ),
    };
  });
  return {
    el: h("div", { class: "pairs", onchange: () => flush() }, lines.map((line) => line.el)),
    show(mine) {
      for (const { row, values, sliders } of lines) {
        if (busy(row)) continue;
        Object.assign(values, { now: null, want: null }, mine[row]);
        sliders[0].show(values.now);
        sliders[1].show(values.want);
      }
    },
  };
});

function slider({ id, line, label, low, high }, changed) {
  const out = h("output", { for: id });
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
    "aria-describedby": line,
    oninput: () => set(Number(input.value), false),
    // Keys and taps that leave the thumb where it stands still set the value.
    onclick: () => input.dataset.set !== "true" && set(Number(input.value), true),
    onkeydown: (event) => {
      if (input.dataset.set !== "true" && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        set(Number(input.value), true);
      }
    },
  });
  const show = (value) => {
    input.dataset.set = String(value !== null);
    input.value = String(value ?? (low + high) / 2);
    input.setAttribute("aria-valuetext", value === null ? "not set" : `${value} of ${high}`);
    out.textContent = value === null ? "–" : String(value);
    clear.hidden = value === null;
    clear.setAttribute("aria-label", `Clear: ${label}`);
  };
  const set = (value, rest) => {
    show(value);
    changed(value, rest);
  };
  show(null);
  return {
    show,
    el: h("div", { class: "slider" }, h("label", { for: id }, label), input, out, clear),
  };
}
