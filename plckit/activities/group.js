// What the group makes of an activity: hidden with its reason, a chart, tables, or a wall of texts eight at a time.

import { h } from "./dom.js";
import { drawnChart, onWall } from "./drawn.js";
import { link } from "./link.js";

const A_PAGE = 8;
// Written out, so that a notebook, which has no addresses to load from, finds them too.
const MORE = {
  tables: () => import("./tables.js"),
  boards: () => import("./boards.js"),
  goals: () => import("./goals.js"),
  balance: () => import("./balance.js"),
};

/** Draw once more, in a later step, what the group said; return its clean-up. */
export function drawAgain(model, el) {
  const spec = model.get("spec");
  const group = groupView(model, true);
  const again = h(
    "article",
    { class: "activity again", "data-key": spec.key },
    h("p", { class: "hint" }, "Once more"),
    h("h2", { class: "prompt" }, spec.prompt),
    group.el,
  );
  el.append(again);
  return () => {
    group.stop();
    again.remove();
  };
}

/** Return the group's view of a model: {el, stop}. With `always` it says why when there is nothing to see. */
export function groupView(model, always = false) {
  const el = h("section", { class: "group", "aria-label": "What the group said" });
  let parts = null;
  const clear = () => {
    parts?.stop();
    parts = null;
    el.replaceChildren();
  };
  const draw = () => {
    const group = model.get("group") ?? {};
    const revealed = model.get("phase") === "revealed";
    if (!group.n) {
      clear();
      const wanted = revealed || always;
      if (wanted) el.append(h("p", { class: "note hidden-note" }, group.hidden ?? "Nobody has answered this."));
      el.hidden = !wanted;
      return;
    }
    el.hidden = false;
    if (!parts) {
      el.replaceChildren();
      parts = begin(model, el);
    }
    parts.update(group);
  };
  model.on("change:group", draw);
  model.on("change:phase", draw);
  draw();
  return {
    el,
    stop() {
      model.off("change:group", draw);
      model.off("change:phase", draw);
      clear();
    },
  };
}

function begin(model, el) {
  const spec = model.get("spec");
  const count = h("p", { class: "count", role: "status" }); // read aloud: a number, never the whole wall again
  const caution = h("p", { class: "note caution" });
  const told = h("p", { class: "told" });
  const place = h("div", { class: "chart" });
  const desk = h("div");
  const wall = wallView(spec);
  const reasons = wallView(spec);
  const why = h("div", { class: "reasons" }, h("h4", {}, spec.reason ?? ""), reasons.el, h("p", { class: "note" }));
  el.append(h("h3", {}, "What the group said"), count, told, place, desk, wall.el, why, caution);
  const parts = {
    chart: drawnChart(model, place),
    stop() {
      parts.chart.stop();
      for (const more of drawn.values()) more.then((view) => view.stop(), () => {});
      wall.stop();
      reasons.stop();
    },
    update(group) {
      count.textContent = countText(spec, group);
      caution.textContent = group.caution ?? "";
      caution.hidden = !group.caution;
      told.textContent = group.told ?? "";
      told.hidden = !group.told;
      wall.update(group.wall ?? []);
      reasons.update(group.reasons ?? []);
      why.lastChild.textContent = group.fewReasons ?? "";
      why.hidden = !group.reasons?.length && !group.fewReasons;
      place.hidden = !group.rows;
      if (group.rows && spec.figure) parts.chart.update(group);
      for (const name of Object.keys(MORE)) if (group[name]) drawMore(name, group[name]);
    },
  };
  // What few activities have comes from a script of its own, tried again at the next update where it did not load.
  const drawn = new Map();
  const drawMore = async (name, items) => {
    if (!drawn.has(name)) drawn.set(name, MORE[name]().then(({ view }) => view(spec, paged)));
    try {
      const more = await drawn.get(name);
      if (!more.el.parentNode) desk.append(more.el);
      more.update(items);
    } catch (why) {
      console.warn(`The script of ${name} did not load.`, why);
      drawn.delete(name);
    }
  };
  return parts;
}

