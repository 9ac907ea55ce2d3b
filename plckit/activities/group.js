// What the group makes of an activity: hidden with its reason, a chart, or a wall of texts eight at a time.

import { h } from "./dom.js";

const A_PAGE = 8;

/** Return the group's view of a model: {el, stop}. */
export function groupView(model) {
  const el = h("section", { class: "group", "aria-label": "What the group said" });
  let parts = null;
  const clear = () => {
    parts?.chart?.stop();
    parts = null;
    el.replaceChildren();
  };
  const draw = () => {
    const group = model.get("group") ?? {};
    const revealed = model.get("phase") === "revealed";
    if (!group.n) {
      clear();
      const wanted = revealed;
      if (wanted) el.append(h("p", { class: "note hidden-note" }, group.hidden ?? "Nobody has answered this."));
      el.hidden = !wanted;
      return;
    }
    el.hidden = false;
    if (!parts) parts = begin(model, el);
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
  const caution = h("p", { class: "note" });
  const place = h("div", { class: "chart" });
  const wall = wallView(spec);
  el.append(h("h3", {}, "What the group said"), count, place, wall.el, caution);
  const parts = {
    chart: null,
    update(group) {
      count.textContent = `${group.n} of ${group.of} answered`;
      caution.textContent = group.caution ?? "";
      caution.hidden = !group.caution;
      wall.update(group.wall ?? []);
      place.hidden = !group.rows;
      if (group.rows && spec.figure) drawLater(group);
    },
  };
  let wanted = null;
  let loading = false;
  const drawLater = async (group) => {
    wanted = group;
    if (parts.chart) return parts.chart.update(wanted);
    if (loading) return;
    loading = true;
    try {
      const { drawChart, loadVega } = await import("../charts/chart.js");
      if (!el.contains(place)) return;
      place.replaceChildren();
      parts.chart = drawChart(place, { vega: loadVega(model), figure: spec.figure, ...wanted });
    } catch (why) {
      console.warn("The chart's script did not load.", why); // the next update tries again
      place.replaceChildren(...(wanted.words ?? "").split("\n").map((words) => h("p", {}, words)));
    } finally {
      loading = false;
    }
  };
  return parts;
}

/** Return a wall of texts, eight at a time: {el, update}. */
function wallView(spec) {
  const list = h("ul", { class: "wall" });
  const where = h("span", { class: "quiet" });
  const back = h("button", { type: "button", onclick: () => turn(-1) }, "Back");
  const more = h("button", { type: "button", onclick: () => turn(1) }, "More");
  const pager = h("div", { class: "pager" }, back, where, more);
  const el = h("div", {}, list, pager);
  const sorts = spec.options?.sorts ?? {};
  const order = Object.keys(sorts);
  let rows = [];
  let page = 0;
  let drawn = "[]";
  const pages = () => Math.max(1, Math.ceil(rows.length / A_PAGE));
  const turn = (by) => {
    page += by;
    draw();
  };
  const draw = () => {
    page = Math.min(Math.max(0, page), pages() - 1);
    const shown = rows.slice(page * A_PAGE, (page + 1) * A_PAGE);
    const text = JSON.stringify(shown);
    if (text !== drawn) list.replaceChildren(...shown.map(note));
    drawn = text;
    const at = document.activeElement;
    where.textContent = `${page + 1} of ${pages()}`;
    back.disabled = page === 0;
    more.disabled = page === pages() - 1;
    pager.hidden = pages() === 1;
    if (pager.contains(at) && at.disabled) (at === back ? more : back).focus();
  };
  const note = (row) =>
    h(
      "li",
      { class: "note-card", "data-sort": row.sort ? String(order.indexOf(row.sort) + 1) : undefined },
      row.sort ? h("span", { class: "sort" }, sorts[row.sort]) : null,
      h("p", {}, row.text),
      row.name ? h("p", { class: "by" }, row.name) : null,
    );
  return {
    el,
    update(next) {
      rows = next;
      el.hidden = !rows.length;
      draw();
    },
  };
}
