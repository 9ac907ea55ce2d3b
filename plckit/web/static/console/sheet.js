// The run sheet: planned and real times, what is left out, start and finish, and the rest timed anew.

import { met, standingNow } from "./head.js";
import { shortClock } from "./runsheet.js";

const A_WHILE = 90000; // two moments less far apart are the same on a run sheet

export function sheet({ page, room, request, now }) {
  const rows = new Map([...document.querySelectorAll("[data-line]")].map((row) => [row.dataset.line, row]));
  const line = document.getElementById("plckit-fits");
  const anew = document.getElementById("plckit-retime");
  const part = (row, name) => row.querySelector(`.${name}`);

  const times = (row, one, expected) => {
    const anchor = room.get("anchor");
    const began = room.get("begun")[one.step];
    const planned = anchor && one.minutes ? Date.parse(anchor) + 60000 * one.starts : null;
    const real = began ? Date.parse(began) : expected;
    const first = real ?? planned;
    part(row, "when").textContent = one.cut || !first ? "" : shortClock(first);
    const off = planned && real && Math.abs(real - planned) > A_WHILE;
    part(row, "plan").textContent = one.cut || !off ? "" : `plan ${shortClock(planned)}`;
  };
  const draw = () => {
    const { over, expected, finish } = standingNow(page, room, now);
    const at = page.steps.findIndex(({ key }) => key === room.get("step"));
    for (const [index, one] of room.get("sheet").entries()) {
      const row = rows.get(one.step);
      if (!row) continue;
      const before = row.dataset.before === "true";
      if (!before) times(row, one, expected[one.step]);
      row.dataset.out = String(one.cut);
      row.dataset.done = String(index < at);
      part(row, "minutes").textContent = before ? "before" : one.cut ? "left out" : `${one.minutes} min`;
      const can = index > at && !before && !room.get("closed");
      for (const button of document.querySelectorAll(`[data-cut="${CSS.escape(one.step)}"]`)) {
        const text = one.cut ? "Take in" : "Leave out";
        if (button.textContent !== text) button.textContent = text;
        if (button.closest("[data-line]")) button.setAttribute("aria-label", `${text}: ${page.steps[index].title}`);
        button.hidden = !can || (button.closest("[data-line]") && row.dataset.must === "true" && !one.cut);
      }
    }
    line.textContent = fits(over, finish);
    line.dataset.late = String(over > 0);
    anew.hidden = !met(page, room) || room.get("closed");
  };
  const fits = (over, finish) => {
    if (finish === null || room.get("closed")) return "";
    if (over === null) return `Ends about ${shortClock(finish)}. Set a finish, and plckit tells you whether all of it fits.`;
    const ends = shortClock(Date.parse(room.get("ends")));
    if (over > 0) return `This runs ${over} min past ${ends}. Leave a step out, or time the rest anew.`;
    return over < 0 ? `All of it fits: ${-over} min to spare before ${ends}.` : `All of it fits, just to ${ends}.`;
  };
  for (const button of document.querySelectorAll("[data-cut]")) {
    button.onclick = () => request({ type: "cut", step: button.dataset.cut, cut: button.textContent === "Leave out" }, button.parentElement);
  }
  anew.onclick = () => request({ type: "retime" }, anew.parentElement);
  planning({ room, request, now });
  room.on("change", draw);
  setInterval(draw, 10000);
  draw();
}

/** Start and finish: two times of this day, or of the day that is planned. */
function planning({ room, request, now }) {
  const form = document.getElementById("plckit-times");
  const { begins, ends } = form.elements;
  const two = (number) => String(number).padStart(2, "0");
  const typed = (iso) => {
    const at = new Date(iso);
    return iso ? `${two(at.getHours())}:${two(at.getMinutes())}` : "";
  };
  const draw = () => {
    for (const box of [begins, ends]) {
      const known = typed(room.get(box.name));
      if (box.value === box.defaultValue) box.value = known; // what is being typed stays
      box.defaultValue = known;
    }
  };
  const moment = (box) => {
    const [hours, minutes] = box.value.split(":").map(Number);
    const day = room.get("begins") ? new Date(room.get("begins")) : new Date(now());
    day.setHours(hours, minutes, 0, 0);
    return day.toISOString();
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    const asked = { type: "times", begins: begins.value && moment(begins), ends: ends.value && moment(ends) };
    const { type } = await request(asked, form);
    if (type === "done") for (const box of [begins, ends]) box.defaultValue = box.value;
  };
  for (const name of ["begins", "ends"]) room.on(`change:${name}`, draw);
  draw();
}
