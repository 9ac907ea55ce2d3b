"""What the screens of an enquiry show: its way of learning, its log, and its run chart.

The log is what people wrote in check-ins and what came by their links. An enquiry is the artefact of that
name; its sessions are those that kept a version of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from plckit.domain.artefacts import Artefact, current
from plckit.domain.enquiries import Number, day_of, is_ended, number, turn_name, turns_of
from plckit.domain.entries import ANSWER
from plckit.domain.ranges import RANGE_FROM, wilson
from plckit.domain.results import Audience
from plckit.domain.sessions import Phase, Session
from plckit.domain.suppression import SMALLEST
from plckit.domain.texts import date_in_words
from plckit.domain.visibility import See, is_anonymous, is_revealed_together
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.sessions import artefacts, results
from plckit.sessions.clock import local_day
from plckit.store.transaction import Transaction

ENQUIRY = "enquiry"
NO_ENQUIRY = "No enquiry yet. Workbook 09a, “Ask and plan”, begins one: keep the plan in its closing step."
NO_NUMBERS = (
    "No numbers to draw yet. A number comes from the log: write “18 of 26” or “7.5 minutes” in its last "
    "box, here or by your own link."
)
OTHERS_HERE = "The log is for the team only, and the facilitator said that others are in the room."
FINISHED = "The session is finished. Who has no link yet makes one in the next meeting of the enquiry."
MEDIAN_FROM = 3
UNSEEN = (See.PRIVATE, See.PAIR, See.GROUP)
"""What is written so that only a few see it never stands in the log of all."""


@dataclass(frozen=True)
class Line:
    """One row of the log, in a check-in or by a link: the turn it is about, its day (ISO), and who."""

    turn: int
    day: str
    cells: tuple[str, str, str, str]  # did, saw, might mean, number
    who: str
    at: str
    owner: str


def of_session(tx: Transaction, session: Session, page: Page | None) -> Artefact | None:
    """Return the enquiry a session works on: what it has kept, or else the community's latest.

    A workbook that begins one has none before it was kept.
    """
    here = tx.artefacts.of_session(session.id, ENQUIRY)
    if here or (page and _begins(page)):
        return here
    return artefacts.latest(tx, session, ENQUIRY)


def _begins(page: Page) -> bool:
    makers = (one for one in page.activities.values() if one.options.get("makes"))
    return any(one.options["artefact"] == ENQUIRY and not one.options["continues"] for one in makers)


def is_over(tx: Transaction, enquiry: Artefact) -> bool:
    """Return whether an enquiry has ended, or another one of its community has begun since."""
    latest = artefacts.newest(tx, enquiry.community, ENQUIRY) or enquiry
    return latest.id != enquiry.id or is_ended(current(latest))


def is_another(tx: Transaction, session: Session, before: Session) -> bool:
    """Return whether an earlier session worked on another enquiry than this one does."""
    then = tx.artefacts.of_session(before.id, ENQUIRY)
    now = of_session(tx, session, None)
    return then is not None and now is not None and then.id != now.id


def supply(tx: Transaction, session: Session, spec: ActivitySpec, page: Page | None) -> dict[str, Any]:
    """Return what an activity gets of an enquiry, by its option `enquiry`.

    That is {"method": key}, or {"log": [{"turn", "rows"}], "wait"}.
    """
    if spec.options["enquiry"] == "method":
        return {"method": _method(tx, session, spec, page)}
    return _log(tx, session, page, bool(spec.options.get("since")))


def _method(tx: Transaction, session: Session, spec: ActivitySpec, page: Page | None) -> str:
    """Return the way of learning: as it was chosen in this session, or as the enquiry has it."""
    source = page.activities.get(str(spec.options.get("method", ""))) if page else None
    if source:
        phase = tx.sessions.phases(session.id).get(source.key)
        if is_revealed_together(source.see) and phase is not Phase.REVEALED:
            return ""
        picked = Counter(r.value for r in tx.entries.of(session.id, source.key) if r.entry == ANSWER)
        return str(picked.most_common(1)[0][0]) if picked else ""
    enquiry = of_session(tx, session, page)
    return str(current(enquiry).get("method", "")) if enquiry else ""


def offered(tx: Transaction, session: Session, page: Page | None) -> dict[str, Any]:
    """Return {"link": {"question", "wait", "made", "of"}}: which enquiry it is for, or why there is none.

    So many of the people here have made one in this session.
    """
    enquiry = of_session(tx, session, page)
    if enquiry is None:
        begins = page is not None and _begins(page)
        wait = "Your link comes once the facilitator has kept the plan." if begins else NO_ENQUIRY
        return {"link": {"question": "", "wait": wait, "made": 0, "of": 0}}
    wait = FINISHED if session.closed else ""
    wait = "This enquiry has ended, so nothing more is added to it." if is_over(tx, enquiry) else wait
    gone = {seat.id for seat in tx.seats.removed(session.id)}
    links = (one for one in tx.enquiries.links(enquiry.id) if one.session == session.id and not one.ended)
    made = sum(link.seat not in gone for link in links)
    question = str(current(enquiry).get("question", ""))
    return {"link": {"question": question, "wait": wait, "made": made, "of": tx.seats.people(session.id)}}


def _hidden(tx: Transaction, session: Session) -> str:
    """Return why the log stays hidden: the facilitator said that others are in the room (rule P2)."""
    said = tx.sessions.latest(session.id, "data")
    made_up = results.synthetic(tx, session)
    outside = said and results.audience(tx, session) is Audience.OUTSIDE and not made_up
    return OTHERS_HERE if outside else ""


def _log(tx: Transaction, session: Session, page: Page | None, since: bool) -> dict[str, Any]:
    """Return the log by turn; with *since* what came by links after the last meeting, nothing else."""
    enquiry = of_session(tx, session, page)
    if enquiry is None or _hidden(tx, session):
        return {"wait": _hidden(tx, session) or NO_ENQUIRY}
    if since:
        meetings = tx.artefacts.versions(enquiry.community, ENQUIRY)  # words revised later are no meeting
        before = (one for one in meetings if one.id == enquiry.id and one.session not in (None, session.id))
        kept = next((one.at for one in before), "")
        found = [one for one in _by_links(tx, enquiry) if one.at > kept]
    else:
        found = lines(tx, session, enquiry)
    changes, by_turn = turns_of(current(enquiry)), dict[int, list[list[str]]]()
    for one in sorted(found, key=lambda one: (one.turn, one.day)):
        by_turn.setdefault(one.turn, []).append([_said(one.day), *one.cells, one.who])
    told = [{"turn": turn_name(turn, changes), "rows": rows} for turn, rows in by_turn.items()]
    nothing = "Nothing was added since the last meeting." if since else "Nothing is in the log yet."
    return {"log": told, "wait": "" if told else nothing}


def lines(tx: Transaction, session: Session, enquiry: Artefact) -> list[Line]:
    """Return every line of an enquiry's log, those of this session too."""
    return [*_by_links(tx, enquiry), *_in_check_ins(tx, session, enquiry)]


