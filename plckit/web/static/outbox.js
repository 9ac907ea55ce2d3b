// Answers on their way: kept in this browser until the server has acknowledged them.
//
// One item an operation, under `plckit/<seat>/<op>`. A newer answer to the same entry from this tab takes the
// place of an older one. Items of tabs that are gone are sent by whichever tab opens next; the server
// does nothing twice. An item bears the group it was written in (`place`), so that it never ends up in another one.

export class Outbox {
  #prefix;
  #items = new Map(); // op -> {op, activity, entry, value, place, order}

  constructor(seat) {
    this.#prefix = `plckit/${seat}/`;
    for (const key of keys(this.#prefix)) {
      try {
        const item = JSON.parse(localStorage.getItem(key));
        this.#items.set(item.op, item);
      } catch {
        localStorage.removeItem(key);
      }
    }
  }

  add(activity, { op, entry, value, place }) {
    for (const other of this.waiting(activity)) if (other.entry === entry) this.done(other.op);
    const item = { op, activity, entry, value, place, order: Date.now() };
    this.#items.set(op, item);
    try {
      localStorage.setItem(this.#prefix + op, JSON.stringify(item));
    } catch {
      // A full or forbidden storage: the answer still waits in this tab.
    }
    return item;
  }

  done(op) {
    this.#items.delete(op);
    try {
      localStorage.removeItem(this.#prefix + op);
    } catch {
      // as above
    }
  }

  /** What is not acknowledged, the oldest first; of one activity or of all. */
  waiting(activity) {
    const items = [...this.#items.values()].filter((item) => !activity || item.activity === activity);
    return items.sort((a, b) => a.order - b.order);
  }
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
