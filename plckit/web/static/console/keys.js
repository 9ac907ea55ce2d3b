// Single keys for what is pressed most. They are listed under “?”, and can be switched off.

import { h } from "../../../activities/dom.js";
import { opened } from "./dialog.js";

const OFF = "plckit-keys-off";
const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

export function keys({ parts }) {
  const press = (id) => () => document.getElementById(id).click();
  const show = (name) => () => {
    parts.show(name);
    document.querySelector(`[data-tab="${name}"]`).focus();
  };
  const all = [
    ["n", "Next step", press("plckit-next")],
    ["e", "Two minutes more", press("plckit-more")],
    ["b", "Bring everyone here", press("plckit-gather")],
    ["p", "Pause all, or go on", press("plckit-pause")],
    ["s", "This step", show("step")],
    ["g", "Groups", show("groups")],
    ["w", "People", show("people")],
    ["d", "Doors and keys", show("doors")],
    ["?", "This list", () => list()],
  ];
  let on = !off();
  const list = () => {
    const box = h("input", { type: "checkbox", checked: on, onchange: () => setOn(box.checked) });
    const rows = all.map(([key, text]) => h("li", {}, h("kbd", {}, key), ` ${text}`));
    const esc = h("li", {}, h("kbd", {}, "Esc"), " Close this");
    const label = h("label", { class: "tick" }, box, " Use these keys");
    opened("Keys", [h("ul", { class: "key-list" }, rows, esc), label], h("div", { class: "row" }, h("button", { value: "no" }, "Close")));
  };
  const setOn = (value) => {
    on = value;
    try {
      localStorage.setItem(OFF, value ? "" : "off");
    } catch {
      // A forbidden storage: it holds for this page.
    }
  };
  document.getElementById("plckit-keys").onclick = list;
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
    const found = all.find(([one]) => one === key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    found[2]();
  });
}

function off() {
  try {
    return localStorage.getItem(OFF) === "off";
  } catch {
    return false;
  }
}
