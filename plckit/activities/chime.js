// Two soft notes when time is up, on the screens that lead: off until somebody switches them on there.
//
// Each screen of a device has a switch of its own, kept in this browser. A browser plays nothing before
// somebody has pressed something on the page; pressing the switch is that, and lets one hear how it sounds.

import { h } from "./dom.js";

const KEY = `plckit/sound/${location.pathname.split("/")[1]}`;
const NOTES = [[659.3, 0], [523.3, 0.4]]; // hertz, and the second at which it begins
const LOUD = 0.12;
const LONG = 1.4;
const boxes = new Set();
let context = null;

/** Return {el, ring(), stop()}: the switch, null where people answer; `ring` sounds where it is on and in view. */
export function chime(model) {
  if (model.get("mine") !== null) return { el: null, ring() {}, stop() {} };
  const box = h("input", { type: "checkbox", role: "switch", checked: isOn(), onchange: () => turn(box.checked) });
  boxes.add(box);
  return {
    el: h("label", { class: "sound" }, box, "Sound when time is up"),
    ring() {
      if (isOn() && box.checkVisibility() && navigator.userActivation?.hasBeenActive !== false) play();
    },
    stop: () => boxes.delete(box),
  };
}

function turn(on) {
  for (const box of boxes) box.checked = on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // this browser keeps nothing; the switch works until the page is left
  }
  if (on) play();
}

function isOn() {
  if (boxes.size) return [...boxes][0].checked;
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

function play() {
  context ??= new AudioContext();
  context.resume();
  for (const [hertz, after] of NOTES) {
    const at = context.currentTime + 0.05 + after;
    const tone = new OscillatorNode(context, { frequency: hertz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUD, at + 0.04);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + LONG);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + LONG);
  }
}
