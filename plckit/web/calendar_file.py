"""What is due as an .ics file, which every calendar reads: whole days, and no more words than may leave.

Days of artefacts carry fixed words alone; a promise carries what was promised by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from plckit.domain.due import Due
from plckit.domain.texts import file_stem

REMINDER = timedelta(hours=-15)
"""Nine in the morning of the day before."""


def calendar_file(title: str, found: Iterable[tuple[str, Due]], at: str) -> bytes:
    """Return a calendar of all that has a certain day, given with the name of its community.

    The same thing has the same UID in every file, and a later file a higher number, so a calendar that reads
    both keeps the later one.
    """
    from icalendar import Alarm, Calendar, Event

    made = datetime.fromisoformat(at).astimezone(UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//plckit//What is due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _line(title))
    for community, due in found:
        if not due.day:
            continue
        event, alarm, day = Event(), Alarm(), date.fromisoformat(due.day)
        summary = _line(f"{due.who}: {due.label}" if due.who else due.label)
        event.add("uid", f"{due.key}@plckit")
        event.add("dtstamp", made)
        event.add("sequence", int(made.timestamp()) // 60)
        event.add("summary", f"{summary} ({_line(community)})")
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()


def file_name(title: str) -> str:
    """Return a name for the file in plain letters."""
    return f"plckit-{file_stem(title, 'community')}.ics"


def _line(text: str) -> str:
    return " ".join(text.split())
