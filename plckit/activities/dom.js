// Building elements from text, never from markup.

/** Return a new element: h("p", {class: "note", hidden: true, onclick: f}, "text", child, …). */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else if (name in el && typeof value !== "string") el[name] = value;
    else el.setAttribute(name, value);
  }
  el.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return el;
}

let counter = 0;

/** Return an id nobody else on the page has. */
export const freshId = (stem) => `plckit-${stem}-${(counter += 1)}`;

/** Return a random uuid; `crypto.randomUUID` is missing on plain http from another machine. */
export function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Return a moment (ISO text) as hours and minutes on this device's clock. */
export const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

/** Make a box as tall as its words, where the browser does not do that by itself (`field-sizing`). */
export function grow(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  if (box.scrollHeight) box.style.height = `${box.scrollHeight + 2}px`;
}
