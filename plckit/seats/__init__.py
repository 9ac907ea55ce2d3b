"""Seats: kernels to the browser, small objects to us. May import `activities` and what is below it.

`wire` packs Jupyter messages, `kernel` answers them, `room` holds what the seats of a session share,
`hub` carries changes to them, `connection` and `manager` plug into Voilà.
"""
