// A list to tap in: as many as the workbook asks for.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, put, busy }) => {
  const { picks } = spec.options;
  const list = h("div", { class: "guess-list" });
  const left = h("p", { class: "quiet", role: "status" });
  let boxes = [];
  let listed = "";
  let mine = [];
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const count = () => {
    const picked = ticked().length;
    for (const box of boxes) box.disabled = picked >= picks && !box.checked;
    const full = picked < picks ? "" : " To pick another, take one away first.";
    left.textContent = boxes.length ? `${picked} of ${picks} picked.${full}` : "";
  };
  const changed = () => {
    mine = ticked();
    put("answer", mine.length ? mine : null);
    count();
  };
  const mark = () => {
    for (const box of boxes) box.checked = mine.includes(box.value);
    count();
  };
  return {
    el: h("div", {}, list, left),
    cards(items = []) {
      if (JSON.stringify(items) === listed) return; // what is drawn anew loses the focus
      listed = JSON.stringify(items);
      boxes = items.map(({ id }) => h("input", { type: "checkbox", value: id }));
      for (const box of boxes) box.onchange = changed;
      list.replaceChildren(...items.map(({ text }, i) => h("label", { class: "option" }, boxes[i], h("span", {}, text))));
      mark();
    },
    show(stored) {
      if (busy("answer")) return;
      mine = stored.answer ?? [];
      mark();
    },
  };
});
