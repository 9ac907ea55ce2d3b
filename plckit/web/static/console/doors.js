// Doors and keys: who can come in, who leads, and the way back. Only where nobody else sees this screen.

import { h } from "../../../activities/dom.js";
import { sure } from "./dialog.js";

export function doors(all) {
  const { screen, parts, request } = all;
  const panel = document.querySelector('[data-panel="doors"] .private-part');
  const links = linkTools(all, new URL(panel.dataset.address).origin);
  const tools = [door(all), code(all), links.el, recovery(all), phone(all)];
  const title = h("h2", { class: "part-title" }, "Doors and keys");
  const refresh = async () => {
    if (!screen.mine() || parts.at() !== "doors") return;
    const { type, value } = await request({ type: "links" }, "quietly");
    if (type === "done" && screen.mine()) links.show(value);
  };
  screen.on((mine) => {
    panel.replaceChildren(...(mine ? [title, ...tools] : []));
    if (!mine) links.show({ console: "", projector: "" });
    refresh();
  });
  parts.on(refresh);
}

const block = (title, ...children) => h("section", { class: "door-block" }, h("h3", {}, title), children);

function door({ room, request }) {
  const says = h("p", { role: "status" });
  const button = h("button", { type: "button" });
  const row = h("div", { class: "row" }, button);
  const draw = () => {
    const shut = room.get("shut");
    says.textContent = shut ? "Closed: nobody new gets in. Whoever was in can come back." : "Open: people can join with the code.";
    button.textContent = shut ? "Open the door" : "Close the door";
    button.disabled = room.get("closed");
  };
  button.onclick = () => request({ type: "shut", shut: !room.get("shut") }, row);
  room.on("change:shut", draw);
  room.on("change:closed", draw);
  draw();
  return block("The door", says, row);
}

function code({ page, room, request }) {
  const now = h("strong", { class: "code-small" }, room.get("code"));
  const button = h("button", { type: "button" }, "New code…");
  const row = h("div", { class: "row" }, button);
  button.onclick = async () => {
    const lines = ["The old code and its QR let nobody in any more. Whoever is in stays in."];
    if (await sure("Make a new code?", lines, "Make a new code")) request({ type: "new code" }, row);
  };
  room.on("change:code", (text) => {
    now.textContent = text;
    // The address and the QR on this page are those of the old code.
    if (text !== page.code) location.replace(`/console/${text}`);
  });
  return block("The code", h("p", {}, "People join with ", now, "."), row);
}

function linkTools({ room, request }, origin) {
  const lead = linkBox("Whoever has this link leads with you. Give it only to a co-facilitator.", "The link for a co-facilitator");
  const wall = linkBox("For another computer at the wall. Whoever has it sees what the room sees.", "The link of the projector");
  const anew = h("button", { type: "button" }, "Make both links anew…");
  const row = h("div", { class: "row" }, anew);
  const show = (paths) => {
    lead.show(paths.console && origin + paths.console);
    wall.show(paths.projector && origin + paths.projector);
  };
  anew.onclick = async () => {
    const lines = ["The old links open nothing any more. Whoever leads already goes on leading.", "The projector stops too: open it again from this console."];
    if (!(await sure("Make both links anew?", lines, "Make them anew"))) return;
    if ((await request({ type: "new links" }, row)).type !== "done") return;
    const { type, value } = await request({ type: "links" }, row);
    if (type === "done") show(value);
  };
  const close = () => (anew.disabled = room.get("closed"));
  room.on("change:closed", close);
  close();
  return { el: block("Links", lead.el, wall.el, row), show };
}

/** A secret link, to copy or to read out. */
function linkBox(words, label) {
  const box = h("input", { type: "text", readOnly: true, "aria-label": label, onfocus: () => box.select() });
  const said = h("p", { class: "quiet", role: "status", hidden: true });
  const copy = async () => {
    said.hidden = false;
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = "Copied.";
    } catch {
      box.focus(); // browsers copy by script only on a secure page
      said.textContent = "Press Ctrl+C (on a Mac ⌘C) to copy it.";
    }
  };
  const row = h("div", { class: "row link-row" }, box, h("button", { type: "button", onclick: copy, "aria-label": `Copy: ${label}` }, "Copy"));
  const el = h("div", { class: "link-box" }, h("p", {}, h("b", {}, `${label}. `), words), row, said);
  const show = (url) => {
    box.value = url;
    said.hidden = true;
  };
  return { el, show };
}

function recovery({ request, screen }) {
  const words = h("output", { class: "words" });
  const says = h("p", { hidden: true }, "Write it down now: it is shown once. Making another one ends this one.");
  const row = h("div", { class: "row" });
  const make = async () => {
    const { type, value } = await request({ type: "recovery" }, row);
    if (type !== "done") return;
    words.textContent = value;
    says.hidden = false;
  };
  row.append(h("button", { type: "button", onclick: make }, "Show a recovery code"));
  screen.on((mine) => {
    if (mine) return;
    words.textContent = "";
    says.hidden = true;
  });
  return block("My recovery code", h("p", {}, "If this computer fails, it lets you lead again from any other one."), row, words, says);
}

const phone = ({ page }) =>
  block(
    "My phone",
    h("p", {}, "Lead from your phone, with names and notes, while this screen stays on the wall."),
    h("p", {}, h("a", { class: "button", href: `/console/${page.code}/pair` }, "Pair my phone")),
  );
