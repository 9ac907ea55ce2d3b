"""The one clock: outer rooms read it and hand the moment in; rules and store never look."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """Return the moment as ISO text in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
