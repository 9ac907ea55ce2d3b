// Asks once a second what the laptop said about this phone; anything but waiting is shown by the server.

async function look() {
  try {
    const { stand } = await (await fetch(`${location.pathname}/state`)).json();
    if (stand !== "waiting") return location.reload();
  } catch {
    // The network is away for a moment: asked again.
  }
  setTimeout(look, 1000);
}

look();
