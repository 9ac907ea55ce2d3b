// Time that runs out, from a moment the server keeps: every screen agrees, and a reload changes nothing.

/** Return minutes and seconds: "4:05". */
export const minutesAndSeconds = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Return the time left for people in the middle of an answer: calm, and never a number of seconds. */
export function calmText(left) {
  if (left <= 0) return "time is up";
  return left <= 60 ? "last minute" : `${Math.ceil(left / 60)} min left`;
}

/**
 * Return {run(since, whole), stop()}. From `run` on, `draw(left)` is called once a second: the whole seconds left of
 * `whole` since that moment (ISO), under nought when it is over; null while no time runs.
 */
export function countdown(draw) {
  let tick = null;
  const stop = () => clearTimeout(tick);
  const run = (since, whole) => {
    stop();
    if (!since) return draw(null);
    const left = whole - (Date.now() - Date.parse(since)) / 1000;
    draw(Math.ceil(Math.min(left, whole)));
    tick = setTimeout(run, (((left * 1000) % 1000) + 1000) % 1000 || 1000, since, whole);
  };
  return { run, stop };
}