/** Return a number of those who answer: "1 person", "24 people", "1 group", "3 pairs". */
export function counted(n, by) {
  const several = by === "person" ? "people" : `${by}s`;
  return `${n} ${n === 1 ? by : several}`;
}

/** Return how many answered, of those who could: "12 of 24 answered", "3 of 5 groups answered". */
export const answeredText = (n, of, by) => `${n} of ${by === "person" ? of : counted(of, by)} answered`;

/** Return how many answered, and how many of them had no device. */
function countText({ by = "person" }, { n, of, entered }) {
  const whole = answeredText(n, of, by);
  if (!entered) return whole;
  if (entered === 1) return `${whole}. One of these was entered for ${by === "person" ? "somebody" : `a ${by}`} without a device.`;
  return `${whole}. ${entered} of these were entered for ${by === "person" ? "people" : `${by}s`} without a device.`;
}

/** Return a wall of texts, eight at a time: {el, stop, update}. */
function wallView(spec) {
  const sorts = spec.options?.sorts ?? {};
  const order = Object.keys(sorts);
  const note = (row) =>
    h(
      "li",
      { class: "note-card", "data-sort": row.sort ? String(order.indexOf(row.sort) + 1) : undefined },
      row.sort ? h("span", { class: "sort" }, sorts[row.sort]) : null,
      row.title ? h("p", { class: "title" }, row.title) : null,
      row.url ? h("p", {}, link(row)) : h("p", {}, row.text),
      row.note ? h("p", { class: "by" }, row.note) : null,
      row.name ? h("p", { class: "by" }, row.name) : null,
    );
  const inEights = (rows) => rows.flatMap((_, i) => (i % A_PAGE ? [] : [rows.slice(i, i + A_PAGE)]));
  return paged(h("ul", { class: "wall" }), inEights, note);
}

/** Return `list` with a page of its items at a time: {el, stop, update(items)}; `inPages` parts items into pages. */
function paged(list, inPages, draw) {
  const where = h("span", { class: "quiet" });
  const back = h("button", { type: "button", onclick: () => turn(-1) }, "Back");
  const more = h("button", { type: "button", onclick: () => turn(1) }, "More");
  const pager = h("div", { class: "pager" }, back, where, more);
  const el = h("div", {}, list, pager);
  let pages = [[]];
  let page = 0;
  let drawn = "";
  let paper = false; // on paper nobody can press “More”
  const print = (on) => () => {
    paper = on;
    show();
  };
  const [begin, end] = [print(true), print(false)];
  addEventListener("beforeprint", begin);
  addEventListener("afterprint", end);
  const turn = (by) => {
    page += by;
    show();
  };
  const show = () => {
    if (onWall()) return spread();
    page = Math.min(Math.max(0, page), pages.length - 1);
    const shown = paper ? pages.flat() : pages[page];
    const text = JSON.stringify([paper, shown]);
    if (text !== drawn) list.replaceChildren(...shown.map((item) => draw(item, paper)));
    drawn = text;
    const at = document.activeElement;
    where.textContent = `${page + 1} of ${pages.length}`;
    back.disabled = page === 0;
    more.disabled = page === pages.length - 1;
    pager.hidden = paper || pages.length === 1;
    if (pager.contains(at) && at.disabled) (at === back ? more : back).focus();
  };
  // The room's screen turns its own pages: here each page is a list.
  const spread = () => {
    const text = JSON.stringify(pages);
    if (text === drawn) return;
    drawn = text;
    const lists = pages.map((items) => {
      const one = list.cloneNode(false);
      one.append(...items.map((item) => draw(item, false)));
      return one;
    });
    el.replaceChildren(...lists);
  };
  return {
    el,
    stop() {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    },
    update(items) {
      pages = items.length ? inPages(items) : [[]];
      el.hidden = !items.length;
      show();
    },
  };
}
