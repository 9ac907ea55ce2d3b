// The sentence the group decides on. It is typed in the console; here everybody reads it, and what it said before.

import { cardView } from "../card.js";

export default cardView();
