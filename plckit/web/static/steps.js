// Showing one step at a time.

/** Show the step with that key (the empty key is the welcome) and hide the others. */
export function showStep(key) {
  let found = null;
  for (const section of document.querySelectorAll("section[data-step]")) {
    section.hidden = section.dataset.step !== key;
    if (!section.hidden) found = section;
  }
  document.body.dataset.shown = key;
  return found;
}

/** Show the step because the person asked for it: its heading gets the focus. */
export function goToStep(key) {
  const heading = showStep(key)?.querySelector("h1");
  heading?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Fill every [data-name] on the page. */
export function fill(name, text) {
  for (const el of document.querySelectorAll(`[data-${name}]`)) el.textContent = text;
}
