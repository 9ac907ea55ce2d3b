// A day.

import { activity } from "../activity.js";
import { dayBox } from "../days.js";

export default activity(({ id, put, busy, say }) => {
  const { el, box, take } = dayBox({
    "aria-labelledby": `${id}-prompt`,
    "aria-describedby": `${id}-sees`,
    busy: () => busy("answer"),
    changed: (value) => put("answer", value),
    say,
  });
  return { el, box, show: (mine) => take(mine.answer ?? null) };
});
