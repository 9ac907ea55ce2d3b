// A review as a file: what is written, what is read, and what of it may leave. Nothing of a file is ever run or drawn
// as markup; plckit/domain/reviews.py has the format, and reads the counts.

import { checked } from "./review_values.js";

const LARGEST = 1_000_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KNOWN = ["format", "version", "workbook", "edition", "begun", "saved", "areas", "entries"];
const LONGEST = 560; // a cell holds no more

/** Return today as year-month-day, by this device's clock. */
export function today() {
  const at = new Date();
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Return a day as everybody reads it: “15 February 2027”. */
export const inWords = (day) =>
  new Date(`${day}T12:00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** Return an empty review that begins today. */
export const fresh = () => ({ begun: today(), entries: {} });

/** Return where each area stands that was said: {area: 0–4}. */
export const areasOf = ({ statuses }, { entries }) =>
  Object.fromEntries(
    Object.entries(statuses)
      .map(([area, key]) => [area, entries[key]?.answer])
      .filter(([, status]) => status !== undefined)
      .map(([area, status]) => [area, Number(status)]),
  );

/** Return the one line that may leave: numbers and the names of areas, no words, no day, nobody's name. */
export const countsOf = (page, review) =>
  [page.file.counts, page.file.version, page.workbook, ...Object.entries(areasOf(page, review)).map((pair) => pair.join("="))].join(" ");

/** Return a review as the text of its file. */
export function packed(page, review) {
  const { format, version, edition } = page.file;
  const { begun, entries } = review;
  const areas = areasOf(page, review);
  return JSON.stringify({ format, version, workbook: page.workbook, edition, begun, saved: today(), areas, entries }, null, 1);
}

/** Return what `unpacked` makes of a file that was chosen. */
export async function readFile(page, file) {
  if (file.size > LARGEST) return { problem: "This file is too large to be a review. Nothing of it was read." };
  return unpacked(page, await file.text().catch(() => ""));
}

/** Return {review, left: whether something was left out} of a file's text, or {problem}: one sentence. */
export function unpacked(page, text) {
  let said = null;
  try {
    said = JSON.parse(text);
  } catch {
    // not a file of ours
  }
  if (!isObject(said) || said.format !== page.file.format || !isObject(said.entries)) {
    return { problem: "This is not a review file. Choose one that this page saved; its name begins with “review-”." };
  }
  if (!Number.isInteger(said.version) || said.version < 1 || said.version > page.file.version) {
    return { problem: "This review was saved by a newer plckit. Install that one to open it." };
  }
  if (said.workbook !== page.workbook) return { problem: "This file belongs to another workbook. Open it there." };
  const [entries, all] = known(page, said.entries);
  const left = !all || Object.keys(said).some((name) => !KNOWN.includes(name));
  return { review: { begun: isDay(said.begun) ? said.begun : today(), entries }, left };
}

/** Return the entries that this workbook has a place for, and whether these are all. */
function known(page, given) {
  const entries = {};
  let all = true;
  for (const [activity, mine] of Object.entries(given)) {
    const spec = Object.hasOwn(page.specs, activity) ? page.specs[activity] : null;
    for (const [entry, value] of isObject(mine) ? Object.entries(mine) : [["", null]]) {
      const kept = spec ? checked(spec, entry, value) : { problem: "not here" };
      if (kept.problem || kept.value === null) all = false;
      else (entries[activity] ??= {})[entry] = kept.value;
    }
  }
  return [entries, all];
}

/** Return a new review whose table with the column `promised` begins with what was promised in `last`. */
export function after(page, last) {
  const review = fresh();
  const back = Object.values(page.specs).find(({ options }) => options.columns?.promised && options.add);
  if (!back) return review;
  const rows = promises(page, last).slice(0, back.options.add);
  review.entries[back.key] = Object.fromEntries(
    rows.map((words, i) => [`0-${String(i + 1).padStart(2, "0")}.promised`, words.slice(0, LONGEST)]),
  );
  return review;
}

/** Return what was promised, a sentence each: rows of tables with the column `will`, and commitments. */
function promises(page, { entries }) {
  return Object.entries(entries).flatMap(([activity, mine]) => {
    const { kind, prompt, options } = page.specs[activity];
    const { will, by } = mine.answer ?? {};
    if (kind === "commitment") return sentence({ will: will && `${prompt} ${will}`, by });
    return options.columns?.will ? rowsOf(mine).flatMap((row) => sentence(row)) : [];
  });
}

const sentence = ({ will, by, help }) => (will ? [`${will}${by ? `, by ${inWords(by)}` : ""}${help ? ` (help: ${help})` : ""}`] : []);

/** Return the rows of a table, {column: value} each, in the order they stand in; fixed rows by `order`. */
export function rowsOf(mine, order) {
  const rows = new Map();
  for (const entry of Object.keys(mine).filter((one) => one.includes(".")).sort()) {
    const [row, column] = entry.split(".");
    rows.set(row, { ...rows.get(row), [column]: mine[entry] });
  }
  return order ? order.filter((row) => rows.has(row)).map((row) => ({ ...rows.get(row), row })) : [...rows.values()];
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isDay = (value) => typeof value === "string" && DAY.test(value);
