// A figure of plckit.charts on the room's screen: what is too tall for one page becomes several figures.
//
// Statements that stand one under the other (plckit/charts/layout.py) are parted between statements, every page
// with the legend and the same scale; so are strips, which come with their rows (plckit/charts/strips.py); another
// chart is drawn lower where it has the signal "room" (plckit/charts/theme.py), or else smaller until it fits. The
// screen that turns the pages sends the event "fit" with {first, whole, until}: the pixels left on the page where the
// figure begins, those of a page, and what to call with the promise that ends when it fits. "plckit-drawn" tells that
// screen that there is something new to fit.

import { drawChart } from "./chart.js";

const SMALLEST = 1; // never smaller than on a phone
const TRIES = 6;
const SHARED = 0.6; // the part of a page that is enough for a picture that is made lower
const FRAME = 8; // above and below the picture, as theme.py pads it
const ANY = 10_000;

/** Draw the figure into `el`, as drawChart does; return `update` and `stop`. */
export function drawPages(el, { vega, figure, rows, words, table }) {
  const box = document.createElement("div");
  el.append(box);
  const whole = drawChart(box, { vega, figure, rows, words, table });
  const fixed = statements(figure);
  const flexible = figure.vega.signals?.some(({ name }) => name === "room");
  let view = null;
  let parts = []; // the pages: {keys, el, drawn}; none while the figure fits one
  let scales = "";
  let fitted = ""; // what was so when the figure was last fitted
  let begins = ""; // "column" where the figure has a page of its own

  const clear = () => {
    for (const part of parts) {
      part.drawn.stop();
      part.el.remove();
    }
    parts = [];
    box.hidden = false;
  };
  const draw = async (pages) => {
    clear();
    if (pages.length < 2) return;
    box.hidden = true;
    const domains = domainsOf(view, figure);
    scales = JSON.stringify(domains);
    parts = pages.map((keys, i) => {
      const part = document.createElement("div");
      el.append(part);
      const given = { rows: only(rows, keys), words, table };
      const drawn = drawChart(part, { vega, figure: fixed ? sliced(figure, fixed, keys, domains) : figure, ...given });
      if (i < pages.length - 1) part.querySelector("figcaption").hidden = true; // once is enough
      return { keys, el: part, drawn };
    });
    await Promise.all(parts.map(({ drawn }) => drawn.ready));
  };
  const tell = () => el.dispatchEvent(new CustomEvent("plckit-drawn", { bubbles: true }));

  const height = () => svgOf(box) + captionOf(box);
  const fit = async (first, page) => {
    if (!view || !el.offsetParent) return;
    const now = () => JSON.stringify([first, page, el.offsetWidth, scaleOf(el.parentElement), rows.length, view.height()]);
    if (now() !== fitted) {
      begins = "";
      el.style.removeProperty("--chart-scale");
      box.hidden = false;
      if (flexible) view.signal("room", ANY);
      await whole.fit();
      await place(first, page);
      fitted = now();
    }
    el.style.breakBefore = begins;
  };
  /** Give the figure its pages, or the room that there is: it stays whole where one page can hold it. */
  const place = async (first, page) => {
    clear();
    const scale = scaleOf(el);
    const lower = (to) => view.signal("room", Math.floor((to - captionOf(box)) / scale) - FRAME).runAsync();
    if (flexible && first >= SHARED * page && height() > first) await lower(first);
    if (height() <= first) return;
    if (flexible) await lower(page);
    const lines = fixed ?? strips(rows);
    const tall = height(); // not the height of the box, which may go on in the next column
    const alone = rows.length === 1 && rows[0].row === null;
    if (tall > page && lines && !alone) return draw(parted(view, lines, { tall, first, page, scale, svg: svgOf(box) }));
    begins = "column";
    // A smaller picture is a wider one, and may break its lines elsewhere: the largest that fits is searched for.
    const size = (to) => {
      el.style.setProperty("--chart-scale", String(to));
      return whole.fit();
    };
    if (height() <= page) return;
    let [fits, tooTall] = [SMALLEST, scale];
    for (let tries = 0; tries < TRIES; tries += 1) {
      const middle = (fits + tooTall) / 2;
      await size(middle);
      if (height() <= page) fits = middle;
      else tooTall = middle;
    }
    await size(fits);
  };
  const asked = ({ detail: { first, whole: page, until } }) => until(fit(first, page));
  el.addEventListener("fit", asked);
  whole.ready.then((made) => {
    view = made;
    tell();
  });

  return {
    update(next) {
      ({ rows, words, table } = next);
      whole.update(next);
      if (parts.length && fixed && JSON.stringify(domainsOf(view, figure)) === scales) {
        for (const { keys, drawn } of parts) drawn.update({ rows: only(rows, keys), words, table });
      } else if (parts.length) {
        fitted = "";
      }
      tell();
    },
    stop() {
      el.removeEventListener("fit", asked);
      clear();
      whole.stop();
      box.remove();
    },
  };
}

