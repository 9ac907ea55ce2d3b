// A personal link. Its key comes once, to the screen that asked; nothing here keeps it.

import { freshId, h, uuid } from "../dom.js";

const STAFF = "Whoever wants one makes it on their own screen. No other screen shows it.";
const OFFLINE = "Not connected, so there is no link yet. Try again when the page says Connected.";
const note = (words) => h("p", { class: "note" }, words);
const ABOUT =
  "With it you add what you see between meetings, on any device, without signing in. Your team sees it at the next check-in. Whoever has your link can add for you, so keep it to yourself.";

export default {
  render({ model, el }) {
    const spec = model.get("spec");
    const id = freshId(spec.key);
    const place = h("div", { class: "my-link", role: "group", "aria-labelledby": `${id}-prompt` });
    const says = h("p", { class: "note", role: "status" });
    const article = h(
      "article",
      { class: "activity", "data-key": spec.key, "data-kind": spec.kind },
      h("h2", { class: "prompt", id: `${id}-prompt` }, spec.prompt),
      spec.hint ? h("p", { class: "hint" }, spec.hint) : null,
      place,
      says,
    );
    let op = null;
    let has = false; // a link of one's own is on the screen
    const ask = (again) => {
      op = uuid();
      says.textContent = "Making your link…";
      model.send({ type: "my link", op, name: name.value, again });
    };
    const name = h("input", { type: "text", id, maxlength: "60", autocomplete: "off" });
    const make = h("button", { type: "button", class: "primary", onclick: () => ask(false) }, "Make my link");
    const form = h(
      "div",
      { class: "part" },
      h("p", {}, ABOUT),
      h("label", { for: id }, "Which name stands beside what you add? Left empty, it is the one you joined with."),
      name,
      make,
    );
    const another = h("button", { type: "button", onclick: () => ask(true) }, "Make another one; the old one stops");

    const show = ({ token, made, name: called }) => {
      if (made) {
        says.textContent = "You have a link already. If you have lost it, you can make another one.";
        return place.replaceChildren(another);
      }
      has = true;
      const path = `/e/${token}`;
      const box = h("input", { type: "text", readOnly: true, value: location.origin + path, "aria-label": "Your link" });
      const copy = h("button", { type: "button", onclick: () => copied(box, copy) }, "Copy");
      const open = h("a", { class: "button", href: path, target: "_blank", rel: "noopener noreferrer" }, "Open it, and bookmark it");
      place.replaceChildren(
        h("p", {}, `This is your link. “${called}” stands beside what you add with it. It is shown only now: open it, or copy it to yourself.`),
        box,
        h("div", { class: "row" }, open, copy),
        h("p", {}, "On another device, scan this:"),
        h("img", { src: `${path}/qr`, alt: "QR code of your own link", width: "180", height: "180" }),
      );
      says.textContent = "Your link is ready.";
      open.focus();
    };
    const draw = () => {
      article.dataset.phase = model.get("phase");
      if (has) return;
      const { wait, question, made, of } = model.get("group")?.link ?? { wait: "", question: "" };
      const told = model.get("mine") === null && question ? [`${made} of ${of} here have made one in this meeting.`] : [];
      if (wait || !question) place.replaceChildren(note(wait), ...told.map(note));
      else if (told.length) place.replaceChildren(note(STAFF), ...told.map(note));
      else if (!form.isConnected && !another.isConnected) place.replaceChildren(form);
    };
    const hear = (message) => {
      if (message.type === "offline" && op) says.textContent = OFFLINE;
      if (!op || message.op !== op) return;
      op = null;
      if (message.type === "done") show(message.value);
      else says.textContent = message.message ?? "";
    };
    model.on("change:group", draw);
    model.on("change:phase", draw);
    model.on("msg:custom", hear);
    el.append(article);
    draw();
    return () => {
      model.off("change:group", draw);
      model.off("change:phase", draw);
      model.off("msg:custom", hear);
      article.remove();
    };
  },
};

async function copied(box, button) {
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Marked: now copy it"; // without https a browser hands out no clipboard
  }
}
