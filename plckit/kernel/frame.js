// What a view needs around it in a notebook: a class for its style, and keys of its own.

const OWN_KEYS = "data-lm-suppress-shortcuts";

/** Return a view like *view* that the notebook's keyboard shortcuts leave alone. */
export const framed = (view) => ({
  render({ model, el }) {
    el.classList.add("plckit");
    // Arrow keys move a slider or a choice, not the notebook's selected cell. JupyterLab looks for this mark
    // on what has the focus and not around it.
    const mark = (event) => event.target.setAttribute(OWN_KEYS, "true");
    el.addEventListener("focusin", mark);
    const stop = view.render({ model, el });
    return () => {
      el.removeEventListener("focusin", mark);
      stop();
    };
  },
});
