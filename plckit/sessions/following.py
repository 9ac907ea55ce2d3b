"""A coach follows communities: what they held, left behind and promised, and what comes next.

Only what a room has seen is read here, by the room's own rules (`plckit.sessions.showing.shown`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plckit.data.codes import CODE
from plckit.domain.artefact_dictionary import TYPES, artefact_type
from plckit.domain.artefacts import Artefact, current
from plckit.domain.due import Due, in_artefacts, in_order
from plckit.domain.entries import Kinds
from plckit.domain.sessions import Phase, Session
from plckit.domain.texts import one_line
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.domain.year import SHARE, TURN, Known, Next, Year, what_next, year_of
from plckit.errors import NotFound
from plckit.sessions import waves
from plckit.sessions.clock import local_day
from plckit.sessions.convening import LONGEST_COMMUNITY, community_name
from plckit.sessions.showing import shown
from plckit.store.transaction import Transaction

A_STUDENT = "a student"
NOT_YET = re.compile(r"“(?P<label>[^”]*)” (?P<count>\d+)")


@dataclass(frozen=True)
class Outline:
    """What is followed of a workbook's page: key, title, *must* steps, and where people promise."""

    key: str
    title: str
    musts: frozenset[str]
    promises: tuple[ActivitySpec, ...]
    page: Page


@dataclass(frozen=True)
class Seen:
    """What a session's room has seen of what is followed: promises with names, and the five attributes."""

    promises: tuple[Due, ...]
    review: waves.Review


# A page never changes, and what a room has seen changes only when its log gets longer. Reading both takes
# longer than all else here, and a coach looks at a year of meetings that are over.
OUTLINES: dict[str, Outline] = {}
SEEN: dict[str, tuple[int, Seen]] = {}


class Counts(NamedTuple):
    """What is counted of all sessions at once: steps reached, who answered, who takes part, and changes."""

    steps: Mapping[str, set[str]]
    answered: Mapping[str, int]
    people: Mapping[str, int]
    changes: Mapping[str, int]


@dataclass(frozen=True)
class Meeting:
    """One session: `answered` of `people` put something in, `made` are titles of artefacts it left behind.

    It counts as `held` once half of its *must* steps were reached: a rehearsal does not, nor does a second
    meeting for what was left over.
    """

    code: str
    day: str
    book: str
    title: str
    answered: int
    people: int
    begun: bool
    held: bool
    made: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """Artefacts of one type: the day of the latest, and how many there are."""

    kind: str
    title: str
    day: str
    count: int


@dataclass(frozen=True)
class Enquiry:
    """An enquiry under way: its question, how many turns were taken, and when something was added last."""

    id: str
    question: str
    method: str
    turns: int
    day: str


@dataclass(frozen=True)
class Followed:
    """All that a coach sees of one community; meetings are the earliest first."""

    name: str
    school: str
    meetings: tuple[Meeting, ...]
    left: tuple[Left, ...]
    enquiries: tuple[Enquiry, ...]
    due: tuple[Due, ...]
    waves: waves.Waves
    year: Year
    next: tuple[Next, ...]


def communities(tx: Transaction, kinds: Kinds) -> list[Followed]:
    """Return every community, by school and name; those without a school last."""
    return _followed(tx, kinds, tx.communities.names())


def community(tx: Transaction, kinds: Kinds, name: str) -> Followed:
    """Return one community; raise NotFound."""
    found = _followed(tx, kinds, [one for one in tx.communities.names() if one == name])
    if not found:
        raise NotFound("There is no community of that name here. Look for it on the coach's page.")
    return found[0]


def set_school(tx: Transaction, name: str, school: str) -> None:
    """Keep the school that a community belongs to; "" for none. Raises BadValue."""
    tx.communities.set_school(community_name(name), one_line(school, LONGEST_COMMUNITY) or "")


def enquiries(artefacts: Sequence[Artefact], added: Mapping[str, str] | None = None) -> list[Enquiry]:
    """Return the enquiries under way, of the latest versions of a community's artefacts.

    *added* says when something was added to an enquiry between meetings: {id of the artefact: moment}. An
    enquiry is under way until it says what is kept, changed or dropped; one more turn is no end.
    """
    found = []
    for one in (each for each in artefacts if each.kind == "enquiry"):
        content, method = current(one), artefact_type(one.kind).field("method")
        if content.get("keep", "more") == "more":
            last = max(one.at, (added or {}).get(one.id, ""))
            way = str(content.get("method", ""))
            way = method.choices.get(way, way) if method else way
            turns = len(content.get("turns", ()))
            found.append(Enquiry(one.id, str(content.get("question", "")), way, turns, local_day(last)))
    return found


def _followed(tx: Transaction, kinds: Kinds, names: Sequence[str]) -> list[Followed]:
    sessions: dict[str, list[Session]] = {name: [] for name in names}
    for session in sorted(tx.sessions.all(), key=_moment):
        if session.community in sessions and not session.code.startswith("solo"):
            sessions[session.community].append(session)
    ids = [session.id for own in sessions.values() for session in own]
    told = tx.communities
    counts = Counts(told.steps_begun(ids), told.answered(ids), told.people(ids), tx.feed.counters(ids))
    schools = tx.communities.schools()
    found = [_one(tx, kinds, name, schools.get(name, ""), own, counts) for name, own in sessions.items()]
    return sorted(found, key=lambda one: (not one.school, one.school.casefold(), one.name.casefold()))


