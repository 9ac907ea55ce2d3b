// Pick one.

import { activity } from "../activity.js";
import { h } from "../dom.js";
import { radios } from "../radio.js";

export default activity(({ spec, id, put, busy }) => {
  const { radio, set } = radios(id, (key) => put("answer", key));
  const labels = Object.entries(spec.options.choices).map(([key, label]) =>
    h("label", { class: "option" }, radio(key), h("span", {}, label)),
  );
  return {
    el: h("div", { class: "options" }, labels),
    show: (mine) => busy("answer") || set(mine.answer ?? null),
  };
});
