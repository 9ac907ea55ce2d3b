// Personal links of an enquiry: whoever leads can end all of them at once.

import { h } from "../../../activities/dom.js";

/** Return the tool; null for every other kind. */
export function linksTool({ spec, request }) {
  if (spec.options.enquiry !== "link") return null;
  const says = h("p", { class: "quiet", role: "status" });
  const end = h("button", { type: "button", class: "small" }, "End all links of this enquiry");
  const row = h("div", { class: "row" }, end);
  end.onclick = async () => {
    const { type, value } = await request({ type: "end links" }, row);
    if (type === "done") says.textContent = `${value ?? 0} ended. Whoever needs one makes another here.`;
  };
  return h("div", {}, row, says);
}
