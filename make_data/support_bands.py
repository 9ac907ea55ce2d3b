"""What D6 must show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from statistics import mean, median

from make_data.bands import Band, Row, Table
from make_data.scores import Scores
from make_data.support import BUS, CHANGED, DATES

band = partial(Band, "D6")
OUT = {"lunch", "after_school"}


def bands(roster: Table, check: Scores, log: Table) -> Iterator[Band]:
    """Yield every band of the support log."""
    yield band("rows", len(log), 1664, 1664)
    yield from _moves(log)
    yield from _reach(log)
    yield from _school_day(log)
    yield from _no_evidence(roster, check, log)
    yield from _slow(log)


def _reach(log: Table) -> Iterator[Band]:
    for status, low, high in (("nearly", 41, 49), ("not_yet", 22, 28)):
        minutes = mean(_minutes(row) for row in log if row["status"] == status)
        yield band(f"help reaches the easy ones: minutes a fortnight of “{status}”", minutes, low, high)


def _school_day(log: Table) -> Iterator[Band]:
    helped = [row for row in log if _minutes(row)]
    early = [row for row in helped if row["check_date"] < DATES[CHANGED]]
    late = [row for row in helped if row["check_date"] >= DATES[CHANGED]]
    out = [row for row in early if row["support_when"] in OUT]
    yield band("school-day rule: share of early help out of the day", len(out) / len(early), 0.27, 0.33)
    inside = sum(row["support_when"] == "in_day" for row in late) / len(late)
    yield band("school-day rule: share of later help in the day", inside, 0.82, 0.88)
    bus = {row["student_code"] for row in log if row["note_code"] == "bus"}
    yield band("school-day rule: bus students", len(bus), BUS, BUS)
    theirs = sum(row["student_code"] in bus for row in out) / len(out)
    yield band("school-day rule: bus students' share of early help out of the day", theirs, 0.0, 0.04)


def _no_evidence(roster: Table, check: Scores, log: Table) -> Iterator[Band]:
    dates: dict[str, set[str]] = {}
    for row in log:
        if row["status"] == "no_evidence":
            dates.setdefault(row["student_code"], set()).add(row["check_date"])
    often = {code for code, found in dates.items() if len(found) >= 3}
    away = {row["student_code"] for row, absent in zip(roster, check.absent, strict=True) if absent}
    yield band("no evidence: students on three dates or more", len(often), 9, 9)
    yield band("no evidence: of them absent on check 1", len(often & away), 5, 8)


def moves(log: Table) -> dict[str, list[bool]]:
    """Return whether each “not yet” with much help in the day, or with none, moved up by the next date."""
    found: dict[str, list[bool]] = {"much": [], "none": []}
    for now, then in pairwise(log):
        same = (now["student_code"], now["outcome_id"]) == (then["student_code"], then["outcome_id"])
        if not same or now["status"] != "not_yet" or then["status"] == "no_evidence":
            continue
        if _minutes(now) >= 40 and now["support_when"] == "in_day":
            found["much"].append(then["status"] != "not_yet")
        elif not _minutes(now):
            found["none"].append(then["status"] != "not_yet")
    return found


def _moves(log: Table) -> Iterator[Band]:
    found = moves(log)
    much = "it works, with limits: share of “not yet” who move up with 40 min in the day"
    yield band(much, mean(found["much"]), 0.52, 0.58)
    yield band("it works, with limits: the same with no help", mean(found["none"]), 0.27, 0.33)


def _slow(log: Table) -> Iterator[Band]:
    for date, low, high in ((DATES[0], 11, 11), (DATES[-1], 4, 4)):
        days = [int(row["started_within_days"]) for row in log if row["check_date"] == date and _minutes(row)]
        yield band(f"slow start: median days after {date}", median(days), low, high)


def _minutes(row: Row) -> int:
    return int(row["support_minutes"])
