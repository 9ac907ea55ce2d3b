// A paragraph.

import { textView } from "../text.js";

export default textView({ rows: "5" });
