// Draws one figure of plckit.charts and keeps it up to date: picture, words and table from the same rows.
//
//   const drawn = drawChart(el, {vega: loadVega(model), figure, rows, words, table});
//   drawn.update({rows, words, table});
//   drawn.stop();
//
// `drawn.ready` is the promise of Vega's view (null where there is none); `drawn.fit()` takes the frame's width again,
// and ends when that is drawn.
//
// Fits `default-src 'self'; script-src 'self'; style-src 'self'`: no eval, no innerHTML, no style attributes.

const NO_PICTURE = "The picture could not be drawn. The table has the same numbers.";
const ONCE = Symbol.for("plckit.charts.vega");

/** The promise of the Vega module, one a page however many charts ask. */
export function loadVega(model) {
  globalThis[ONCE] ??= fetchVega(model).catch((why) => {
    delete globalThis[ONCE]; // the next chart tries again
    throw why;
  });
  return globalThis[ONCE];
}

async function fetchVega(model) {
  if (/^https?:/.test(import.meta.url)) return import(new URL("./vega.js", import.meta.url).href);
  // In JupyterLab this module came as a blob: URL, which has no neighbours: the kernel sends the bundle.
  const bundle = await asked(model);
  const url = URL.createObjectURL(new Blob([bundle], {type: "text/javascript"}));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function asked(model) {
  return new Promise((resolve) => {
    const answer = (message, buffers) => {
      if (message?.type !== "vega" || !buffers?.length) return;
      model.off("msg:custom", answer);
      resolve(buffers[0]);
    };
    model.on("msg:custom", answer);
    model.send({type: "vega"});
  });
}

/** Draws the figure into `el`; returns `update` for new rows, words and table, and `stop`, which cleans up. */
export function drawChart(el, {vega, figure, rows, words, table}) {
  const parts = frame(el, figure);
  let view = null;
  let stopped = false;
  const watchers = [];

  function tell(said, columns) {
    const [first, ...lines] = (said ?? "").split("\n");
    parts.caption.textContent = first;
    parts.picture.setAttribute("aria-label", [figure.description, first].filter(Boolean).join(" "));
    parts.list.replaceChildren(...lines.map((line) => made("li", "", line)));
    parts.inWords.hidden = lines.length === 0;
    fillTable(parts.table, columns);
  }

  async function fit() {
    const width = widthOf(parts.picture);
    if (view && width) await view.width(width).runAsync();
  }

  function drawn(module) {
    if (stopped) return null;
    const spec = {...figure.vega, width: widthOf(parts.picture)};
    const runtime = module.parse(spec, {}, {ast: true});
    view = new module.View(runtime, {
      expr: module.expressionInterpreter,
      renderer: "svg",
      container: parts.stage,
      hover: false,
    });
    paint(view, parts.probe);
    view.data("rows", rows).run();
    const sizes = new ResizeObserver(fit);
    sizes.observe(parts.picture);
    watchers.push(() => sizes.disconnect(), onNewColours(() => paint(view, parts.probe) && view.run()));
    return view;
  }

  tell(words, table);
  const ready = vega.then(drawn).catch((why) => {
    if (stopped) return null;
    console.warn("The chart could not be drawn.", why);
    parts.caption.textContent = `${NO_PICTURE} ${parts.caption.textContent}`;
    parts.picture.hidden = true;
    parts.inTable.open = true;
    return null;
  });

  return {
    ready,
    fit,
    update(next) {
      rows = next.rows;
      tell(next.words, next.table);
      if (view) view.data("rows", rows).run(); // Vega mends the drawn SVG: nothing is taken away first
    },
    stop() {
      stopped = true;
      watchers.forEach((end) => end());
      view?.finalize();
      parts.figure.remove();
    },
  };
}

/** The empty frame: picture, caption, the words and the table, both folded away. */
function frame(el, figure) {
  const parts = {
    figure: made("figure", "plckit-chart"),
    picture: made("div", "plckit-chart-picture"),
    stage: made("div", ""), // Vega gives its container a role of its own, so the image is the element around it
    probe: made("span", "plckit-chart-probe"),
    caption: made("figcaption", "plckit-chart-caption"),
    inWords: made("details", "plckit-chart-more"),
    list: made("ul", ""),
    inTable: made("details", "plckit-chart-more"),
    table: made("table", ""),
  };
  parts.picture.setAttribute("role", "img");
  parts.picture.setAttribute("aria-label", figure.description ?? "");
  parts.stage.setAttribute("aria-hidden", "true"); // the picture is one image with a name; its marks have none
  parts.picture.append(parts.stage);
  parts.probe.hidden = true;
  const scroller = made("div", "plckit-chart-scroll");
  scroller.append(parts.table);
  parts.inWords.append(made("summary", "", "Show in words"), parts.list);
  parts.inTable.append(made("summary", "", "Show as a table"), scroller);
  parts.figure.append(parts.picture, parts.caption, parts.inWords, parts.inTable, parts.probe);
  el.append(parts.figure);
  return parts;
}

function fillTable(node, table) {
  const {columns = [], rows = []} = table ?? {};
  const head = made("tr", "");
  head.append(...columns.map((name) => scoped(made("th", "", name), "col")));
  const body = rows.map((cells) => {
    const line = made("tr", "");
    line.append(...cells.map((cell, i) => (i ? made("td", "", cell) : scoped(made("th", "", cell), "row"))));
    return line;
  });
  const [top, rest] = [made("thead", ""), made("tbody", "")];
  top.append(head);
  rest.append(...body);
  node.replaceChildren(top, rest);
}

/** Sets the figure's colour signals from the page's custom properties; true when one of them changed. */
function paint(view, probe) {
  const signals = {
    ink: "var(--ink, currentColor)",
    paper: "var(--paper, Canvas)",
    accent: "var(--accent, currentColor)",
  };
  let changed = false;
  for (const [name, wanted] of Object.entries(signals)) {
    // The probe resolves what a custom property may hold: another property, light-dark(), color-mix().
    probe.style.color = wanted;
    const colour = getComputedStyle(probe).color;
    if (colour === view.signal(name)) continue;
    view.signal(name, colour);
    changed = true;
  }
  return changed;
}

/** Calls back when the system turns dark or light, or the page's root changes its class or theme. */
function onNewColours(callback) {
  const media = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query)); // paper is never dark
  media.forEach((one) => one.addEventListener("change", callback));
  const root = new MutationObserver(callback);
  for (const node of [document.documentElement, document.body]) {
    root.observe(node, {attributes: true, attributeFilter: ["class", "data-theme", "data-jp-theme-light"]});
  }
  return () => {
    media.forEach((one) => one.removeEventListener("change", callback));
    root.disconnect();
  };
}

/** The width to draw in; a projector's page sets --chart-scale, so that the whole picture grows. */
function widthOf(node) {
  const scale = Number(getComputedStyle(node).getPropertyValue("--chart-scale")) || 1;
  return Math.floor(node.getBoundingClientRect().width / scale);
}

function made(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

function scoped(node, scope) {
  node.setAttribute("scope", scope);
  return node;
}
