// The other way to the seat: plain requests, where the network lets no websocket through (see `socket.js`).
//
// Lists of messages go out one after the other under rising numbers, and one request always waits for what comes.
// What the network loses is sent or asked for once more: the server knows the numbers.

import { uuid } from "../../activities/dom.js";

const TRIES = 3;
const SENT_WITHIN = 10000;
const HEARD_WITHIN = 30000; // the server answers after 20 seconds, also where there is nothing to say
const A_WHILE = 2000;
const MOST_MESSAGES = 50;
const MOST_CHARACTERS = 500000;
const MOST_AT_THE_END = 20000; // what a browser still sends for a page that is being left

export function overRequests(kernel, { opened, came, closed }) {
  const url = `/api/kernels/${kernel}/messages?session_id=${uuid()}`;
  const running = new Set();
  const queue = []; // messages as text
  let number = 0;
  let sending = false;
  let open = false;
  let over = false;

  const close = () => {
    if (over) return;
    over = true;
    open = false;
    for (const request of running) request.abort();
    queueMicrotask(closed);
  };

  /** Ask until there is an answer; null where this way has come to its end. */
  const ask = async (what, within, options) => {
    for (let tries = 1; !over; tries += 1) {
      const began = Date.now();
      const request = new AbortController();
      const limit = setTimeout(() => request.abort(), within);
      running.add(request);
      try {
        const answer = await fetch(`${url}&${what}`, { cache: "no-store", signal: request.signal, ...options });
        if (answer.status === 204) return [];
        if (answer.status === 200) return await answer.json();
        if (answer.status < 500) break; // not known any more, or not ours
      } catch {
        // the network, or a page that is not the server's
      } finally {
        clearTimeout(limit);
        running.delete(request);
      }
      if (request.signal.aborted) break;
      if (!options && Date.now() - began > A_WHILE) tries = 1; // something on the way cuts long waits short
      if (tries >= TRIES) break;
    }
    close();
    return null;
  };

  const post = (body) =>
    ask(`number=${(number += 1)}`, SENT_WITHIN, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      keepalive: body.length < MOST_AT_THE_END,
    });

  const flush = async () => {
    if (sending) return;
    sending = true;
    while (queue.length && open) {
      const batch = [];
      let size = 0;
      do {
        size += queue[0].length;
        batch.push(queue.shift());
      } while (queue.length && batch.length < MOST_MESSAGES && size + queue[0].length < MOST_CHARACTERS);
      await post(`[${batch.join(",")}]`);
    }
    sending = false;
  };

  const listen = async () => {
    let last = 0;
    while (open) {
      const found = await ask(`after=${last}`, HEARD_WITHIN);
      if (!found || over) return;
      const fresh = found.filter((one) => one.number > last);
      last = fresh.at(-1)?.number ?? last;
      came(fresh.map((one) => one.message));
    }
  };

  const begin = async () => {
    if (!(await post("[]")) || over) return;
    open = true;
    opened();
    listen();
  };

  begin();
  return {
    send(message) {
      if (!open) return false;
      queue.push(JSON.stringify(message));
      queueMicrotask(flush); // what is said in one breath goes together
      return true;
    },
    close,
  };
}
