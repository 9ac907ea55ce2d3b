// Who writes for a pair, group or team: one device, so that the others look up and talk.
//
// The page says how it stands in the field `pen`: {who: "me" | "other" | "nobody" | "alone" | "nowhere", name}, “alone”
// for the only one of a group, “nowhere” for somebody who is in no group yet. Without it everybody writes.

import { h } from "./dom.js";

/** Return {el, mine(), show(phase)}: the line above what a group writes, and whether this device may write. */
export function penLine(model) {
  const { by } = model.get("spec");
  const words = h("p", { role: "status" });
  const take = h("button", { type: "button", onclick: () => model.send({ type: "pen", grouping: by }) });
  const el = h("div", { class: "pen" }, words, take);
  const mine = () => ["me", "alone", undefined].includes(model.get("pen")?.who);
  return {
    el,
    mine,
    show(phase) {
      const { who, name } = model.get("pen") ?? {};
      el.hidden = phase !== "open" || (mine() && who !== "me");
      el.dataset.who = who;
      take.hidden = ["me", "nowhere"].includes(who);
      take.className = who === "other" ? "small" : "primary";
      take.textContent = who === "other" ? "Let me write instead" : "I write for us";
      if (who === "other") words.textContent = `Talk. ${name} writes for your ${by}.`;
      else if (who === "me") words.textContent = `You write for your ${by}.`;
      else if (who === "nobody") words.textContent = "Talk together. One of you writes for all.";
      else words.textContent = "You can write here as soon as you have a place.";
    },
  };
}
