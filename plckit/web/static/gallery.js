// The gallery: each cell is a view with a model of its own; what is typed is checked by the server, kept nowhere.

import { Model } from "./model.js";

const kinds = JSON.parse(document.querySelector("script#page").textContent);

/** Return a model that stands in `cell`; puts are answered as a room would answer them. */
function modelOf(name, { state, beside }) {
  const spec = beside ? kinds[name].beside : kinds[name].spec;
  let last = Promise.resolve();
  const model = new Model({ spec, ...structuredClone(state) }, (message) => {
    if (message.type === "put") last = last.then(() => answer(message)); // in order, as a room answers
  });
  async function answer({ op, entry, value }) {
    const asked = encodeURIComponent(JSON.stringify({ entry, value }));
    const { value: kept, ...told } = await (await fetch(`/gallery/try/${name}?asked=${asked}`)).json();
    if (told.type === "saved") {
      const mine = { ...model.get("mine"), [entry]: kept };
      if (kept === null) delete mine[entry];
      model.emit("msg:custom", { ...told, op, entry });
      model.take({ mine, saved: told.at });
    } else model.emit("msg:custom", { ...told, op, entry });
  }
  return model;
}

/** Mount the kind's view in `slot`; return its model and its clean-up. */
async function mount(name, cell, slot) {
  const { default: view } = await import(`../../activities/${name}/view.js`);
  const model = modelOf(name, cell);
  return { model, stop: view.render({ model, el: slot }) };
}

for (const slot of document.querySelectorAll("[data-cell]")) {
  const { kind, cell } = slot.dataset;
  slot.mounted = await mount(kind, kinds[kind].cells[Number(cell)], slot);
}
globalThis.gallery = { kinds, mount };
document.body.dataset.usable = "true";