def _one(
    tx: Transaction, kinds: Kinds, name: str, school: str, sessions: Sequence[Session], counts: Counts
) -> Followed:
    latest = _latest(tx.artefacts.versions(name))
    meetings = tuple(_meeting(tx, session, counts, latest) for session in sessions)
    seen = [_seen(tx, kinds, session, counts.changes[session.id]) for session in sessions]
    promised = [due for one in seen for due in one.promises]
    now = year_of([(one.book, one.day) for one in meetings if one.held])
    running = tuple(enquiries(latest, _added(tx, latest)))
    known = Known({one.kind for one in latest}, _not_yet(latest), bool(running), _again(latest))
    return Followed(
        name=name,
        school=school,
        meetings=meetings,
        left=tuple(_left(latest)),
        enquiries=running,
        due=tuple(in_order([*promised, *in_artefacts(latest)])),
        waves=waves.waves([one.review for one in seen]),
        year=now,
        next=tuple(what_next(now, known)),
    )


def _moment(session: Session) -> str:
    return session.begins or session.created


def _seen(tx: Transaction, kinds: Kinds, session: Session, changes: int) -> Seen:
    before = SEEN.get(session.id)
    if before is None or before[0] != changes:
        review = waves.review(tx, kinds, session, outline(tx, session).page)
        before = SEEN[session.id] = changes, Seen(tuple(_promises(tx, session)), review)
    return before[1]


def outline(tx: Transaction, session: Session) -> Outline:
    """Return what is followed of a session's page."""
    if session.page not in OUTLINES:
        page = tx.sessions.page(session.page)
        if page is None:
            raise NotFound("This workbook is not here any more.")
        musts = frozenset(step.key for step in page.steps if step.must and not step.before)
        promises = (
            one for one in page.activities.values() if one.kind == "commitment" and one.see is See.NAMED
        )
        OUTLINES[session.page] = Outline(page.key, page.title, musts, tuple(promises), page)
    return OUTLINES[session.page]


def _meeting(tx: Transaction, session: Session, counts: Counts, latest: Sequence[Artefact]) -> Meeting:
    about, steps = outline(tx, session), counts.steps.get(session.id, set())
    answered = counts.answered.get(session.id, 0)
    people = max(counts.people.get(session.id, 0), answered)
    return Meeting(
        code=session.code,
        day=local_day(_moment(session)),
        book=about.key,
        title=about.title,
        answered=answered,
        people=people,
        begun=bool(steps),
        held=bool(steps and people) and 2 * len(about.musts & steps) >= len(about.musts),
        made=tuple(artefact_type(one.kind).title for one in latest if one.session == session.id),
    )


def _added(tx: Transaction, latest: Sequence[Artefact]) -> dict[str, str]:
    """Return when something was added last to each enquiry between meetings."""
    ids = [one.id for one in latest if one.kind == "enquiry"]
    return {one: max((row.at for row in tx.enquiries.of(one)), default="") for one in ids}


def _latest(versions: Sequence[Artefact]) -> list[Artefact]:
    """Return the latest version of each artefact, the latest first."""
    found: dict[str, Artefact] = {}
    for one in versions:
        if one.kind in TYPES and (one.id not in found or found[one.id].version < one.version):
            found[one.id] = one
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def _left(latest: Sequence[Artefact]) -> Iterator[Left]:
    """Yield a line a type, in the order of the dictionary."""
    for kind in TYPES.values():
        if own := [one for one in latest if one.kind == kind.key]:
            yield Left(kind.key, kind.title, local_day(own[0].at), len(own))


def _promises(tx: Transaction, session: Session) -> Iterator[Due]:
    """Yield what people promised with their names, as their room read it."""
    for spec in outline(tx, session).promises:
        phase = tx.sessions.phases(session.id).get(spec.key, Phase.WAITING)
        for entry in shown(tx, session, spec, phase).entries:
            will, by = entry.value.get("will", ""), entry.value.get("by") or ""
            if will:
                key = hashlib.sha256("\0".join((session.id, spec.key, entry.who)).encode()).hexdigest()[:32]
                # People promise something about students, too: a coach is outside their team (rule P2).
                yield Due(key, CODE.sub(A_STUDENT, will), by, who=entry.name)


def _again(latest: Sequence[Artefact]) -> str:
    """Return the workbook that goes on with an enquiry for which one more turn was chosen, "" for none."""
    enquiry = next((one for one in latest if one.kind == "enquiry"), None)
    if enquiry is None or current(enquiry).get("keep") != "more":
        return ""
    return SHARE if enquiry.workbook == TURN else TURN


def _not_yet(latest: Sequence[Artefact]) -> tuple[int, int] | None:
    """Return how many of how many did not know enough to decide, by the latest reading; None if unknown."""
    entry = next((one for one in latest if one.kind == "knowledge"), None)
    said = str((current(entry).get("know_enough") or {}).get("said", "")) if entry else ""
    counts = {match["label"].casefold(): int(match["count"]) for match in NOT_YET.finditer(said)}
    total = sum(counts.values())
    return (sum(counts.get(label, 0) for label in ("not yet", "no")), total) if total else None
