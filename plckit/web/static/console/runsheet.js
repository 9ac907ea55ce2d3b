// Ahead or behind, and when it ends: what a run sheet says at this moment. Knows no page.

const MINUTE = 60000;

/**
 * Return how a session stands against its run sheet: {behind, finish, over, expected}, moments in ms.
 *
 * `sheet` is [{step, minutes, cut, starts}], `starts` in minutes after `anchor`; `since` is when the current `step` began
 * and `minutes` what it has, `now` is the server's clock. `behind` is in whole minutes, under nought when ahead, null
 * while nothing runs; `finish` is when the last step will end, null while that is unknown; `over` is by how many minutes
 * that is after `ends`, null without one; `expected` is when each step to come begins.
 */
export function standing({ sheet, anchor, ends, step, since, minutes, now }) {
  const start = anchor ? Date.parse(anchor) : null;
  const at = sheet.findIndex((one) => one.step === step);
  const current = sheet[at];
  if (start === null && !since) return { behind: null, finish: null, over: null, expected: {} };
  const planned = current && start !== null ? start + MINUTE * (current.starts + current.minutes) : null;
  const end = current ? Math.max(now, since + MINUTE * minutes) : start;
  const behind = planned === null ? null : Math.round((end - planned) / MINUTE);
  const { finish, expected } = rest(sheet, at, end);
  const over = ends ? Math.round((finish - Date.parse(ends)) / MINUTE) : null;
  return { behind, finish, over, expected };
}

/** Lay the steps after `at` one behind the other from `end` on; between two groupings a minute for moving. */
function rest(sheet, at, end) {
  const expected = {};
  let clock = end;
  // Before the start that is the time to join, afterwards where the step before ends in the sheet.
  let planned = at < 0 ? 0 : sheet[at].starts + sheet[at].minutes;
  let first = at < 0;
  for (const { step, minutes, cut, starts } of sheet.slice(at + 1)) {
    if (cut || !minutes) continue;
    clock += MINUTE * (first ? starts : Math.max(0, Math.min(1, starts - planned)));
    first = false;
    expected[step] = clock;
    clock += MINUTE * minutes;
    planned = starts + minutes;
  }
  return { finish: clock, expected };
}

/** Return "2 min ahead", "on time" or "3 min behind". */
export function standingText(behind) {
  if (behind === null) return "";
  if (!behind) return "on time";
  return behind < 0 ? `${-behind} min ahead` : `${behind} min behind`;
}

/** Return a moment (ms) as hours and minutes for a column of them: "8:05", without the words for the half of the day. */
export const shortClock = (at) =>
  new Intl.DateTimeFormat([], { hour: "numeric", minute: "2-digit" })
    .formatToParts(at)
    .filter(({ type }) => ["hour", "minute"].includes(type))
    .map(({ value }) => value)
    .join(":");