def _by_links(tx: Transaction, enquiry: Artefact) -> list[Line]:
    names = {link.id: link.name for link in tx.enquiries.links(enquiry.id)}
    return [
        Line(
            row.turn,
            row.day,
            (row.did, row.saw, row.means, row.number),
            names.get(row.link, ""),
            row.at,
            row.link,
        )
        for row in tx.enquiries.of(enquiry.id)
    ]


def _in_check_ins(tx: Transaction, session: Session, enquiry: Artefact) -> Iterator[Line]:
    """Yield what was logged in the enquiry's sessions; each is about the turn that was on when they met."""
    versions = [one for one in tx.artefacts.versions(enquiry.community, ENQUIRY) if one.id == enquiry.id]
    met = {one.session for one in versions if one.session} | {session.id}
    for key in met:
        here = tx.sessions.get(key)
        page = tx.sessions.page(here.page) if here else None
        if here is None or page is None:
            continue
        before = next((one for one in versions if one.session != key and one.at < _kept(versions, key)), None)
        turn = len(turns_of(current(before))) if before else 0
        for spec in page.activities.values():
            if spec.options.get("enquiry") == "log" and spec.options["add"]:
                yield from _rows_of(tx, here, spec, turn)


def _kept(versions: Sequence[Artefact], session: str) -> str:
    """Return when a session kept the enquiry first; past every moment where it has not yet."""
    return min((one.at for one in versions if one.session == session), default="9999")


def _rows_of(tx: Transaction, session: Session, spec: ActivitySpec, turn: int) -> Iterator[Line]:
    phase = tx.sessions.phases(session.id).get(spec.key)
    if spec.see in UNSEEN or (is_revealed_together(spec.see) and phase is not Phase.REVEALED):
        return
    found: dict[tuple[str, str], dict[str, str]] = {}
    about: dict[tuple[str, str], tuple[str, str]] = {}
    for row in tx.entries.of(session.id, spec.key):
        own, _, column = row.entry.partition(".")
        if column in spec.options["columns"] and not row.hidden:
            found.setdefault((row.seat, own), {})[column] = row.value
            about[row.seat, own] = ("" if is_anonymous(spec.see) else row.name, row.at)
    for key, cells in found.items():
        did, saw, means, count = (cells.get(name, "") for name in ("did", "saw", "means", "number"))
        day = cells.get("on", local_day(about[key][1]))
        of = 0 if cells.get("about") else turn
        yield Line(of, day, (did, saw, means, count), *about[key], key[0])


