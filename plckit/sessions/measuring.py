"""What charts get of a session's results: numbers with small groups hidden, or why there are none."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from plckit.domain.datasets import As
from plckit.domain.entries import ANSWER
from plckit.domain.people import Role, Seat
from plckit.domain.results import Audience
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.sessions import enquiry_log, results
from plckit.sessions.clock import local_day
from plckit.sessions.results import audience, used
from plckit.store.transaction import Transaction

# What people answer with: only what is among the results of their session.
ANSWERED = ("list", "students")

NO_RESULTS = "No results yet. The facilitator chooses them in the console, under “Results”."
NO_SECOND = "This chart needs two checks. The facilitator chooses them in the console, under “Results”."
COUNTED = (Role.PARTICIPANT, Role.PAPER)
GONE = "These results were deleted, as was promised when they were loaded."
NOT_AGREED = "This view stays shut until everybody here has agreed to open it."
TEAM_ONLY = "Single students are shown to their own team only."
WAITS = "The chart opens once your guesses are on the wall."


def supply(tx: Transaction, session: Session, spec: ActivitySpec, page: Page | None) -> dict[str, Any]:
    """Return {"wait": sentence}, or what `plckit.data.measures` makes for `options["data"]`."""
    told = _supply(tx, session, spec, page)
    if spec.options["data"] == "students" and "measures" in told:
        last = told["measures"]["last"] | _last_standings(tx, session)
        told["measures"] = {**told["measures"], "last": last}
    return told


def for_an_answer(tx: Transaction, spec: ActivitySpec, seat: Seat, page: Page) -> ActivitySpec:
    """Return the spec that an answer is checked against: nothing is kept that is not among the results."""
    session = tx.sessions.get(seat.session)
    if session is None:
        return spec
    return replace(spec, options={**spec.options, "supplied": _supply(tx, session, spec, page)})


def _supply(tx: Transaction, session: Session, spec: ActivitySpec, page: Page | None) -> dict[str, Any]:
    waits = _waits(tx, session, spec, page)
    if waits:
        return {"wait": waits}
    if spec.options["data"] == "run":
        return enquiry_log.run(tx, session, page)
    contents, wait = _contents(tx, session, [As(role) for role in spec.options["needs"]])
    if wait:
        return {"wait": wait}
    asked = {name: value for name, value in spec.options.items() if name in ("data", "compare", "of")}
    guess = _guess(tx, session, spec, page)
    from plckit.data import measures

    asked |= {"audience": audience(tx, session), "guess": guess}
    return dict(json.loads(measures.measured_json(contents, json.dumps(asked))))


def _contents(tx: Transaction, session: Session, roles: list[As]) -> tuple[tuple[bytes, ...], str]:
    """Return what was kept of the results in these roles, or why something is missing."""
    found, contents = used(tx, session), []
    for role in roles:
        if role is As.SUPPORT and (log := _support_log(tx, session)):
            contents.append(log)
        elif role not in found:
            return (), NO_SECOND if role is As.BEFORE else NO_RESULTS
        elif found[role].deleted:
            return (), GONE
        else:
            contents.append(tx.datasets.content(found[role].id) or b"")
    return tuple(contents), ""


def _support_log(tx: Transaction, session: Session) -> bytes:
    """Return the log that was chosen together with what the community's support plans kept; b"" for none."""
    from plckit.data import kept

    chosen = used(tx, session).get(As.SUPPORT)
    content = (tx.datasets.content(chosen.id) if chosen else None) or b""
    rows, synthetic = kept.support_rows(content) if content else ([], False)
    made_up = synthetic if content else results.synthetic(tx, session)
    days = {row["check_date"] for row in rows}
    for day, standings in _plans(tx, session, made_up):
        if day not in days:
            for cell, status in standings.items():
                student, _, outcome = cell.partition(".")
                head = {"student_code": student, "outcome_id": outcome}
                rows.append({**head, "check_date": day, "status": status})
    return kept.support_bytes(rows, made_up) if rows else b""


def _plans(tx: Transaction, session: Session, synthetic: bool) -> list[tuple[str, dict[str, str]]]:
    """Return (day, {student.outcome: standing}) of each support plan another session kept, oldest first.

    Made-up students and real ones never meet in one chart (rule P11).
    """
    kept = tx.artefacts.versions(session.community, "support-plan")
    plans = [one for one in kept if one.session != session.id and one.synthetic is synthetic]
    last = {one.session: one for one in reversed(plans)}  # of each session its latest version
    found = [
        (local_day(one.at), dict(one.content.get("status", {}).get("status", {}))) for one in last.values()
    ]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[0])


def _last_standings(tx: Transaction, session: Session) -> dict[str, str]:
    """Return where each student stood when it was marked last: {student.outcome: standing}."""
    from plckit.data import kept

    log = _support_log(tx, session)
    rows = sorted(kept.support_rows(log)[0], key=lambda row: row["check_date"]) if log else []
    return {f"{row['student_code']}.{row['outcome_id']}": row["status"] for row in rows}


def _waits(tx: Transaction, session: Session, spec: ActivitySpec, page: Page | None) -> str:
    """Return why a chart is not shown yet: a guess comes first, or somebody has not agreed."""
    phases = tx.sessions.phases(session.id)
    first = page.activities.get(str(spec.options.get("after", ""))) if page else None
    if first and phases.get(first.key) is not Phase.REVEALED:
        return WAITS
    consent = page.activities.get(str(spec.options.get("agreed", ""))) if page else None
    if consent:
        rows = tx.entries.of(session.id, consent.key)
        agreed = {row.seat for row in rows if row.entry == ANSWER and row.value == "yes"}
        people = {one.id for role in COUNTED for one in tx.seats.all(session.id, role)}
        if not people or not people <= agreed:
            return NOT_AGREED
    return ""


def for_the_team(tx: Transaction, session: Session, spec: ActivitySpec) -> str:
    """Return why what was said about single students stays hidden once others came, else "" (P1, P2)."""
    single = spec.options.get("data") == "students"
    outside = single and tx.sessions.latest(session.id, "data") and audience(tx, session) is Audience.OUTSIDE
    return TEAM_ONLY if outside else ""


def _guess(tx: Transaction, session: Session, spec: ActivitySpec, page: Page | None) -> dict[str, int]:
    """Return how many people guessed each item, once the room may see it."""
    source = page.activities.get(str(spec.options.get("guess", ""))) if page else None
    if source is None or tx.sessions.phases(session.id).get(source.key) is not Phase.REVEALED:
        return {}
    counts: dict[str, int] = {}
    for row in tx.entries.of(session.id, source.key):
        for item in row.value if row.entry == ANSWER else ():
            counts[item] = counts.get(item, 0) + 1
    return counts
