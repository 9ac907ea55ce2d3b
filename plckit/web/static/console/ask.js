// Asking the server for something: one request, one reply, and a sentence where one pressed if it is refused.

import { h, uuid } from "../../../activities/dom.js";

const NOT_SENT = "Not connected, so nothing was changed. Try again when the page says Connected.";
const LOST = "The connection broke, so this may not have been done. Look, and try again.";

/**
 * Return `request(content, near)`: it resolves with the reply, {type: "done", value} or {type: "refused", message}.
 * A refusal is shown right after the element `near`, and in the banner where there is none; "quietly" shows nothing.
 * Where it names an activity to look at first, `look(activity)` leads there at a press.
 */
export function requests({ room, ask, tell, look }) {
  const waiting = new Map(); // op -> what settles the request
  let note = null;
  const quiet = () => {
    note?.remove();
    note = null;
    tell("");
  };
  const refuse = ({ message: sentence, activity }, near) => {
    quiet();
    if (!near?.isConnected) return tell(sentence);
    const there = activity ? h("button", { type: "button", class: "small", onclick: () => look(activity) }, "Show it") : null;
    note = h("p", { class: "problem", role: "alert" }, sentence, there ? " " : null, there);
    near.after(note);
    note.scrollIntoView({ block: "nearest" });
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
        if (reply.type !== "done" && near !== "quietly") refuse(reply, near);
        resolve(reply);
      };
      waiting.set(op, settle);
      if (!ask({ ...content, op })) settle({ type: "refused", message: NOT_SENT });
    });
}
