// Radios of which the chosen one, pressed again, is taken back: nobody has to leave an answer they regret.

import { h } from "./dom.js";

/** Return {radio(value, props), set(value)} for one group; `changed(value)` gets null for “taken back”. */
export function radios(name, changed) {
  const inputs = [];
  let chosen = null;
  const set = (value) => {
    chosen = value;
    for (const input of inputs) input.checked = input.value === value;
  };
  const takeBack = () => {
    set(null);
    changed(null);
  };
  const radio = (value, props = {}) => {
    const input = h("input", {
      type: "radio",
      name,
      value,
      ...props,
      onclick: () => chosen === value && takeBack(),
      // The browser makes no click of a Space on a radio that is checked.
      onkeydown: (event) => {
        if (event.key !== " " || chosen !== value) return;
        event.preventDefault();
        takeBack();
      },
      onchange: () => {
        chosen = value;
        changed(value);
      },
    });
    inputs.push(input);
    return input;
  };
  return { radio, set };
}
