// How much of the current step's time is left, on every screen of the room.

import { countdown, minutesAndSeconds } from "../../activities/countdown.js";

export { calmText } from "../../activities/countdown.js";

/** Call `draw(left, step)` with the seconds left once a second; with null while no step runs, or one done at home. */
export function stepTime({ page, room }, draw) {
  const step = () => page.steps.find(({ key }) => key === room.get("step"));
  const time = countdown((left) => draw(left, left === null ? null : step()));
  const run = () => {
    const now = step();
    time.run(now && !now.before && !room.get("closed") ? room.get("since") : null, now ? 60 * room.get("minutes") : 0);
  };
  for (const name of ["step", "since", "minutes", "closed"]) room.on(`change:${name}`, run);
  run();
}

/** Return a clock for the screens that lead: time left, or time over. */
export const clockText = (left) => (left === null ? "" : left >= 0 ? `${minutesAndSeconds(left)} left` : `${minutesAndSeconds(-left)} over`);
