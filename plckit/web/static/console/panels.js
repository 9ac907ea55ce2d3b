// The parts of the console below its head, one at a time; on a wide screen the run sheet stands beside them.

/** Return {show(name), at(), on(handler)}: shows a part, tells which one is shown, and who wants to hear of a change. */
export function panels() {
  const tabs = [...document.querySelectorAll("[data-tab]")];
  const parts = [...document.querySelectorAll("[data-panel]")];
  const wide = matchMedia("(min-width: 50.01rem)");
  const handlers = [];
  let shown = "step";
  const show = (name) => {
    shown = wide.matches && name === "sheet" ? "step" : name;
    for (const tab of tabs) tab.setAttribute("aria-current", String(tab.dataset.tab === shown));
    for (const part of parts) part.dataset.shown = String(part.dataset.panel === shown);
    for (const handler of handlers) handler(shown);
  };
  for (const tab of tabs) tab.onclick = () => show(tab.dataset.tab);
  wide.addEventListener("change", () => show(shown));
  show(shown);
  return { show, at: () => shown, on: (handler) => handlers.push(handler) };
}
