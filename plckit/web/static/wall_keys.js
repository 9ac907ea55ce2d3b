// What can be pressed on the room's screen: turn pages, blank it, larger letters, more contrast; kept on this device.

const KEPT = "plckit/wall";
const [SMALLEST, LARGEST, A_STEP] = [0.7, 2, 0.1];
const A_WHILE = 4000; // how long the menu button stays once the pointer rests
const PAGES = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

export function wallKeys(pages) {
  const dialog = document.getElementById("plckit-keys");
  const menu = document.getElementById("plckit-menu");
  const blank = document.getElementById("plckit-blank");
  const state = { zoom: 1, contrast: false, ...kept() };
  let resting = null;
  let before = null;

  const apply = () => {
    document.body.style.setProperty("--zoom", String(state.zoom));
    document.documentElement.classList.toggle("contrast", state.contrast);
    dialog.querySelector('[data-key="c"]').setAttribute("aria-pressed", String(state.contrast));
    pages.lay();
  };
  const change = (next) => {
    Object.assign(state, next);
    keep(state);
    apply();
  };
  const zoom = (by) => change({ zoom: Math.round(10 * Math.min(LARGEST, Math.max(SMALLEST, state.zoom + by))) / 10 });
  const darken = (on) => {
    if (on) {
      dialog.close();
      before = document.activeElement;
    }
    blank.hidden = !on;
    (on ? blank : before)?.focus?.({ preventScroll: true });
  };
  const keys = {
    b: () => darken(true),
    ".": () => darken(true),
    "+": () => zoom(A_STEP),
    "=": () => zoom(A_STEP),
    "-": () => zoom(-A_STEP),
    c: () => change({ contrast: !state.contrast }),
    "?": () => dialog.open || dialog.showModal(),
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    if (!blank.hidden) {
      event.preventDefault();
      return darken(false);
    }
    if (event.target.matches("input, textarea, select")) return;
    if (keys[event.key]) keys[event.key]();
    else if (PAGES[event.key] && !dialog.open) pages.turn(PAGES[event.key]);
    else return;
    event.preventDefault();
  });
  blank.addEventListener("click", () => darken(false));
  dialog.addEventListener("click", ({ target }) => keys[target.closest("[data-key]")?.dataset.key]?.());
  menu.onclick = keys["?"];
  // The menu's button is there for whoever moves the pointer, touches the screen or comes by Tab.
  const awake = () => {
    menu.dataset.awake = "true";
    clearTimeout(resting);
    resting = setTimeout(() => delete menu.dataset.awake, A_WHILE);
  };
  for (const event of ["pointermove", "pointerdown"]) addEventListener(event, awake);
  apply();
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(state) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(state));
  } catch {
    // A full or forbidden storage: it holds until this page is left.
  }
}
