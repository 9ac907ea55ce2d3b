// What this community left behind for today.

import { cardView } from "../card.js";

export default cardView();
