// What this session leaves behind. It is worded in the console; here it is read once it was kept.

import { cardView } from "../card.js";

export default cardView();