def _said(day: str) -> str:
    return date_in_words(date.fromisoformat(day)) if day_of(day) else day


def run(tx: Transaction, session: Session, page: Page | None) -> dict[str, Any]:
    """Return what the run chart is made of: {"measures", "source"}, or {"wait": why there is nothing."""
    enquiry = of_session(tx, session, page)
    if enquiry is None or _hidden(tx, session):
        return {"wait": _hidden(tx, session) or NO_ENQUIRY}
    content = current(enquiry)
    log = lines(tx, session, enquiry)
    numbers = _numbers([*_baseline(content, log), *log])
    if not numbers:
        return {"wait": NO_NUMBERS}
    inside = not tx.sessions.latest(session.id, "data") or (
        results.audience(tx, session) is Audience.TEAM or results.synthetic(tx, session)
    )
    smallest = SMALLEST[Audience.TEAM if inside else Audience.OUTSIDE]
    points, unit = _points(numbers, smallest)
    shown = [one["value"] for one in points if one["value"] is not None]
    named = f"{unit}: {content['measure']}" if content.get("measure") else unit
    middle = median(shown) if len(shown) >= MEDIAN_FROM else None
    measures = {"points": points, "changes": _changes(content), "median": middle, "unit": named}
    source = {"tested": None, "enrolled": 0, "synthetic": enquiry.synthetic, "outside": not inside}
    return {"measures": measures, "source": source}


def _baseline(content: Mapping[str, Any], log: Sequence[Line]) -> Iterator[Line]:
    """Yield what was known before the first turn: of a day the first number that opens its evidence.

    Where the log has a number of that day from before the first turn, that one says it now.
    """
    logged = {one.day for one in log if not one.turn and number(one.cells[3])}
    for row in reversed(content.get("baseline", [])):
        day = day_of(row.get("on", ""))
        if number(row.get("shows", "")) and day not in logged:
            yield Line(0, day, ("", "", "", row["shows"]), "", "", "baseline")


def _numbers(log: Sequence[Line]) -> list[tuple[str, Number]]:
    """Return (day, number): of one person on one day the last, so that no class is counted twice."""
    found: dict[tuple[str, str], Number] = {}
    for one in sorted(log, key=lambda one: one.at):
        if day_of(one.day) and (read := number(one.cells[3])):
            found[one.day, one.who or one.owner] = read
    return [(day, one) for (day, _), one in found.items()]


def _changes(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return where each turn began; a first turn without a day began as its plan says."""
    planned = next((day for row in content.get("plan", ()) if (day := day_of(row.get("when", "")))), "")
    found = []
    for i, row in enumerate(content.get("turns", ()), 1):
        if begun := day_of(row.get("from", "")) or (planned if i == 1 else ""):
            found.append({"date": begun, "label": turn_name(i, turns_of(content))})
    return found


def _points(numbers: Sequence[tuple[str, Number]], smallest: int) -> tuple[list[dict[str, Any]], str]:
    """Return a point a day and the unit: counts of one day are added up, other numbers have their middle.

    One chart has one unit: that of most numbers. A count of few students is hidden (rules P1, P2, P7).
    """
    units = Counter("" if one.of else one.unit or "number" for _, one in numbers)
    unit = units.most_common(1)[0][0]
    days: dict[str, list[Number]] = {}
    for day, one in sorted(numbers, key=lambda pair: pair[0]):
        if unit == ("" if one.of else one.unit or "number"):
            days.setdefault(day, []).append(one)
    if unit:
        points = [_point(day, median([one.value for one in found]), None) for day, found in days.items()]
        return points, unit
    return [_share(day, found, smallest) for day, found in days.items()], "share of students"


def _share(day: str, found: Sequence[Number], smallest: int) -> dict[str, Any]:
    part, whole = int(sum(one.value for one in found)), sum(one.of or 0 for one in found)
    if whole < smallest:
        return _point(day, None, None) | {"hidden": f"hidden: fewer than {smallest} students"}
    reach = wilson(part, whole) if whole >= RANGE_FROM else None
    low_high = {"low": reach.low, "high": reach.high} if reach else {}
    return _point(day, part / whole, whole) | low_high


def _point(day: str, value: float | None, n: int | None) -> dict[str, Any]:
    return {"date": day, "value": value, "low": None, "high": None, "n": n, "hidden": ""}
