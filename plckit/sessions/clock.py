"""The one clock: outer rooms read it and hand the moment in; rules and store never look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def utc_now() -> str:
    """Return the moment as ISO text in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def moved(at: str, seconds: float) -> str:
    """Return the moment so many seconds after *at*."""
    return (datetime.fromisoformat(at) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
