// What the group makes of an activity: hidden with its reason, a chart, or a wall of texts eight at a time.

import { h } from "./dom.js";

const A_PAGE = 8;

/** Return the group's view of a model: {el, stop}. */
export function groupView(model) {
  const el = h("section", { class: "group", "aria-label": "What the group said", "aria-live": "polite" });
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
  const count = h("p", { class: "count" });
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
  const drawLater = async (group) => {
    const first = wanted === null;
    wanted = group;
    if (parts.chart) parts.chart.update(wanted);
    else if (first) {
      const { drawChart, loadVega } = await import("../charts/chart.js");
      if (el.contains(place)) parts.chart = drawChart(place, { vega: loadVega(model), figure: spec.figure, ...wanted });
    }
  };
  return parts;
}

/** Return a wall of texts, eight at a time: {el, update}. */
function wallView(spec) {
  const list = h("ul", { class: "wall" });
  const where = h("span", { class: "quiet", role: "status" });
  const back = h("button", { type: "button", onclick: () => turn(-1) }, "Back");
  const more = h("button", { type: "button", onclick: () => turn(1) }, "More");
  const pager = h("div", { class: "pager" }, back, where, more);
  const el = h("div", {}, list, pager);
  const sorts = spec.options?.sorts ?? {};
  const order = Object.keys(sorts);
  let rows = [];
  let page = 0;
  const pages = () => Math.max(1, Math.ceil(rows.length / A_PAGE));
  const turn = (by) => {
    page += by;
    draw();
  };
  const draw = () => {
    page = Math.min(Math.max(0, page), pages() - 1);
    const shown = rows.slice(page * A_PAGE, (page + 1) * A_PAGE);
    list.replaceChildren(...shown.map(note));
    where.textContent = `${page + 1} of ${pages()}`;
    back.disabled = page === 0;
    more.disabled = page === pages() - 1;
    pager.hidden = pages() === 1;
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
