// One line of text; the box grows, so that on a phone too everything written can be read.

import { textView } from "../text.js";

export default textView({ rows: "1" });
