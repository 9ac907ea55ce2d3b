// A table to fill in: words, days, and choices from a list.

import { activity } from "../activity.js";
import { rowsView } from "../rows.js";
import { selectBox } from "../select.js";

export default activity((tools) => {
  const { lists = {} } = tools.spec.options;
  const cell = (key, { put, type, ...props }) =>
    key in lists ? selectBox({ ...props, choices: lists[key], none: "Choose", changed: put }) : null;
  return rowsView(cell)(tools);
});