const only = (rows, keys) => (strips(rows) ? stripsOf(rows, keys) : rows.filter(({ row }) => keys.includes(row)));
const svgOf = (box) => box.querySelector("svg").getBoundingClientRect().height;
const captionOf = (box) => {
  const caption = box.querySelector("figcaption");
  return caption.offsetHeight + parseFloat(getComputedStyle(caption).marginTop);
};
const scaleOf = (el) => Number(getComputedStyle(el).getPropertyValue("--chart-scale")) || 1;
const HEIGHT = /\(width < (\d+) \? (\d+) : (\d+)\) - (\d+) \* lift/; // as theme.py writes it

/** Return where the figure's statements stand, {from, narrow, wide, places}; null for a chart without statements. */
function statements({ vega }) {
  const found = HEIGHT.exec(vega.signals?.find(({ name }) => name === "height")?.update ?? "");
  const places = vega.data.find(({ values }) => values?.[0] && "text_narrow" in values[0])?.values;
  if (!found || !(places?.length > 1)) return null;
  const [from, narrow, wide] = found.slice(1).map(Number);
  return { from, narrow, wide, places };
}

/** Return the figure with room for those of its statements alone. */
export const cut = (figure, keys) => sliced(figure, statements(figure), keys, {});

/** Return where the strips stand that came with the rows, as `statements` does; null for rows without. */
function strips(rows) {
  const found = rows.filter(({ part }) => part === "strip");
  if (found.length < 2) return null;
  const places = found.map(({ row, y_narrow, y_wide }) => ({ row, text_narrow: y_narrow, text_wide: y_wide }));
  const { y_narrow: narrow, y_wide: wide, wide_from: from } = rows.at(-1);
  return { from, narrow, wide, places };
}

/** Return those strips' rows, moved up, below what stands above all strips; what stands below is on the last page. */
function stripsOf(rows, keys) {
  const all = rows.filter(({ part }) => part === "strip");
  const [kept, begin] = [all.filter(({ row }) => keys.includes(row)), rows.indexOf(all[0])];
  const [first, last] = [kept[0], kept.at(-1)];
  const whole = last === all.at(-1);
  const end = { ...rows.at(-1), row: last.row };
  for (const size of ["narrow", "wide"]) end[`y_${size}`] = last[`y_${size}`] + last[`high_${size}`];
  const move = (row) => {
    const moved = { ...row };
    for (const y of ["y_narrow", "y_wide"]) if (row[y] != null) moved[y] = row[y] - first[y] + all[0][y];
    return moved;
  };
  const below = rows.slice(begin).filter(({ row }) => (row ? keys.includes(row) : whole));
  return [...rows.slice(0, begin), ...below.map(move), ...(whole ? [] : [move(end)])];
}

/** Return what every scale of the whole figure reaches over, by name: pages must agree. */
function domainsOf(view, { vega }) {
  const loose = (vega.scales ?? []).filter(({ domain }) => !Array.isArray(domain));
  return Object.fromEntries(loose.map(({ name }) => [name, view.scale(name).domain()]));
}

/** Return which statements go on which page, [[key, …], …]; `tall` is the whole figure's height on the screen. */
function parted(view, { from, narrow, wide, places }, { tall, first, page, scale, svg }) {
  const [kind, end] = view.width() < from ? ["narrow", narrow] : ["wide", wide];
  const tops = [...places.map((place) => place[`text_${kind}`]), end];
  const lift = (end - view.height()) / places.length;
  const head = svg / scale - view.height() + tops[0]; // the legend, and what stands above the first statement
  const pages = [[]];
  let room = first / scale - head;
  places.forEach(({ row }, i) => {
    const height = tops[i + 1] - tops[i] - lift;
    if (height > room && (pages.at(-1).length || pages.length === 1)) {
      pages.push([]);
      room = page / scale - head;
    }
    room -= height;
    pages.at(-1).push(row);
  });
  const last = pages.at(-1);
  if (tall - svg > room * scale && last.length > 1) pages.push([last.pop()]); // below the last comes the caption
  return pages.filter((keys) => keys.length);
}

/** Return the figure with those statements alone, moved up, and with scales that reach as far as the whole one's. */
function sliced(figure, { from, narrow, wide, places }, keys, domains) {
  const vega = structuredClone(figure.vega);
  const kept = places.filter(({ row }) => keys.includes(row));
  const next = places[places.indexOf(kept.at(-1)) + 1];
  const above = (kind) => kept[0][`text_${kind}`] - places[0][`text_${kind}`];
  const height = (kind, end) => (next ? next[`text_${kind}`] : end) - above(kind);
  const signal = vega.signals.find(({ name }) => name === "height");
  const heights = `(width < ${from} ? ${height("narrow", narrow)} : ${height("wide", wide)})`;
  signal.update = signal.update.replace(HEIGHT, `${heights} - ${kept.length} * lift`);
  for (const data of vega.data) {
    if (!data.values?.[0] || !("text_narrow" in data.values[0])) continue;
    data.values = kept.map((place, i) => {
      const moved = { ...place, place: i };
      for (const kind of ["narrow", "wide"]) for (const part of ["text", "band"]) moved[`${part}_${kind}`] -= above(kind);
      return moved;
    });
  }
  for (const scale of vega.scales ?? []) if (scale.name in domains) scale.domain = domains[scale.name];
  return { ...figure, vega };
}
