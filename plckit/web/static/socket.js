// A way to the seat: the kernel websocket. `requests.js` is the other one.

import { uuid } from "../../activities/dom.js";

/**
 * Open it. `opened` is called once it can send, `came` with each list of messages, `closed` once at its end,
 * whoever ended it. Returns `send(message)`, true when it went out, and `close()`.
 */
export function overSocket(kernel, { opened, came, closed }) {
  const url = new URL(`/api/kernels/${kernel}/channels?session_id=${uuid()}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  socket.onopen = opened;
  socket.onmessage = (event) => came([JSON.parse(event.data)]);
  socket.onclose = closed;
  return {
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    close: () => socket.close(),
  };
}
