// Two sliders, and a small map that shows where one's own dot goes.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { slider } from "../slider.js";

export default activity(({ spec, id, type, flush, put, busy }) => {
  const { rows, corners, ends, low, high } = spec.options;
  const keys = Object.keys(rows);
  const values = {};

  // The map repeats what the sliders say, so it is hidden from screen readers; the line below it is read instead.
  const dot = h("span", { class: "dot", hidden: true });
  const names = Object.entries(corners).map(([corner, text]) => h("span", { class: "corner", "data-corner": corner }, text));
  const map = h("div", { class: "map", "aria-hidden": "true" }, names, h("div", { class: "plane" }, dot));
  const where = h("p", { class: "count", role: "status" });

  const sliders = keys.map((key) =>
    slider({ id: `${id}-${key}`, label: rows[key], low, high, ends, describedby: `${id}-sees` }, (value, rest) => {
      values[key] = value;
      draw();
      if (rest) put(key, value);
      else type(key, value);
    }),
  );

  function draw() {
    const [across, up] = keys.map((key) => values[key] ?? null);
    const set = across !== null && up !== null;
    dot.hidden = !set;
    if (set) {
      dot.style.left = `${((across - low) / (high - low)) * 100}%`;
      dot.style.bottom = `${((up - low) / (high - low)) * 100}%`;
    }
    const corner = set ? cornerOf(across, up) : null;
    for (const one of names) one.toggleAttribute("data-near", one.dataset.corner === corner);
    const nearest = corner ? `Your dot is nearest to “${corners[corner]}”.` : "Your dot stands on a middle line.";
    const said = set ? nearest : "Set both sliders, and your dot stands on the map.";
    if (where.textContent !== said) where.textContent = said;
  }

  /** Return the corner that a dot is nearest to, null on a middle line. */
  function cornerOf(across, up) {
    const middle = (low + high) / 2;
    if (across === middle || up === middle) return null;
    return `${up > middle ? "top" : "bottom"}-${across > middle ? "right" : "left"}`;
  }

  draw();
  return {
    el: h("div", { class: "dot-map", onchange: () => flush() }, h("div", { class: "both" }, sliders.map((one) => one.el)), map, where),
    show(mine) {
      keys.forEach((key, i) => {
        if (busy(key)) return;
        values[key] = mine[key] ?? null;
        sliders[i].show(values[key]);
      });
      draw();
    },
  };
});
