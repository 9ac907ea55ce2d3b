"""A mark book becomes results of a community: asked, coded, confirmed; names stay out of the store."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plckit.domain.datasets import Dataset, What, promised
from plckit.domain.results import Status
from plckit.errors import BadFile, BadValue, Refused
from plckit.sessions.clock import local_day
from plckit.sessions.results import keep
from plckit.settings import sample_data
from plckit.store.transaction import Transaction

if TYPE_CHECKING:
    from plckit.data import Import
    from plckit.data import Mapping as Reading

SAMPLES = {
    # title, day, check or support log, its files
    "Maths check 1": ("2026-03-13", What.RESULTS, "maths_check_1.csv", "A"),
    "Maths check 2": ("2026-05-08", What.RESULTS, "maths_check_2.csv", "B"),
    "Support log": ("2026-06-01", What.SUPPORT, "support_log.csv", ""),
}
FOR_TRYING = "To try plckit with made-up students"


@dataclass(frozen=True)
class Packed:
    """Results ready to be kept: the fields of their dataset, the bytes, and how the file was read.

    also: the other checks of the same file, each kept as results of its own.
    """

    values: dict[str, Any]
    content: bytes
    shape: str = ""
    mapping: dict[str, Any] | None = None
    also: tuple[Packed, ...] = ()


def about(given: Mapping[str, str], today: str) -> dict[str, Any]:
    """Return what is known of a file before it is read: title, purpose, who may see it, until when (P9)."""
    title = " ".join(given.get("title", "").split())[:120]
    if not title:
        raise BadValue("Give these results a name, such as “Fractions check, March”.")
    purpose, audience, delete_by = promised(
        given.get("purpose", ""), given.get("audience", ""), given.get("delete_by", ""), today
    )
    return {"title": title, "purpose": purpose, "audience": audience, "delete_by": delete_by}


def remembered(book: Any, kept: list[dict[str, Any]]) -> Reading | None:
    """Return the mapping of an earlier file of this shape, the latest first."""
    from plckit import data

    mappings = [data.Mapping.from_json(json.dumps(content)) for content in kept]
    if not mappings:
        return None
    try:
        labels = data.tidy(book).mapping.labels
    except BadFile:  # reading it says so again, with the questions that help
        return None
    return next((one for one in mappings if one.fits(labels)), None)


def packed(told: Mapping[str, Any], made: Import, at: str) -> Packed:
    """Return coded results ready to be kept; raise Refused while a question is open.

    The report is kept in numbers only: what it quotes of the file may name students.
    """
    from plckit.data import kept
    from plckit.data.coverage import counted

    if not made.confirmed:
        raise Refused("There are questions that nobody has answered yet. Answer them first.")
    found = []
    checks = made.results.checks()
    for name, results in checks.items():
        report = counted(results)
        days = [day for day in results.table["assessment_date"] if day]
        marks = sum(one["count"] for one in report["statuses"] if one["status"] == Status.SCORED)
        students = made.coverage.students
        said = f"{students:,} students of {made.coverage.expected:,} enrolled, {marks:,} marks read."
        values = {
            **told,
            "title": told["title"] if len(checks) == 1 else f"{told['title'][:79]} · {name}"[:120],
            "what": What.RESULTS,
            "day": max(days, default=local_day(at)),
            "students": students,
            "synthetic": results.synthetic,
            "coverage": {"said": said, **report},
        }
        found.append(Packed(values, kept.dumps(results)))
    shape = hashlib.sha256(json.dumps(sorted(made.mapping.labels)).encode()).hexdigest()
    reading = json.loads(made.mapping.to_json())
    return replace(found[0], shape=shape, mapping=reading, also=tuple(found[1:]))


def confirm(tx: Transaction, community: str, found: Packed, at: str) -> Dataset:
    """Keep coded results, each check of the file, and how the file was read; return the first."""
    if found.mapping is not None:
        tx.datasets.keep_mapping(community, found.shape, found.mapping, at)
    first = keep(tx, community, found.values, found.content, at)
    for one in found.also:
        keep(tx, community, one.values, one.content, at)
    return first


def add_samples(tx: Transaction, community: str, samples: tuple[Packed, ...], at: str) -> dict[str, str]:
    """Give a community the sample data, once; return their ids by title."""
    there = {one.title: one.id for one in tx.datasets.of(community) if one.synthetic and not one.deleted}
    new = [one for one in samples if one.values["title"] not in there]
    return there | {one.values["title"]: confirm(tx, community, one, at).id for one in new}


@functools.cache
def samples() -> tuple[Packed, ...]:
    """Return the sample data ready to be kept; they are made up, and say so on every chart."""
    found = []
    for title, (day, what, file, form) in SAMPLES.items():
        content, students, said = _sample(sample_data(), file, form)
        values = {
            "title": title,
            "what": what,
            "day": day,
            "students": students,
            "purpose": FOR_TRYING,
            "audience": "Everybody: no student is real",
            "delete_by": "",
            "synthetic": True,
            "coverage": {"said": said},
        }
        found.append(Packed(values, content))
    return tuple(found)


def forget_measures() -> None:
    """Forget what was read of results in memory: some of them were deleted."""
    from plckit.data import measures

    measures.forget()


def _sample(folder: Path, file: str, form: str) -> tuple[bytes, int, str]:
    from plckit.data import kept, samples

    if not form:
        text = (folder / file).read_text("utf-8-sig")
        content = kept.dumps_support(text, synthetic=True)
        rows = kept.support_rows(content)[0]
        return content, len({row["student_code"] for row in rows}), f"{len(rows):,} entries."
    results = samples.check(folder, file, form)
    tested = results.table.loc[results.table["points"].notna(), "student_code"].nunique()
    students = results.roster["student_code"].nunique()
    return kept.dumps(results), students, f"{tested} tested of {students} enrolled."
