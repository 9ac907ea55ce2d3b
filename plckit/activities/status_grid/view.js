// One class and one outcome at a time: a line a student, four choices each. A box holds today's mark alone, since that
// alone counts; last time's stands beside it in words, and one press takes all of them over.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, id, put, busy }) => {
  const { columns } = spec.options;
  let all = null; // {classes: {code: [student]}, outcomes: [{id, text}], last: {cell: status}}
  let mine = {};
  const select = (label, name) => {
    const box = h("select", { id: `${id}-${name}` });
    return { box, el: h("div", {}, h("label", { for: box.id }, label), box) };
  };
  const [which, what] = [select("Class", "class"), select("Outcome", "outcome")];
  const list = h("ul", { class: "standings" });
  const note = h("p", { class: "marked", role: "status" });
  const confirm = h("button", { type: "button" });
  const body = h("div", { class: "standing-tools" }, h("div", { class: "standing-where" }, which.el, what.el), note, confirm, list);
  body.hidden = true;
  const cells = () => (all?.classes[which.box.value] ?? []).map((student) => ({ student, cell: `${student}.${what.box.value}` }));
  const now = (cell) => mine[cell]?.status ?? "";
  const set = (cell, status) => {
    mine = { ...mine, [cell]: { status } };
    put(cell, status ? { status } : null);
  };
  const draw = () => {
    if (!all) return;
    list.replaceChildren(
      ...cells().map(({ student, cell }) => {
        const options = [h("option", { value: "" }, "not marked"), ...Object.entries(columns).map(([key, text]) => h("option", { value: key }, text))];
        const box = h("select", { id: `${id}-${cell}`, "data-entry": cell }, options);
        box.value = now(cell);
        box.onchange = () => (set(cell, box.value), count());
        const code = h("span", { class: "code" }, student);
        return h("li", {}, h("label", { for: box.id }, code, " ", h("span", { class: "when" })), box);
      }),
    );
    count();
  };
  const count = () => {
    const here = cells();
    const marked = here.filter(({ cell }) => mine[cell]?.status).length;
    const rest = here.filter(({ cell }) => !mine[cell]?.status && all.last[cell]);
    note.textContent = `${marked} of ${here.length} marked`;
    confirm.hidden = !rest.length;
    confirm.textContent = `Keep ${rest.length === 1 ? "one student" : `${rest.length} students`} as last time`;
    for (const li of list.children) {
      const [label, box] = li.children;
      const last = columns[all.last[box.dataset.entry]];
      li.dataset.state = box.value ? "today" : "none";
      label.lastChild.textContent = last && !box.value ? `last time: ${last.toLowerCase()}` : "";
    }
  };
  confirm.onclick = () => {
    for (const { cell } of cells()) if (!mine[cell]?.status && all.last[cell]) set(cell, all.last[cell]);
    count();
    which.box.focus();
  };
  const refresh = () => {
    for (const box of list.querySelectorAll("select")) if (!busy(box.dataset.entry)) box.value = now(box.dataset.entry);
    count();
  };
  for (const one of [which, what]) one.box.onchange = draw;
  return {
    el: body,
    cards(given) {
      const next = given?.[0];
      body.hidden = !next;
      if (!next || JSON.stringify(next) === JSON.stringify(all)) return;
      all = next;
      const [classAt, outcomeAt] = [which.box.value, what.box.value];
      which.box.replaceChildren(...Object.keys(all.classes).map((code) => h("option", { value: code }, code)));
      what.box.replaceChildren(...all.outcomes.map((one) => h("option", { value: one.id }, one.text)));
      if (all.classes[classAt]) which.box.value = classAt;
      if (all.outcomes.some((one) => one.id === outcomeAt)) what.box.value = outcomeAt;
      draw();
    },
    show(stored) {
      mine = Object.fromEntries(Object.entries(stored).map(([cell, value]) => [cell, busy(cell) ? (mine[cell] ?? value) : value]));
      if (all) refresh();
    },
  };
});
