// What may stand in a review: the least of what each kind's `parse` would ask on a server, which this never reaches.

const ENTRY = /^[a-z0-9][\w.-]{0,99}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const HARD = 4; // a text may be this many times as long as the writer is asked to stay within
const WEB = /^https?:\/\/[^\s"'<>\\@]+\.[^\s"'<>\\@]+$/i;
const NOT_A_LINK = "That is not a link to a web page. Copy the address from your browser; it begins with https://";

class Refused extends Error {}

const refuse = (sentence) => {
  throw new Refused(sentence);
};

function text(value, limit) {
  if (value === null) return null;
  if (typeof value !== "string") refuse("Only words can be kept here.");
  if (value.length > HARD * limit) refuse(`That is ${value.length} characters, and ${HARD * limit} is the most. Please shorten it.`);
  return value.trim() ? value : null;
}

const day = (value) => (value === null || (typeof value === "string" && DAY.test(value)) ? value : refuse("That is not a day."));

const one = (value, choices) => (value === null || Object.hasOwn(choices, value) ? value : refuse("That choice is not in this workbook."));

function address(value) {
  const given = text(value, 125)?.trim();
  if (!given) return null;
  const full = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(given) ? given : `https://${given}`;
  return WEB.test(full) ? full : refuse(NOT_A_LINK);
}

/** Return an object with `names` only, each a text or null. */
function record(value, names) {
  const is = typeof value === "object" && !Array.isArray(value) && Object.keys(value).every((name) => names.includes(name));
  return is ? value : refuse("That cannot be kept here.");
}

/** Return the value of one cell of a table; `entry` is “<row>.<column>”. */
function cell({ columns, dates, limit, rows, add, types, links = [] }, entry, value) {
  const [row, column] = entry.split(".");
  if (!Object.hasOwn(columns, column) || (!add && !Object.hasOwn(rows, row))) refuse("That cell is not in this workbook.");
  if (dates.includes(column)) return day(value);
  if (types && column === "type") return one(value, types);
  return links.includes(column) ? address(value) : text(value, limit);
}

const answer = (check) => (options, entry, value) => (entry === "answer" ? check(options, value) : refuse("That is not in this workbook."));
const line = (options, entry, value) =>
  Object.hasOwn(options.rows, entry) ? one(value, { ...options.levels, not_sure: "" }) : refuse("That line is not in this workbook.");
const words = answer(({ limit }, value) => text(value, limit));
const pick = answer(({ choices }, value) => one(value, choices));

const CHECKS = {
  short_text: words,
  long_text: words,
  choice: pick,
  yes_partly_no: pick,
  date: answer((_, value) => day(value)),
  slider: answer((_, value) => (value === null || Number.isFinite(value) ? value : refuse("That is not a number."))),
  multi_select: answer(({ choices }, value) => {
    if (value === null || !Array.isArray(value)) return value === null ? null : refuse("That is not a list of choices.");
    value.forEach((key) => one(key, choices));
    return value.length ? value : null;
  }),
  checklist: line,
  likert: line,
  planner_table: cell,
  evidence_log: cell,
  link_list(_, entry, value) {
    if (value === null) return null;
    const given = record(value, ["url", "text"]);
    const [url, about] = [address(given.url ?? null), text(given.text ?? null, 140)];
    if (!url && about) refuse("Paste the link too: the address of the page, which begins with https://");
    return url && { url, text: about ?? "" };
  },
  commitment: answer(({ limit }, value) => {
    if (value === null) return null;
    const given = record(value, ["will", "by"]);
    const [will, by] = [text(given.will ?? null, limit), day(given.by ?? null)];
    return will || by ? { will: will ?? "", by } : null;
  }),
};

/** Return {value} as it is kept, null for “taken back”, or {problem}: one sentence. */
export function checked({ kind, options, reason }, entry, value) {
  try {
    if (typeof entry !== "string" || !ENTRY.test(entry)) refuse("That is not in this workbook.");
    if (entry === "reason" && reason) return { value: text(value, 140) };
    return { value: CHECKS[kind](options, entry, value) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { problem: error.message };
  }
}
