// “If we …, will …, … by …?”: four blanks, a list to hold them against, and the sentence they make.

import { activity } from "../activity.js";
import { textBox } from "../box.js";
import { h } from "../dom.js";

const clean = (text) => text.trim().replace(/\s+/g, " ").replace(/[.?! ]+$/, "");

export default activity(({ spec, id, put, type, flush, busy }) => {
  const { rows, hints = {}, choices, limit } = spec.options;
  const said = {};
  const line = h("p", { class: "sentence", dir: "auto" });
  const whole = h("div", { class: "whole" }, h("h3", {}, "Your question"), line);
  const write = () => {
    const word = (key) => clean(said[key] ?? "") || "…";
    line.textContent = `If we ${word("change")}, will ${word("who")} ${word("learn")} by ${word("when")}?`;
  };
  const blanks = Object.entries(rows).map(([key, label], i) => {
    const box = textBox({
      id: `${id}-${key}`,
      limit,
      placeholder: hints[key],
      dir: "auto",
      describedby: i ? "" : `${id}-sees`,
      busy: () => busy(key),
      typed(text) {
        said[key] = text;
        type(key, text);
        write();
      },
      rest: flush,
    });
    return { key, ...box, part: h("div", { class: "part" }, h("label", { for: `${id}-${key}` }, label), box.el) };
  });
  const ticks = Object.entries(choices).map(([key, label]) => {
    const box = h("input", { type: "checkbox", onchange: () => put(key, box.checked || null) });
    return { key, box, el: h("label", { class: "option" }, box, h("span", {}, label)) };
  });
  write();
  return {
    el: h(
      "div",
      { class: "question" },
      h("div", { class: "parts" }, blanks.map((one) => one.part)),
      h("div", { class: "options", role: "group", "aria-label": "Hold it against this list" }, ticks.map((one) => one.el)),
      whole, // last: it grows while somebody types, and must move nothing that a thumb is on its way to
    ),
    show(mine) {
      for (const one of blanks) {
        if (!busy(one.key)) said[one.key] = mine[one.key] ?? "";
        one.take(mine[one.key] ?? "");
      }
      for (const { key, box } of ticks) if (!busy(key)) box.checked = Boolean(mine[key]);
      write();
    },
    lock(locked) {
      for (const one of blanks) one.lock(locked);
      for (const { box } of ticks) box.disabled = locked;
    },
  };
});
