// Given cards, given columns: which card belongs where.

import { activity } from "../activity.js";
import { board, merged } from "../board.js";
import { h } from "../dom.js";

export default activity(({ spec, put, busy }) => {
  const { rows, columns } = spec.options;
  const cards = Object.entries(rows).map(([id, text]) => ({ id, text }));
  let now = {}; // card -> column
  const move = (card, column) => {
    now = { ...now, [card]: column || null };
    own.draw(cards, now);
    put(card, now[card]);
  };
  const own = board({ loose: "Not sorted yet", noun: "card", move });
  for (const [key, title] of Object.entries(columns)) own.place(key, () => title, h("h3", { dir: "auto" }, title));
  return {
    el: own.el,
    show(mine) {
      now = merged(now, mine, busy);
      own.draw(cards, now);
    },
    leave: own.putDown,
  };
});
