"""Builders for tests, and what every kind of activity must keep: for our own tests and for authors of kinds.

    from plckit.testing import a_page, a_seat, a_session, an_activity, check_kind

    check_kind(MY_KIND)

    page = a_page({"First": [an_activity("short_text", "line", see="named")]})
    session = a_session(store, page)
    seat = a_seat(store, session)

`check_kind` needs hypothesis; everything else needs nothing but plckit. May import anything of plckit;
nothing of plckit imports it.
"""

from plckit.testing.builders import NAME, a_page, a_seat, a_session, an_activity, every_kind, utc_now
from plckit.testing.kinds import NONSENSE, check_kind, examples

__all__ = [
    "NAME",
    "NONSENSE",
    "a_page",
    "a_seat",
    "a_session",
    "an_activity",
    "check_kind",
    "every_kind",
    "examples",
    "utc_now",
]
