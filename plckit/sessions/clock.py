"""The one clock: outer rooms read it and hand the moment in; rules and store never look."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def utc_now() -> str:
    """Return the moment as ISO text in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def local_day(moment: str) -> str:
    """Return the day (year-month-day) on which *moment* (ISO, UTC) falls where the server stands.

    Every day that people are shown or offered is this one, so that one meeting has one date on all pages and
    cards, whatever zone a browser is in. Times of day are each browser's own; what is stored is UTC.
    """
    at = datetime.fromisoformat(moment)
    try:
        return at.astimezone().date().isoformat()
    except (OverflowError, ValueError, OSError):  # at an end of the calendar, as a form or a file may say
        return at.date().isoformat()


def is_to_come(day: date, at: str) -> bool:
    """Return whether *day* has begun nowhere at *at* (ISO, UTC): somewhere it may be tomorrow already."""
    return day > datetime.fromisoformat(at).date() + timedelta(days=1)


def moved(at: str, seconds: float) -> str:
    """Return the moment so many seconds after *at*."""
    return (datetime.fromisoformat(at) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
