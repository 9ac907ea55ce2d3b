// The result of a decision. It is declared in the console; here everybody reads it with its reason and its two tests.

import { cardView } from "../card.js";

export default cardView();
