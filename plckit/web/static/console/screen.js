// Who sees this screen. Most rooms mirror the laptop, so a console opens safe: no names, no notes, no secret links.

/**
 * Return {mine(), on(handler)}: whether only the facilitator sees this screen, and who wants to hear of a change.
 * It is remembered for this tab alone. The page of a paired phone says so in its address.
 */
export function screenOf(page) {
  const key = `plckit-screen-${page.code}`;
  const handlers = [];
  const asked = new URLSearchParams(location.search).has("private");
  let mine = asked || remembered(key) === "mine";
  const choices = document.querySelectorAll("[name=plckit-screen]");
  const show = () => {
    document.body.dataset.screen = mine ? "mine" : "wall";
    for (const choice of choices) choice.checked = (choice.value === "mine") === mine;
  };
  const set = (value) => {
    mine = value;
    remember(key, mine ? "mine" : "wall");
    show();
    for (const handler of handlers) handler(mine);
  };
  for (const choice of choices) choice.onchange = () => set(choice.value === "mine");
  for (const button of document.querySelectorAll("[data-show-private]")) button.onclick = () => set(true);
  if (asked) remember(key, "mine");
  show();
  return {
    mine: () => mine,
    on(handler) {
      handlers.push(handler);
      handler(mine);
    },
  };
}

/** Return what this tab keeps under a name, "" where there is nothing or where storage is forbidden. */
export function remembered(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** Keep a word for this tab. */
export function remember(key, word) {
  try {
    sessionStorage.setItem(key, word);
  } catch {
    // A forbidden storage: the next page begins anew.
  }
}
