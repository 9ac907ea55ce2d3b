// What the group makes of an activity: hidden with its reason, a chart, or a wall of texts eight at a time.

import { h } from "./dom.js";

const A_PAGE = 8;

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
  const caution = h("p", { class: "note" });
  const place = h("div", { class: "chart" });
  const wall = wallView(spec);
  const reasons = wallView(spec);
  const why = h("div", { class: "reasons" }, h("h4", {}, spec.reason ?? ""), reasons.el, h("p", { class: "note" }));
  el.append(h("h3", {}, "What the group said"), count, place, wall.el, why, caution);
  const parts = {
    chart: null,
    stop() {
      parts.chart?.stop();
      wall.stop();
      reasons.stop();
    },
    update(group) {
      count.textContent = `${group.n} of ${group.of} answered`;
      caution.textContent = group.caution ?? "";
      caution.hidden = !group.caution;
      wall.update(group.wall ?? []);
      reasons.update(group.reasons ?? []);
      why.lastChild.textContent = group.fewReasons ?? "";
      why.hidden = !group.reasons?.length && !group.fewReasons;
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
  let paper = false; // on paper nobody can press “More”
  const print = (on) => () => {
    paper = on;
    draw();
  };
  const [begin, end] = [print(true), print(false)];
  addEventListener("beforeprint", begin);
  addEventListener("afterprint", end);
  const pages = () => (paper ? 1 : Math.max(1, Math.ceil(rows.length / A_PAGE)));
  const turn = (by) => {
    page += by;
    draw();
  };
  const draw = () => {
    page = Math.min(Math.max(0, page), pages() - 1);
    const shown = paper ? rows : rows.slice(page * A_PAGE, (page + 1) * A_PAGE);
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
      row.title ? h("p", { class: "title" }, row.title) : null,
      row.url ? h("p", {}, link(row)) : h("p", {}, row.text),
      row.note ? h("p", { class: "by" }, row.note) : null,
      row.name ? h("p", { class: "by" }, row.name) : null,
    );
  return {
    el,
    stop() {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    },
    update(next) {
      rows = next;
      el.hidden = !rows.length;
      draw();
    },
  };
}

/** Return a link that opens beside the workbook; the server keeps web addresses only, and says so again here. */
function link({ url, text }) {
  if (!/^https?:\/\//.test(url)) return text;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}
