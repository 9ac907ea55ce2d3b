// What a view needs around it in a notebook: a class for its style, and keys of its own.

/** Return a view like *view* that the notebook's keyboard shortcuts leave alone. */
export const framed = (view) => ({
  render({ model, el }) {
    el.classList.add("plckit");
    // Arrow keys move a slider or a choice here, not the notebook's selected cell.
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    return view.render({ model, el });
  },
});
