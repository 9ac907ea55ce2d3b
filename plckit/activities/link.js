// A link that opens beside the workbook.

import { h } from "./dom.js";

/** Return a link, or plain text; the server keeps web addresses only, and that is said again here. */
export function link({ url, text }) {
  if (!/^https?:\/\//.test(url)) return text;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}
