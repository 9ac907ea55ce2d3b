// A box for words that asks, and never more than asks, where they may tell who somebody is (rule P10).

import { textBox } from "./box.js";
import { h } from "./dom.js";

/** Not every phone knows “(?-i:…)”, by which a pattern says that capitals count. */
const matcher = (pattern) => (pattern.startsWith("(?-i:") ? new RegExp(pattern.slice(5, -1), "u") : new RegExp(pattern, "iu"));

/** Return a box as `textBox` does; `asks` is {what it looks like: pattern}. */
export function askingBox(asks, { typed, ...props }) {
  const patterns = Object.entries(asks).map(([what, pattern]) => [what, matcher(pattern)]);
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
