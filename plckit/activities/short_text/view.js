// One line of text.

import { textView } from "../text.js";

export default textView("input", { type: "text" });
