// The kernel websocket: Jupyter's messages as plain JSON, reconnecting by itself for as long as it takes.

import { uuid } from "../../activities/dom.js";

const CONTROL = "control";
const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;
const SILENCE = 25000;

/**
 * Connect to a seat. `heard` gets {states, at}, {comm, state, at} or {comm, message}; `at` is the server's clock; `linked` gets "connecting",
 * "connected", "reconnecting" or "refused". Returns `send(comm, content)`, true when it went out.
 */
export function connect(kernel, { heard, linked }) {
  const me = uuid();
  let socket = null;
  let wait = FIRST_WAIT;
  let timer = null;
  let last = 0;
  let once = false;
  let over = false; // the server said that this page is not ours: nothing is tried any more

  const url = new URL(`/api/kernels/${kernel}/channels?session_id=${me}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");

  const transmit = (msg_type, content) => {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    const header = { msg_id: uuid(), msg_type, session: me, username: "", version: "5.3", date: new Date().toISOString() };
    socket.send(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content, buffers: [] }));
    return true;
  };

  const open = () => {
    if (over) return;
    clearTimeout(timer);
    linked(once ? "reconnecting" : "connecting");
    socket?.close(); // never two at a time
    const mine = (socket = new WebSocket(url));
    let opened = false;
    mine.onopen = () => {
      opened = true;
      last = Date.now();
      transmit("comm_open", { comm_id: CONTROL, target_name: "jupyter.widget.control", data: {} });
      transmit("comm_msg", { comm_id: CONTROL, data: { method: "request_states" } });
    };
    mine.onmessage = (event) => {
      last = Date.now();
      receive(JSON.parse(event.data));
    };
    mine.onclose = async () => {
      if (mine !== socket) return;
      socket = null;
      const notOurs = !opened && (await refused(kernel));
      if (socket || over) return; // meanwhile another one was opened
      over = notOurs;
      clearTimeout(timer);
      if (over) return linked("refused");
      linked("reconnecting");
      timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };

  const receive = ({ header, content }) => {
    if (header.msg_type !== "comm_msg") return;
    const { comm_id: comm, data } = content;
    if (data.method === "update_states") {
      const states = Object.fromEntries(Object.entries(data.states).map(([id, model]) => [id, model.state]));
      heard({ states, at: header.date });
      wait = FIRST_WAIT;
      once = true;
      linked("connected");
    } else if (data.method === "update") heard({ comm, state: data.state, at: header.date });
    else if (data.method === "custom") heard({ comm, message: data.content });
  };

  // A phone that slept or changed networks may hold a dead socket: ask, and start again if nothing comes.
  const wake = () => {
    if (over || document.visibilityState !== "visible") return;
    if (!socket) return open();
    if (Date.now() - last < SILENCE) return;
    const asked = Date.now();
    transmit("kernel_info_request", {});
    setTimeout(() => {
      if (last < asked && socket) {
        socket.close();
        socket = null;
        open();
      }
    }, 3000);
  };
  addEventListener("online", () => !socket && open());
  addEventListener("offline", () => socket?.close());
  document.addEventListener("visibilitychange", wake);
  setInterval(wake, SILENCE);

  open();
  return (comm, content) => transmit("comm_msg", { comm_id: comm, data: { method: "custom", content } });
}

/**
 * Whether the server is there and says that this page is not ours (rather than being away): it sends us
 * elsewhere, or it shows this page with the seat of somebody else, who has joined in this browser.
 */
async function refused(kernel) {
  try {
    const page = await fetch(location.href, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(5000) });
    if (page.type === "opaqueredirect" || page.status === 403 || page.status === 404) return true;
    if (page.status !== 200) return false;
    const text = await page.text();
    return text.includes("plckit") && !text.includes(kernel); // the page of a hotel's Wi-Fi says nothing about us
  } catch {
    return false;
  }
}
