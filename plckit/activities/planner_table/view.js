// A table to fill in: words and days.

import { activity } from "../activity.js";
import { rowsView } from "../rows.js";

export default activity(rowsView());
