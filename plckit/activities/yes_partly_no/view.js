// Yes, partly or no: a choice of three.

export { default } from "../choice/view.js";
