// Asks once a second whether a phone came; after half a minute it opens what else can be done.

const PATIENCE = 30000;
const status = document.querySelector("[data-try] .reached");
const otherwise = document.querySelector("[data-otherwise]");
const since = Date.now();

async function look() {
  let reached = false;
  try {
    ({ reached } = await (await fetch("/try/state")).json());
  } catch {
    // The server is away for a moment: asked again.
  }
  if (reached) {
    status.dataset.reached = "true";
    status.textContent = "Your phone can reach this computer.";
    document.querySelector(".door-qr").hidden = true;
    otherwise.hidden = true;
    return;
  }
  if (Date.now() - since > PATIENCE && !otherwise.dataset.offered) {
    otherwise.dataset.offered = "true";
    otherwise.querySelector("details").open = true;
    status.textContent = "No phone has come yet. See below what else you can do.";
  }
  setTimeout(look, 1000);
}

if (!status.dataset.reached) look();
