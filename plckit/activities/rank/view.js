// An order: buttons move a line up and down, and its handle can be dragged by mouse or finger.

import { activity } from "../activity.js";
import { h } from "../dom.js";

export default activity(({ spec, put, busy }) => {
  const { choices } = spec.options;
  let kept = false; // until the first move nothing is answered
  const heard = h("p", { class: "visually-hidden", role: "status" });
  const list = h("ol", { class: "ranks" });
  const lines = Object.entries(choices).map(([key, label]) => {
    const place = h("span", { class: "place", "aria-hidden": "true" });
    const up = h("button", { type: "button", onclick: () => move(line, -1), "aria-label": `Up: ${label}` }, "↑");
    const down = h("button", { type: "button", onclick: () => move(line, 1), "aria-label": `Down: ${label}` }, "↓");
    const grip = h("span", { class: "grip", "aria-hidden": "true", onpointerdown: (event) => drag(event, line) }, "⠿");
    const words = h("span", { class: "words" }, label);
    const line = { key, label, place, up, down, el: h("li", {}, grip, place, words, up, down) };
    return line;
  });
  const order = () => [...list.children].map((el) => lines.find((line) => line.el === el));
  const draw = () => {
    const now = order();
    now.forEach((line, i) => {
      line.place.textContent = kept ? String(i + 1) : "–";
      line.up.setAttribute("aria-disabled", String(i === 0)); // not disabled: the focus would be lost
      line.down.setAttribute("aria-disabled", String(i === now.length - 1));
    });
    list.dataset.kept = String(kept);
    keep.hidden = kept;
    clear.hidden = !kept;
  };
  const send = () => {
    kept = true;
    draw();
    put("answer", order().map((line) => line.key));
  };
  const move = (line, by) => {
    const now = order();
    const to = now.indexOf(line) + by;
    if (to < 0 || to >= now.length) return (heard.textContent = `“${line.label}” is ${by < 0 ? "first" : "last"} already`);
    // The neighbour is what moves, so that the focus stays on the button.
    if (by < 0) line.el.after(now[to].el);
    else line.el.before(now[to].el);
    tell(line);
    send();
  };
  const tell = (line) => {
    const now = order();
    heard.textContent = `“${line.label}” is number ${now.indexOf(line) + 1} of ${now.length}`;
  };
  const drag = (event, line) => {
    if (event.currentTarget.closest("fieldset").disabled || event.button) return;
    event.preventDefault();
    const before = [...list.children];
    list.setPointerCapture(event.pointerId); // not the grip: what moves in the page lets go of the pointer
    line.el.dataset.dragged = "true";
    const follow = ({ clientY }) => {
      const others = [...list.children].filter((el) => el !== line.el);
      const next = others.find((el) => clientY < el.getBoundingClientRect().top + el.offsetHeight / 2);
      if (next) next.before(line.el);
      else list.append(line.el);
    };
    const end = ({ type }) => {
      delete line.el.dataset.dragged;
      list.onpointermove = list.onpointerup = list.onpointercancel = null;
      if (type === "pointercancel") list.replaceChildren(...before);
      else if (list.children[before.indexOf(line.el)] !== line.el) {
        tell(line);
        send();
      }
    };
    list.onpointermove = follow;
    list.onpointerup = list.onpointercancel = end;
  };
  const keep = h("button", { type: "button", onclick: () => (send(), clear.focus()) }, "Keep this order");
  /** Put the lines in the order wanted; whatever has the focus keeps it. */
  const arrange = (wanted) => {
    if (wanted.join() === order().map((line) => line.key).join()) return;
    const at = document.activeElement;
    list.append(...wanted.map((key) => lines.find((line) => line.key === key).el));
    if (list.contains(at)) at.focus();
  };
  const cleared = () => {
    kept = false;
    arrange(Object.keys(choices));
    draw();
    put("answer", null);
    keep.focus();
  };
  const clear = h("button", { type: "button", class: "clear", onclick: cleared }, "Clear");
  list.append(...lines.map((line) => line.el));
  draw();
  return {
    el: h("div", {}, list, h("div", { class: "row" }, keep, clear), heard),
    show(mine) {
      if (busy("answer")) return;
      kept = Boolean(mine.answer);
      arrange(mine.answer ?? Object.keys(choices));
      draw();
    },
  };
});
