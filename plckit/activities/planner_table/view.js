// A table to fill in: words, days, and choices from a list.

import { activity } from "../activity.js";
import { askingBox } from "../asking.js";
import { rowsView } from "../rows.js";
import { selectBox } from "../select.js";

export default activity((tools) => {
  const { lists = {}, codes = [], asks, limit } = tools.spec.options;
  const cell = (key, { put, type, ...props }) => {
    if (codes.includes(key)) return askingBox(asks, { ...props, typed: type, rest: tools.flush, limit, dir: "auto" });
    return key in lists ? selectBox({ ...props, choices: lists[key], none: "Choose", changed: put }) : null;
  };
  return rowsView(cell)(tools);
});
