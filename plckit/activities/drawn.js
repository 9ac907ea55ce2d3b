// A figure with its rows, drawn once the chart's script has come; without it the words stand there.

import { h } from "./dom.js";

/**
 * Return {update({rows, words, table, lines}), stop()}; `onPick(id)` hears which mark was pressed. Where there are
 * `lines`, the figure has room for those of its statements alone.
 */
export function drawnChart(model, place, onPick) {
  const { figure } = model.get("spec");
  let chart = null;
  let wanted = null;
  let lines = "";
  let loading = false;
  let stopped = false;
  const update = async (given) => {
    wanted = given;
    if (chart && lines === String(wanted.lines)) return chart.update(wanted);
    if (loading) return;
    loading = true;
    try {
      const { loadVega, drawChart } = await import("../charts/chart.js");
      const { drawPages, cut } = onWall() || wanted.lines ? await import("../charts/pages.js") : {};
      if (stopped) return;
      const draw = onWall() ? drawPages : drawChart;
      chart?.stop();
      place.replaceChildren();
      lines = String(wanted.lines);
      chart = draw(place, { vega: loadVega(model), figure: wanted.lines ? cut(figure, wanted.lines) : figure, ...wanted });
      if (onPick) chart.ready?.then((view) => view?.addEventListener("click", (_, item) => item?.datum?.id && onPick(item.datum.id)));
    } catch (why) {
      console.warn("The chart's script did not load.", why); // the next update tries again
      if (!stopped) place.replaceChildren(...(wanted.words ?? "").split("\n").map((words) => h("p", {}, words)));
    } finally {
      loading = false;
    }
  };
  const stop = () => {
    stopped = true;
    chart?.stop();
  };
  return { update, stop };
}

/** Return whether this is the room's screen, which parts everything into pages by itself. */
export const onWall = () => document.body.classList.contains("projector");
