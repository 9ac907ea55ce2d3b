// The room's screen never scrolls: what does not fit flows into columns as wide as the screen, and each is a page.
//
// Notes and large words get the largest type with which they fit their page; charts are told how much room they have.

const LARGEST = 2.2; // times the letters of the page
const LARGEST_LIGHT = 3.6;
const A_STEP = 0.1;
const SHARED = 0.55; // the part of a page that must be left for notes or a picture to begin on it
const ROOMY = 1.5; // with letters so large few notes stay below their question all the same
const SLOTS = "[data-activity], [data-again]";
const SHOWN = ".wall, .plckit-chart, table, .boards, .goals, .artefact";
const CHARTS = ".chart, [data-chart]";

/** Return {turn(by), first(), show(el), lay()}; every change in `main` is laid out by itself. */
export function wallPages() {
  const main = document.querySelector("main");
  const where = document.getElementById("plckit-where");
  const title = [...where.childNodes];
  const turner = document.querySelector(".foot .turn");
  const number = document.getElementById("plckit-page");
  const [back, more] = turner.querySelectorAll("button");
  let page = 0;
  let pages = 1;
  let wanted = null; // an element to show once everything stands where it stays
  let again = false; // something has changed since the layout that is on began
  let laying = false;

  const step = () => main.querySelector("section[data-step]:not([hidden])");
  const gap = (section) => parseFloat(getComputedStyle(section).columnGap) || 0;
  const widthOf = (section) => section.getBoundingClientRect().width + gap(section); // with its parts of pixels
  const pagesOf = (section) => Math.max(1, Math.round((section.scrollWidth + gap(section)) / widthOf(section)));
  /** Whether anything that people said in this step is on the screen already. */
  const says = (section) => [...section.querySelectorAll("[data-activity] .group")].some((one) => one.offsetParent);
  /** The page an element begins on. */
  const pageOf = (section, el) => {
    const from = section.getBoundingClientRect().left;
    const at = [...el.getClientRects()].find(({ width }) => width)?.left ?? from;
    return Math.max(0, Math.round((at - from) / widthOf(section)));
  };
  /** What an element shows begins with what people said: notes or a picture, which may be on a page after its heading. */
  const begin = (el) => ["group", "activity"].flatMap((part) => [...el.querySelectorAll(`.${part} :is(${SHOWN})`)]).find((one) => one.offsetParent) ?? el;
  const show = () => {
    const section = step();
    if (!section) return;
    const width = widthOf(section);
    pages = pagesOf(section);
    if (wanted && section.contains(wanted)) page = pageOf(section, begin(wanted));
    page = Math.min(Math.max(0, page), pages - 1);
    section.style.left = page ? `${-page * width}px` : "";
    turner.hidden = pages === 1;
    number.textContent = pages === 1 ? "" : `${page + 1} of ${pages}`;
    const at = document.activeElement;
    back.disabled = page === 0;
    more.disabled = page === pages - 1;
    if (turner.contains(at) && at.disabled) (at === back ? more : back).focus();
    running(section);
  };
  /** On later pages the bar says which question this is. */
  const running = (section) => {
    const prompts = page ? [...section.querySelectorAll(".prompt")] : [];
    const prompt = prompts.filter((one) => pageOf(section, one) <= page).at(-1);
    if (prompt && pageOf(section, prompt) < page) where.replaceChildren(prompt.textContent);
    else if (where.firstChild !== title[0]) where.replaceChildren(...title);
  };

  // Nothing is laid out twice at once: charts take a while, and what changes meanwhile is laid out after them.
  const soon = async () => {
    again = true;
    if (laying) return;
    laying = true;
    main.setAttribute("aria-busy", "true");
    try {
      while (again) {
        await new Promise(requestAnimationFrame);
        again = false;
        const section = step();
        if (section) await lay(section);
        show();
      }
    } finally {
      laying = false;
      main.setAttribute("aria-busy", "false");
    }
  };
  // What to do stands on every phone: here it makes room for what was said, and does not come back in this step.
  let tight = null;
  const lay = async (section) => {
    sizes();
    if (tight !== section || !says(section)) tight = null;
    document.body.dataset.tight = String(tight !== null);
    await fit(section);
    if (tight || pagesOf(section) === 1 || !says(section)) return;
    tight = section;
    await lay(section);
  };
  const turn = (by) => {
    wanted = null;
    page += by;
    show();
  };
  back.onclick = () => turn(-1);
  more.onclick = () => turn(1);
  // A control that gets the focus comes on the screen.
  main.addEventListener("focusin", ({ target }) => {
    wanted = target;
    show();
  });
  main.addEventListener("plckit-drawn", soon);
  addEventListener("resize", soon);
  document.fonts?.ready.then(soon);
  // What changes inside a chart is told by "plckit-drawn".
  new MutationObserver((changes) => {
    const inside = ({ target }) => (target.closest ? target : target.parentElement)?.closest(CHARTS);
    if (!changes.every(inside)) soon();
  }).observe(main, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["hidden"] });
  soon();
  return {
    turn,
    lay: soon,
    first() {
      page = 0;
      wanted = null;
      show();
      soon();
    },
    show(el) {
      wanted = el;
      soon();
    },
  };
}

