// An artefact as a card: its title, its day, and a part for each field.

import { freshId, h } from "./dom.js";

const day = (iso) => new Date(`${iso}T12:00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** Return the view of a card: an activity without an answer; `also(model)` may add something below it. */
export function cardView(also = () => null) {
  return {
    render({ model, el }) {
      const spec = model.get("spec");
      const id = freshId(spec.key);
      const place = h("div", { class: "artefact", role: "group", "aria-labelledby": id });
      const article = h(
        "article",
        { class: "activity", "data-key": spec.key, "data-kind": spec.kind },
        h("h2", { class: "prompt", id }, spec.prompt),
        spec.hint ? h("p", { class: "hint" }, spec.hint) : null,
        place,
        also(model),
      );
      let drawn = "";
      const draw = () => {
        article.dataset.phase = model.get("phase");
        const { card, missing } = model.get("group") ?? {};
        const says = JSON.stringify([card, missing]);
        if (says === drawn) return;
        drawn = says;
        place.replaceChildren(...(card ? parts(card) : [h("p", { class: "note" }, missing ?? "")]));
      };
      model.on("change:group", draw);
      model.on("change:phase", draw);
      el.append(article);
      draw();
      return () => {
        model.off("change:group", draw);
        model.off("change:phase", draw);
        article.remove();
      };
    },
  };
}

function parts({ title, day: kept, version, synthetic, fields, judged, history }) {
  const about = [`Kept on ${day(kept)}`, version > 1 ? `version ${version}` : "", synthetic ? "SYNTHETIC data" : ""];
  return [
    h("p", { class: "artefact-about" }, h("b", {}, title), ` · ${about.filter(Boolean).join(" · ")}`),
    judged ? h("p", { class: "artefact-judged" }, judged.said) : null,
    h("dl", { class: "artefact-fields" }, fields.map((field) => h("div", {}, h("dt", {}, field.title), h("dd", {}, value(field))))),
    history ? h("details", { class: "artefact-history" }, h("summary", {}, "What was changed when"), h("ul", {}, history.map((text) => h("li", {}, text)))) : null,
  ].filter(Boolean);
}

function value({ form, columns, value: held }) {
  if (form === "text") return h("p", { dir: "auto" }, held);
  if (form === "texts") return h("ul", {}, held.map((text) => h("li", { dir: "auto" }, text)));
  if (form === "record") return held.said.split("\n").map((line) => h("p", { dir: "auto" }, line));
  return held.map((row) =>
    h(
      "dl",
      { class: "artefact-row" },
      Object.entries(columns)
        .filter(([key]) => row[key])
        .map(([key, name]) => h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, row[key]))),
    ),
  );
}
