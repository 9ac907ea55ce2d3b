"""plckit inside an ordinary kernel: JupyterLab, and Voilà as it comes. One person works there alone.

`desk` keeps that person's place in the store, `fitting` leaves out what a reworded question no longer takes,
`widget` shows an activity, `chart` a chart, `still` makes an author's own chart ready for the page, `scripts`
packs views so that they travel without a server.
May import `seats`, `pages` and what is below them; never `web`.
"""
