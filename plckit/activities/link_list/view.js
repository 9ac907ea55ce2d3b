// Links with a few words each: an address, what it is, Add.

import { activity } from "../activity.js";
import { cards } from "../cards.js";
import { h } from "../dom.js";

export default activity((tools) => {
  const { id, spec } = tools;
  const address = (more) =>
    h("input", { type: "url", inputmode: "url", autocomplete: "off", spellcheck: false, autocapitalize: "off", ...more });
  const about = (more) => h("input", { type: "text", autocomplete: "off", maxlength: "140", ...more });
  const link = (url, text) => (url.value.trim() || text.value.trim() ? { url: url.value, text: text.value } : null);
  const url = address({ id: `${id}-url`, placeholder: "https://" });
  const text = about({ id: `${id}-text` });
  const draft = {
    el: h(
      "div",
      { class: "draft" },
      h("label", { for: url.id }, "Link"),
      url,
      h("label", { for: text.id }, "What it is"),
      text,
    ),
    value: () => link(url, text),
    clear: () => (url.value = text.value = ""),
    focus: () => url.focus(),
  };
  const card = (_value, changed) => {
    const [to, what] = [address({ oninput: changed }), about({ oninput: changed, "aria-label": "What it is" })];
    return {
      el: h("div", {}, what, to),
      box: to,
      value: () => link(to, what),
      name: () => what.value || to.value,
      take: (value) => ([to.value, what.value] = [value.url, value.text]),
    };
  };
  return cards({ ...tools, most: spec.options.most, noun: "link", draft, card });
});
