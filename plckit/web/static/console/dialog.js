// A question before something that many people notice, and other small windows.

import { freshId, h } from "../../../activities/dom.js";

/** Ask once more: `lines` say what will happen. Resolve with whether `yes` was pressed; Escape is a no. */
export function sure(title, lines, yes, no = "Not now") {
  const row = h(
    "div",
    { class: "row" },
    h("button", { value: "no", autofocus: true }, no),
    h("button", { value: "yes", class: "primary" }, yes),
  );
  const window = opened(title, lines, row);
  return new Promise((resolve) => window.addEventListener("close", () => resolve(window.returnValue === "yes")));
}

/** Show a window with a title, lines (text or elements) and its buttons; it is gone once it is closed. */
export function opened(title, lines, buttons) {
  const id = freshId("dialog");
  const dialog = h(
    "dialog",
    { "aria-labelledby": id },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id }, title),
      lines.map((line) => (typeof line === "string" ? h("p", {}, line) : line)),
      buttons,
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
