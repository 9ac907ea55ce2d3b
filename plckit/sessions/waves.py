"""What a community said of itself, time after time: its survey's answers, and where it stood and wants to be.

Only what its room saw is read, by the room's rules; answers are never matched (rules L6, L8, L9, P3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.results import Audience
from plckit.domain.sessions import Phase, Session
from plckit.domain.suppression import SMALLEST, is_small
from plckit.domain.texts import when
from plckit.domain.visibility import SMALLEST_GROUP
from plckit.domain.waves import Statement, Wave, comparable, few_answered, warnings
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.domain.year import REVIEW
from plckit.sessions.clock import local_day
from plckit.sessions.showing import shown
from plckit.sessions.supplying import adjusted
from plckit.store.transaction import Transaction

SYMBOL = "⊘"
FEW = f"{SYMBOL} fewer than {SMALLEST_GROUP} answers"
FEW_BETWEEN = f"{SYMBOL} fewer than {SMALLEST[Audience.OUTSIDE]} answers"
OTHER_WORDS = "asked differently"
SPLIT = "split"
NOTHING = "no answers"
MIDDLES = ("median", "split", "withheld", "empty")


@dataclass(frozen=True)
class Side:
    """The middle answer of *n* people on one slider, from 0 to 10; None where `said` stands instead of it."""

    value: float | None
    n: int
    said: str = ""


@dataclass(frozen=True)
class Point:
    """Where a line stood at one time, and where it was wanted."""

    now: Side
    want: Side

    @property
    def hidden(self) -> str:
        """Why neither is shown, "" where they are."""
        return self.now.said if self.now.value is None and self.now.said not in ("", SPLIT) else ""


@dataclass(frozen=True)
class Time:
    """One review: when (“Feb 2027”), *n* of *of* people, and a point a line; none where it is `hidden`."""

    label: str
    day: str
    n: int
    of: int
    points: Mapping[str, Point]
    hidden: str = ""


@dataclass(frozen=True)
class Waves:
    """The survey's waves and the reviews' points, the earliest first; `lines` are {key: words} of the latest.

    `notes` are the sentences that must stand beside the survey's numbers (rule L6).
    """

    surveys: tuple[Time, ...] = ()
    notes: tuple[str, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)
    times: tuple[Time, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One activity of one session as its room saw it; `rows` hold each line's middles, no single answer."""

    at: str
    options: Mapping[str, Any]
    people: int
    of: int
    hidden: str
    rows: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Review:
    """The survey and the pairs of sliders of one session, None where nobody has answered."""

    survey: Asked | None = None
    pairs: Asked | None = None


def review(tx: Transaction, kinds: Kinds, session: Session, page: Page) -> Review:
    """Return what a session has shown of the five attributes; nothing of other workbooks."""
    if page.key != REVIEW:
        return Review()
    specs = page.activities.values()
    survey = next((one for one in specs if one.kind == "likert" and one.options.get("waves")), None)
    pairs = next((one for one in specs if one.kind == "slider_pair"), None)
    return Review(_asked(tx, kinds, session, survey), _asked(tx, kinds, session, pairs))


def waves(reviews: Sequence[Review]) -> Waves:
    """Return what a community's reviews have shown, given the earliest first."""
    surveys = [one.survey for one in reviews if one.survey]
    asked = [_time(one, label, {}) for one, label in _labelled(surveys)]
    counted = [Wave(time.label, time.n, time.of, {}) for time in asked if not time.hidden]
    return Waves(tuple(asked), tuple(_notes(counted)), *_history([one.pairs for one in reviews if one.pairs]))


def between_schools(time: Time) -> Time:
    """Return a time as it may stand beside another school's: a line needs ten answers a side (rule P2).

    There is no line for all schools together, so nothing can be worked out by taking one away.
    """
    points = {key: _between(point) for key, point in time.points.items()}
    return Time(time.label, time.day, time.n, time.of, points, time.hidden)


def _between(point: Point) -> Point:
    small = [side for side in (point.now, point.want) if side.n and is_small(side.n, Audience.OUTSIDE)]
    hidden = Side(None, 0, FEW_BETWEEN)
    return Point(hidden, hidden) if small and not point.hidden else point


def _asked(tx: Transaction, kinds: Kinds, session: Session, spec: ActivitySpec | None) -> Asked | None:
    if spec is None:
        return None
    said = shown(tx, session, spec, tx.sessions.phases(session.id).get(spec.key, Phase.WAITING))
    if not said.people:
        return None
    spec = adjusted(tx, session, spec)
    of = max(spec.options.get("asked") or tx.seats.people(session.id), said.people)
    rows = [] if said.hidden else kinds[spec.kind].summarise(spec, said.entries)["rows"]
    kept = [row for row in rows if row["part"] in MIDDLES]
    at = session.begins or session.created
    return Asked(at, spec.options, said.people, of, said.hidden or "", kept)


def _labelled(found: Sequence[Asked]) -> list[tuple[Asked, str]]:
    return list(zip(found, when([local_day(one.at) for one in found]), strict=True))


def _time(one: Asked, label: str, points: Mapping[str, Point]) -> Time:
    """Return a time; of one that the room has not seen neither points nor how many answered."""
    told = (0, one.of, {}) if one.hidden else (one.people, one.of, points)
    return Time(label, local_day(one.at), *told, one.hidden)


def _notes(counted: Sequence[Wave]) -> list[str]:
    """Return each sentence once: few answers, and rates far apart from one wave to the next (rule L6)."""
    said = [few_answered(wave) for wave in counted]
    said += [line for earlier, later in pairwise(counted) for line in warnings(earlier, later)]
    return [line for line in dict.fromkeys(said) if line]


def _history(pairs: Sequence[Asked]) -> tuple[Mapping[str, str], tuple[Time, ...]]:
    """Return the latest lines, and their points at each time; asked in other words, none (rule L9)."""
    if not pairs:
        return {}, ()
    lines: Mapping[str, str] = pairs[-1].options["rows"]
    last, times = _wave(pairs[-1]), []
    for one, label in _labelled(pairs):
        then = _wave(one)
        points = {key: _point(one.rows, key) if comparable(then, last, key) else _other() for key in lines}
        times.append(_time(one, label, points))
    return lines, tuple(times)


def _wave(one: Asked) -> Wave:
    """Return the lines as they were asked: their words, and both ends of the scale."""
    options = one.options
    levels = {**options["handles"], "low": str(options["low"]), "high": str(options["high"])}
    statements = {key: Statement(text, levels, None) for key, text in options["rows"].items()}
    return Wave("", one.people, one.of, statements)


def _other() -> Point:
    return Point(Side(None, 0, OTHER_WORDS), Side(None, 0, OTHER_WORDS))


def _point(rows: Sequence[Mapping[str, Any]], key: str) -> Point:
    """Return both middles of one line, of the rows that the room's picture was drawn from."""
    own = [row for row in rows if row["row"] == key]
    for part, why in (("withheld", FEW), ("empty", NOTHING)):
        if any(row["part"] == part for row in own):
            return Point(Side(None, 0, why), Side(None, 0, why))
    sides = {row["side"]: row for row in own if row["part"] in ("median", "split")}
    return Point(*(_side(sides.get(side)) for side in ("now", "want")))


def _side(row: Mapping[str, Any] | None) -> Side:
    if row is None:
        return Side(None, 0, NOTHING)
    return Side(row["value"], row["n"], SPLIT if row["part"] == "split" else "")