/** Charts have letters of their own, of 11 pixels and more: they grow with the small letters of the page. */
function sizes() {
  const probe = parseFloat(getComputedStyle(document.body).fontSize) * 0.93;
  const scale = (probe / 11).toFixed(2);
  if (document.body.style.getPropertyValue("--chart-scale") !== scale) document.body.style.setProperty("--chart-scale", scale);
}

/** Give everything that can be larger or smaller its size, in the order in which it stands: each has what is left. */
async function fit(section) {
  const page = section.clientHeight;
  const top = section.getBoundingClientRect().top;
  /** The pixels left on the page where an element begins; what is in it may go on to the next. */
  const left = (el) => {
    el.style.breakBefore = el.style.breakInside = "";
    el.classList.add("measured");
    const room = page - (el.getBoundingClientRect().top - top);
    el.classList.remove("measured");
    return room;
  };
  const [first, ...slots] = section.querySelectorAll(SLOTS);
  for (const slot of slots) slot.style.breakBefore = "";
  for (const el of section.querySelectorAll(`.wall, ${CHARTS}, .large, .boards, .goals, .artefact`)) {
    if (!el.offsetParent) continue;
    if (el.matches(CHARTS)) {
      const slot = el.closest(SLOTS);
      // A picture goes to the next page together with its question.
      if (slot && slot !== first && left(el) < SHARED * page) slot.style.breakBefore = "column";
      const fitted = [];
      const until = (promise) => fitted.push(promise);
      el.dispatchEvent(new CustomEvent("fit", { detail: { first: left(el), whole: page, until } }));
      await Promise.all(fitted).catch((why) => console.warn("A picture could not be fitted to its page.", why));
    } else if (el.matches(".large")) {
      if (!grow(el, left(el) * 0.8, LARGEST_LIGHT)) el.style.breakInside = "";
    } else {
      const room = left(el);
      const follows = el.previousElementSibling?.className === el.className;
      if (!follows && grow(el, room, LARGEST) && (room >= SHARED * page || parseFloat(el.style.fontSize) >= ROOMY)) continue;
      el.style.breakBefore = "column";
      if (!grow(el, page, LARGEST)) el.style.breakInside = el.style.breakBefore = ""; // it flows on from here
    }
  }
}

/** Set the largest letters with which an element is no taller than `room` pixels; return whether it fits at all. */
function grow(el, room, largest) {
  el.style.breakInside = "avoid";
  const steps = Math.round((largest - 1) / A_STEP);
  let [low, high] = [0, steps];
  const fits = (step) => {
    el.style.fontSize = `${1 + step * A_STEP}em`;
    const [rect, more] = el.getClientRects(); // two where it goes on in the next column
    return !more && rect.height <= room && el.scrollWidth <= el.clientWidth;
  };
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return fits(low);
}
