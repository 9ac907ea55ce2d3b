// What `check_view` needs in the page of the gallery: a stage for one view, and a count of what it leaves.
//
// `globalThis.stage` is for stage.py and views.py alone.

(async () => {
  const CONTROLS = 'button, input, select, textarea, summary, a[href], [contenteditable], [tabindex]:not([tabindex="-1"])';
  const WORDS = "textarea, select, input:not([type=radio], [type=checkbox], [type=range], [type=hidden])";
  const POINTED = new Set(["click", "pointerdown", "mousedown", "touchstart"]);

  const held = new Map(); // what runs or listens, with how it came about; taken out when it ends
  const pointed = new WeakSet(); // elements that listen for fingers and mice
  const numbers = new WeakMap();
  let number = 0;
  const numberOf = (thing) => numbers.get(thing) ?? (numbers.set(thing, (number += 1)), number);
  const outlives = (target) => !(target instanceof Element) || target === document.documentElement || target === document.body;
  const nameOf = (target, type, listener) => [target.constructor.name, type, numberOf(target), numberOf(listener)].join(" ");

  const instead = (owner, name, make) => (owner[name] = make(owner[name]));
  instead(EventTarget.prototype, "addEventListener", (add) =>
    function (type, listener, options) {
      if (this instanceof Element && POINTED.has(type)) pointed.add(this);
      const target = this ?? globalThis;
      if (listener && outlives(target) && !options?.once) held.set(nameOf(target, type, listener), true);
      return add.call(target, type, listener, options);
    });
  instead(EventTarget.prototype, "removeEventListener", (remove) =>
    function (type, listener, options) {
      const target = this ?? globalThis;
      if (listener) held.delete(nameOf(target, type, listener));
      return remove.call(target, type, listener, options);
    });
  for (const [begin, end] of [["setTimeout", "clearTimeout"], ["requestAnimationFrame", "cancelAnimationFrame"]]) {
    instead(globalThis, begin, (start) => (call, ...rest) => {
      const id = start((...args) => (held.delete(`${begin} ${id}`), call(...args)), ...rest);
      held.set(`${begin} ${id}`, true);
      return id;
    });
    instead(globalThis, end, (stop) => (id) => (held.delete(`${begin} ${id}`), stop(id)));
  }
  instead(globalThis, "setInterval", (start) => (...args) => {
    const id = start(...args);
    held.set(`setInterval ${id}`, true);
    return id;
  });
  instead(globalThis, "clearInterval", (stop) => (id) => (held.delete(`setInterval ${id}`), stop(id)));

  const { Model } = await import(new URL("model.js", document.querySelector('script[src$="/gallery.js"]').src).href);
  for (const [begin, end] of [["on", "off"]]) {
    instead(Model.prototype, begin, (on) =>
      function (event, handler) {
        held.set(nameOf(this, event, handler), true);
        return on.call(this, event, handler);
      });
    instead(Model.prototype, end, (off) =>
      function (event, handler) {
        held.delete(nameOf(this, event, handler));
        return off.call(this, event, handler);
      });
  }

  for (const slot of document.querySelectorAll("[data-cell]")) slot.mounted.stop();
  const el = document.createElement("div");
  el.id = "stage";
  const edge = (id) => Object.assign(document.createElement("button"), { id, textContent: id });
  document.querySelector("main").replaceChildren(edge("before"), el, edge("after"));
  document.querySelectorAll("body > :not(main, script)").forEach((other) => other.remove());

  const [kind] = Object.keys(gallery.kinds);
  const { cells, spec } = gallery.kinds[kind];
  let mounted = null;
  let sent = [];
  const ask = globalThis.fetch;
  let tried = [];
  let places = new Map();
  const plain = new WeakMap(); // how controls look without the focus

  /** Replace what is mounted by the kind in the cell called `label`, some of its state changed. */
  async function mount(label, changes = {}) {
    stop();
    document.activeElement?.blur();
    const cell = cells.find((one) => one.label === label && one.role === "participant");
    mounted = await gallery.mount(kind, { ...cell, state: { ...cell.state, ...changes } }, el);
    const send = mounted.model.send.bind(mounted.model);
    sent = [];
    mounted.model.send = (message) => {
      if (message.type === "put") sent.push(message);
      send(message);
    };
  }

  function stop() {
    mounted?.stop();
    mounted = null;
    globalThis.fetch = ask;
  }

  const own = () => el.querySelector(".own") ?? el;
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const controls = (within = el) => [...within.querySelectorAll(CONTROLS)].filter(seen);
  const words = (one) => one.getAttribute("aria-label") || (one.labels?.[0] ?? one).textContent.trim() || one.type || "";
  const named = (one) => `${one.localName}${one.type ? `[${one.type}]` : ""} “${words(one).slice(0, 40)}”`;
  const byLabel = (one) => (["radio", "checkbox"].includes(one.type) && one.labels?.[0]) || one;

  /** Return the targets smaller than `least` pixels on a side; a label is part of its box. */
  function small(least) {
    const listening = [...el.querySelectorAll("*")].filter((one) => pointed.has(one) && seen(one) && !one.closest("label"));
    return [...new Set([...controls(), ...listening])]
      .map((one) => [one, byLabel(one).getBoundingClientRect()])
      .filter(([, { width, height }]) => Math.min(width, height) < least - 0.5)
      .map(([one, { width, height }]) => `${named(one)} ${one.className} is ${Math.round(width)}×${Math.round(height)}`);
  }

  /** Return what only a pointer can use: it listens, takes no focus and is read aloud as well. */
  const pointerOnly = () =>
    [...el.querySelectorAll("*")]
      .filter((one) => pointed.has(one) && !one.matches(CONTROLS) && !one.querySelector(CONTROLS))
      .filter((one) => !one.closest("label, [aria-hidden=true], [role=img]"))
      .map(named);

  const smallLetters = (least) =>
    [...el.querySelectorAll(WORDS)].filter((one) => seen(one) && parseFloat(getComputedStyle(one).fontSize) < least).map(named);

  /** Return how far the page is wider than the screen, and what sticks out. */
  function wide() {
    const width = document.documentElement.clientWidth;
    const out = [...el.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1).map(named);
    return document.documentElement.scrollWidth > width ? [`${document.documentElement.scrollWidth} px`, ...out.slice(0, 3)] : [];
  }

  /** What the control with the focus looks like, with the label and the neighbour that may be drawn instead of it. */
  const looks = (one) =>
    [one, one.closest("label"), one.nextElementSibling].map((part) => {
      if (!part) return "";
      const { outlineStyle, outlineWidth, boxShadow, borderColor, opacity } = getComputedStyle(part);
      const ring = outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? "" : outlineStyle + outlineWidth;
      return opacity === "0" ? "" : ring + boxShadow + borderColor;
    }).join();

  /** Return the control that has the focus: {id, what, type, ring, lost}; null outside of the stage. */
  function focused() {
    const at = document.activeElement;
    for (const one of controls()) if (one !== at) plain.set(one, looks(one));
    if (!el.contains(at)) return at === document.body ? { lost: true } : null;
    return { id: numberOf(at), what: named(at), type: at.type ?? at.localName, ring: looks(at) !== plain.get(at), lost: false };
  }

  /** Return the controls that Tab did not come to; one radio stands for its group. */
  function unreached(ids) {
    const groups = controls().filter((one) => ids.includes(numberOf(one)) && one.type === "radio").map((one) => one.name);
    return controls()
      .filter((one) => !one.disabled && !one.matches(":disabled") && !ids.includes(numberOf(one)))
      .filter((one) => one.type !== "radio" || !groups.includes(one.name))
      .map(named);
  }

  /** Return a person's answer as it stands on the screen. */
  function answer() {
    const fields = [...own().querySelectorAll("input, select, textarea, [aria-checked], [aria-pressed]")];
    const states = fields.map((one) => [
      one.value ?? "",
      one.checked ?? "",
      ...["aria-valuetext", "aria-checked", "aria-pressed"].map((name) => one.getAttribute(name)),
      seen(one) || byLabel(one) !== one,
    ]);
    return JSON.stringify([states, own().textContent]);
  }

  const place = (one) => {
    const [at, from] = [one.getBoundingClientRect(), el.getBoundingClientRect()];
    return [at.left - from.left, at.top - from.top];
  };
  const remember = () => (places = new Map(controls(own()).map((one) => [one, place(one)])));

  /** Return the controls that are not where they were at `remember`; those that came or went do not count. */
  const moved = () =>
    controls(own())
      .filter((one) => places.has(one))
      .map((one) => [one, place(one)[0] - places.get(one)[0], place(one)[1] - places.get(one)[1]])
      .filter(([, x, y]) => Math.max(Math.abs(x), Math.abs(y)) > 1)
      .map(([one, x, y]) => `${named(one)} by ${Math.round(x)}, ${Math.round(y)} px`);

  /** What a hand may try on an answer; `bring` scrolls one there and returns its middle. */
  const targets = () =>
    [...own().querySelectorAll("*")].filter((one) => seen(one) && !one.matches("summary, a") && (one.matches(CONTROLS) || pointed.has(one)));
  function bring(index) {
    const one = byLabel(tried[index]);
    one.scrollIntoView({ block: "center" });
    const { left, top, width, height } = one.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }
  function focus(index) {
    tried[index].focus();
    return document.activeElement === tried[index];
  }

  /** Refuse what is sent until the view goes, with that sentence, but not before the function returned is called. */
  function refuse(message) {
    let open;
    const gate = new Promise((resolve) => (open = resolve));
    globalThis.fetch = async () => {
      await gate;
      return new Response(JSON.stringify({ type: "refused", message, later: false }));
    };
    return open;
  }

  /** Mount and unmount every cell until it was done `times` times; return what is still there. */
  async function often(times) {
    stop();
    for (let i = 0; i < times; i += 1) {
      const one = await gallery.mount(kind, cells[i % cells.length], el);
      one.stop();
    }
    return el.childElementCount;
  }

  const left = () => [...held.keys()];
  globalThis.stage = {
    el, spec, cells, mount, stop, controls, own, named, numberOf, small, pointerOnly, smallLetters, wide, focused, unreached,
    answer, remember, moved, bring, focus, refuse, often, left,
    take: (state) => mounted.model.take(state),
    targets: () => (tried = targets()).length,
    sent: () => sent.length,
    openAll: () => el.querySelectorAll("details").forEach((one) => (one.open = true)),
  };
})();
