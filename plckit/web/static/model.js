// One model on the page: that part of anywidget's `model` which a kind's view may use (CONTRIBUTING lists it).

export class Model {
  #state;
  #handlers = new Map();
  #sendOut;

  constructor(state, sendOut) {
    this.#state = state;
    this.#sendOut = sendOut;
  }

  get(name) {
    return this.#state[name];
  }

  on(event, handler) {
    if (!this.#handlers.has(event)) this.#handlers.set(event, new Set());
    this.#handlers.get(event).add(handler);
  }

  off(event, handler) {
    this.#handlers.get(event)?.delete(handler);
  }

  send(content) {
    this.#sendOut(content);
  }

  /** Take over what the server says, and tell whoever listens. */
  take(state) {
    const changed = Object.keys(state).filter((name) => JSON.stringify(this.#state[name]) !== JSON.stringify(state[name]));
    Object.assign(this.#state, state);
    for (const name of changed) this.emit(`change:${name}`, state[name]);
    if (changed.length) this.emit("change");
  }

  emit(event, ...args) {
    for (const handler of [...(this.#handlers.get(event) ?? [])]) {
      try {
        handler(...args);
      } catch (error) {
        console.error(error); // one view that fails must not silence the others
      }
    }
  }
}
