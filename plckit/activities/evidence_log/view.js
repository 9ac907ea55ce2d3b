// A log of evidence: dated rows of a type, a source, what it shows, and a link.

import { activity } from "../activity.js";
import { textBox } from "../box.js";
import { h } from "../dom.js";
import { lineBox } from "../line.js";
import { rowsView } from "../rows.js";
import { selectBox } from "../select.js";

/** Return a box for words that asks, and never more than asks, where they may tell who somebody is. */
function askingBox(asks, { typed, ...props }) {
  const patterns = Object.entries(asks).map(([what, pattern]) => [what, new RegExp(pattern, "iu")]);
  const ask = h("p", { class: "ask", role: "status" });
  const look = () => {
    const found = patterns.find(([, pattern]) => pattern.test(made.box.value));
    const words = found ? `This looks like ${found[0]}. Does this name a student? Use codes.` : "";
    if (ask.textContent !== words) ask.textContent = words;
  };
  const made = textBox({
    ...props,
    typed(text) {
      typed(text);
      look();
    },
  });
  const after = (act) => (given) => {
    act(given);
    look();
  };
  return { ...made, el: h("div", {}, made.el, ask), take: after(made.take), lock: after(made.lock) };
}

export default activity((tools) => {
  const { types, asks, limit } = tools.spec.options;
  const cell = (key, { put, type, ...props }) => {
    const typed = { typed: type, rest: tools.flush };
    if (key === "type") return selectBox({ ...props, choices: types, none: "Choose", changed: put });
    if (key === "link") return lineBox({ ...props, ...typed, type: "url", inputmode: "url", placeholder: "https://" });
    return key === "on" ? null : askingBox(asks, { ...props, ...typed, limit, dir: "auto" });
  };
  return rowsView(cell)(tools);
});
