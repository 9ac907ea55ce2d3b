// A log of evidence: dated rows of a type, a source, what it shows, and a link.

import { activity } from "../activity.js";
import { askingBox } from "../asking.js";
import { lineBox } from "../line.js";
import { rowsView } from "../rows.js";
import { selectBox } from "../select.js";

export default activity((tools) => {
  const { types, asks, limit } = tools.spec.options;
  const cell = (key, { put, type, ...props }) => {
    const typed = { typed: type, rest: tools.flush };
    if (key === "type") return selectBox({ ...props, choices: types, none: "Choose", changed: put });
    if (key === "link") return lineBox({ ...props, ...typed, type: "url", inputmode: "url", placeholder: "https://" });
    return key === "on" ? null : askingBox(asks, { ...props, ...typed, limit, dir: "auto" });
  };
  return rowsView(cell)(tools);
});
