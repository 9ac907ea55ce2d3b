// A list that is kept true while somebody works in it.

/**
 * Make `list` show `items`: `key(item)` names a row, `make(item)` draws it. Rows that say the same stay as they are,
 * so nothing moves from under a finger; a row that somebody types in is left alone. The focus stays on the control of
 * the same `data-name`, also where that goes to another row.
 */
export function keep(list, items, key, make) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && { row: focused.closest("[data-row]")?.dataset.row, name: focused.dataset.name };
  const had = new Map([...list.children].map((row) => [row.dataset.row, row]));
  const rows = items.map((item) => {
    const name = String(key(item));
    const says = JSON.stringify(item);
    const old = had.get(name);
    const typing = old?.contains(focused) && focused.matches("input, textarea") && focused.value !== focused.defaultValue;
    if (old && (old.dataset.says === says || typing)) return old;
    const row = make(item);
    row.dataset.row = name;
    row.dataset.says = says;
    for (const part of row.querySelectorAll("details[data-name]")) {
      part.open = Boolean(old?.querySelector(`details[data-name="${part.dataset.name}"]`)?.open);
    }
    return row;
  });
  // Only what is elsewhere moves: an element that is put in again loses the focus.
  rows.forEach((row, at) => list.children[at] !== row && list.insertBefore(row, list.children[at] ?? null));
  while (list.children.length > rows.length) list.lastChild.remove();
  if (!place || list.contains(document.activeElement)) return;
  const row = [...list.children].find((one) => one.dataset.row === place.row);
  const named = (el) => [...(el?.querySelectorAll("[data-name]") ?? [])].find((one) => one.dataset.name === place.name && !one.hidden);
  (named(row) ?? named(list) ?? row?.querySelector("button, input, select, summary"))?.focus();
}
