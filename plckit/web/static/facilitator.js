// The facilitator's screen is a folder of its own.

export { start } from "./console/start.js";
