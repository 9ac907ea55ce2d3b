// One chart in a notebook: its title and count where it has them, then the chart itself.

import { drawChart, loadVega } from "../charts/chart.js";
import { h } from "../activities/dom.js";

function render({ model, el }) {
  const title = h("h3", { class: "prompt" });
  const count = h("p", { class: "count" });
  const place = h("div", { class: "chart" });
  const section = h("section", { class: "activity chart-alone" }, title, count, place);
  el.append(section);
  const said = () => ({ rows: model.get("rows"), words: model.get("words"), table: model.get("table") });
  const drawn = drawChart(place, { vega: loadVega(model), figure: model.get("figure"), ...said() });
  const show = () => {
    title.textContent = model.get("title");
    title.hidden = !title.textContent;
    count.textContent = model.get("count");
    count.hidden = !count.textContent;
  };
  const update = () => {
    show();
    drawn.update(said());
  };
  const events = ["rows", "words", "table", "title", "count"].map((name) => `change:${name}`);
  events.forEach((event) => model.on(event, update));
  show();
  return () => {
    events.forEach((event) => model.off(event, update));
    drawn.stop();
    section.remove();
  };
}

export default { render };
