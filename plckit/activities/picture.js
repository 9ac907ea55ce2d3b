// The results that an activity works with, shown above the answer; or why there is nothing to see yet.

import { h } from "./dom.js";
import { drawnChart } from "./drawn.js";

/**
 * Return {el, stop, marks(), onMarks(handler), onPick(handler)}: `marks` are the parts of the picture one can point at,
 * [{id, label}]; a handler of `onPick` hears the id of the mark that was pressed.
 */
export function pictureView(model) {
  const place = h("div", { class: "chart" });
  const note = h("p", { class: "note", role: "status" });
  const el = h("section", { class: "picture", "aria-label": "The results" }, note, place);
  const [marked, picked] = [[], []];
  const chart = drawnChart(model, place, (id) => marks.some((mark) => mark.id === id) && picked.forEach((handler) => handler(id)));
  let marks = [];
  let drawn = "";
  const draw = () => {
    const { picture } = model.get("group") ?? {};
    const says = JSON.stringify(picture ?? null);
    if (says === drawn) return;
    drawn = says;
    el.hidden = !picture;
    note.textContent = picture?.wait ?? "";
    note.hidden = !note.textContent;
    place.hidden = !picture?.rows;
    if (picture?.rows) chart.update(picture);
    marks = picture?.marks ?? [];
    for (const handler of marked) handler(marks);
  };
  model.on("change:group", draw);
  draw();
  return {
    el,
    marks: () => marks,
    onMarks: (handler) => marked.push(handler),
    onPick: (handler) => picked.push(handler),
    stop() {
      model.off("change:group", draw);
      chart.stop();
    },
  };
}
