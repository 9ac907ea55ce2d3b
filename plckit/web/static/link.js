// The link to one's seat: Jupyter's messages as plain JSON, reconnecting by itself for as long as it takes.
//
// It goes over the kernel websocket. Where the network blocks that although the server can be reached, it goes
// over plain requests from then on; the tab remembers that for an hour.

import { uuid } from "../../activities/dom.js";
import { overSocket } from "./socket.js";

const CONTROL = "control";
const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;
const SILENCE = 25000;
const SOON = 2500; // a websocket that says nothing, or is cut, within this time may be blocked
const BLOCKED = "plckit/blocked";
const AN_HOUR = 3600000;

/**
 * Connect to a seat. `heard` gets {states, at}, {comm, state, at} or {comm, message}; `at` is the server's clock; `linked` gets "connecting",
 * "connected", "reconnecting" or "refused", and whether it is by plain requests. Returns `send(comm, content)`, true when it went out.
 */
export function connect(kernel, { heard, linked }) {
  const me = uuid();
  let way = null;
  let wait = FIRST_WAIT;
  let timer = null;
  let patience = null;
  let last = 0;
  let cuts = 0; // how often in a row this way was refused or cut at once while the server was there
  let slower = wasBlocked();
  let once = false;
  let over = false; // the server said that this page is not ours: nothing is tried any more

  const transmit = (msg_type, content) => {
    const header = { msg_id: uuid(), msg_type, session: me, username: "", version: "5.3", date: new Date().toISOString() };
    return way?.send({ channel: "shell", header, parent_header: {}, metadata: {}, content, buffers: [] }) ?? false;
  };

  const tell = (state) => linked(state, slower);
  const away = () => tell(once ? "reconnecting" : "connecting");

  const open = async () => {
    if (over) return;
    clearTimeout(timer);
    away();
    drop(); // never two at a time
    const mine = (way = { send: () => false, close() {}, heard: false });
    const began = Date.now();
    const isMine = () => way === mine;
    const events = {
      opened() {
        if (!isMine()) return;
        last = Date.now();
        transmit("comm_open", { comm_id: CONTROL, target_name: "jupyter.widget.control", data: {} });
        transmit("comm_msg", { comm_id: CONTROL, data: { method: "request_states" } });
      },
      came(messages) {
        if (!isMine()) return;
        last = Date.now();
        mine.heard = true;
        messages.forEach(receive);
      },
      closed: () => isMine() && ended(!mine.heard || Date.now() - began < SOON),
    };
    if (!slower) patience = setTimeout(suspect, SOON, mine);
    try {
      const go = slower ? (await import("./requests.js")).overRequests : overSocket;
      if (isMine()) Object.assign(mine, go(kernel, events));
    } catch {
      events.closed(); // no websocket in this browser, or the script did not come through
    }
  };

  const drop = () => {
    clearTimeout(patience);
    const dropped = way;
    way = null;
    dropped?.close();
  };

  /** A way came to its end. Where it hardly lived, ask why before the next try. */
  const ended = async (hardly) => {
    drop();
    away();
    const server = hardly ? await standing(kernel) : "unknown";
    if (way || over) return; // meanwhile another one was opened
    if (server === "not ours") return refuse();
    cuts = server === "there" ? cuts + 1 : 0;
    if (cuts === 2) return takeOtherWay();
    clearTimeout(timer);
    timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  /** A websocket that has said nothing yet: is the server away, too, or do only websockets not get through? */
  const suspect = async (mine) => {
    if (mine !== way || mine.heard) return;
    const server = await standing(kernel);
    if (mine !== way || mine.heard) return;
    if (server === "there") takeOtherWay();
    else if (server === "not ours") refuse();
    else patience = setTimeout(suspect, SOON, mine);
  };

  const takeOtherWay = () => {
    slower = !slower;
    cuts = 0;
    remember(slower);
    open();
  };

  const refuse = () => {
    over = true;
    drop();
    clearTimeout(timer);
    tell("refused");
  };

  const receive = (message) => {
    try {
      understand(message);
    } catch (error) {
      console.error(error); // the messages after this one are heard all the same
    }
  };

  const understand = ({ header, content }) => {
    if (header.msg_type !== "comm_msg") return;
    const { comm_id: comm, data } = content;
    if (data.method === "update_states") {
      const states = Object.fromEntries(Object.entries(data.states).map(([id, model]) => [id, model.state]));
      heard({ states, at: header.date });
      wait = FIRST_WAIT;
      once = true;
      tell("connected");
    } else if (data.method === "update") heard({ comm, state: data.state, at: header.date });
    else if (data.method === "custom") heard({ comm, message: data.content });
  };

  // A phone that slept or changed networks may hold a dead connection: ask, and start again if nothing comes.
  const wake = () => {
    if (over || document.visibilityState !== "visible") return;
    if (!way) return open();
    if (Date.now() - last < SILENCE) return;
    const asked = Date.now();
    transmit("kernel_info_request", {});
    setTimeout(() => last < asked && way && open(), 3000);
  };
  addEventListener("online", () => !way && open());
  addEventListener("offline", () => way?.close());
  document.addEventListener("visibilitychange", wake);
  setInterval(wake, SILENCE);

  open();
  return (comm, content) => transmit("comm_msg", { comm_id: comm, data: { method: "custom", content } });
}

/**
 * Where the server stands: "there", "away", or "not ours", where it is there and says that this page is not ours:
 * it sends us elsewhere, or it shows this page with the seat of somebody else, who has joined in this browser.
 */
async function standing(kernel) {
  try {
    const page = await fetch(location.href, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(5000) });
    if (page.type === "opaqueredirect" || page.status === 403 || page.status === 404) return "not ours";
    if (page.status !== 200) return "away";
    const text = await page.text();
    if (text.includes(kernel)) return "there";
    return text.includes("plckit") ? "not ours" : "away"; // the page of a hotel's Wi-Fi says nothing about us
  } catch {
    return "away";
  }
}

function wasBlocked() {
  try {
    return Date.now() - Number(sessionStorage.getItem(BLOCKED)) < AN_HOUR;
  } catch {
    return false;
  }
}

function remember(blocked) {
  try {
    sessionStorage.setItem(BLOCKED, blocked ? Date.now() : 0);
  } catch {
    // A forbidden storage: the next page finds out by itself.
  }
}
