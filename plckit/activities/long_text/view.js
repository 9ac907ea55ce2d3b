// A paragraph.

import { textView } from "../text.js";

export default textView("textarea", { rows: "5" });
