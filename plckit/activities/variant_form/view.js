// The card of the way of learning that was chosen, and a table with its own columns.

import { activity } from "../activity.js";
import { askingBox } from "../asking.js";
import { h } from "../dom.js";
import { rowsView } from "../rows.js";

/** Return {el, stop}: how one turn goes, on every screen. */
function methodCard(model) {
  const { forms } = model.get("spec").options;
  const el = h("section", { class: "method", "aria-label": "Your way of learning" });
  let drawn;
  const draw = () => {
    const { variant } = model.get("group") ?? {};
    if (variant === drawn) return;
    drawn = variant;
    const form = forms[variant];
    el.hidden = !form;
    if (!form) return;
    if (!form.title) return el.replaceChildren(h("p", { class: "note" }, form.about));
    el.replaceChildren(
      h("h3", {}, form.title),
      h("p", { class: "about" }, form.about),
      h("ol", {}, form.turn.map((text) => h("li", {}, text))),
      h("p", {}, h("b", {}, "Watch out for: "), form.watch),
    );
  };
  model.on("change:group", draw);
  draw();
  return { el, stop: () => model.off("change:group", draw) };
}

export default activity((tools) => {
  const { forms, asks, limit } = tools.spec.options;
  const el = h("div");
  const cell = (key, { put, type, ...props }) =>
    tools.spec.options.dates.includes(key) ? null : askingBox(asks, { ...props, typed: type, rest: tools.flush, limit, dir: "auto" });
  let mine = {};
  let locked = false;
  let chosen;
  let table = null;
  const show = () => {
    const { columns } = forms[chosen]; // what was written by another way's columns stays, unseen
    table.show(Object.fromEntries(Object.entries(mine).filter(([entry]) => entry.split(".")[1] in columns)));
  };
  const begin = (variant) => {
    chosen = variant;
    table?.leave();
    const options = { ...tools.spec.options, columns: forms[variant].columns };
    table = rowsView(cell)({ ...tools, spec: { ...tools.spec, options } });
    el.replaceChildren(table.el);
    table.lock(locked);
    show();
  };
  begin("");
  return {
    el,
    group({ variant }) {
      if (variant in forms && variant !== chosen) begin(variant);
    },
    show(now) {
      mine = now;
      show();
    },
    lock(on) {
      locked = on;
      table.lock(on);
    },
    leave: () => table.leave(),
  };
}, methodCard);
