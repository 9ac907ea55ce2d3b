// Asking the server for something: one request, one reply, and a sentence where one pressed if it is refused.

import { h, uuid } from "../../../activities/dom.js";

const NOT_SENT = "Not connected, so nothing was changed. Try again when the page says Connected.";
const LOST = "The connection broke, so this may not have been done. Look, and try again.";

/**
 * Return `request(content, near)`: it resolves with the reply, {type: "done", value} or {type: "refused", message}.
 * A refusal is shown right after the element `near`, and in the banner where there is none; "quietly" shows nothing.
 */
export function requests({ room, ask, tell }) {
  const waiting = new Map(); // op -> what settles the request
  let note = null;
  const quiet = () => {
    note?.remove();
    note = null;
    tell("");
  };
  const refuse = (sentence, near) => {
    quiet();
    if (!near?.isConnected) return tell(sentence);
    note = h("p", { class: "problem", role: "alert" }, sentence);
    near.after(note);
  };
  room.on("msg:custom", (message) => {
    if (message.type === "offline") for (const settle of waiting.values()) settle({ type: "refused", message: LOST });
    else waiting.get(message.op)?.(message);
  });
  return (content, near) =>
    new Promise((resolve) => {
      const op = uuid();
      if (near !== "quietly") quiet();
      const settle = (reply) => {
        waiting.delete(op);
        if (reply.type !== "done" && near !== "quietly") refuse(reply.message, near);
        resolve(reply);
      };
      waiting.set(op, settle);
      if (!ask({ ...content, op })) settle({ type: "refused", message: NOT_SENT });
    });
}
