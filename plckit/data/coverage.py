"""The coverage report: what was read, who is there, what was guessed (end of section 4.11; rule M3).

Nothing is charted before a person has confirmed it. It names places and codes, never students.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from plckit.data.questions import Asking, Form, Question
from plckit.data.results import Results
from plckit.data.students import Dropped
from plckit.domain.results import STATUS_WORDS, TESTED

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 88
MOST_LISTED = 20


@dataclass(frozen=True)
class Coverage:
    """What an import found. students: with at least one row; expected: enrolled, as far as anybody said.

    statuses: cells by status; classes: code, students tested and enrolled; guessed, confirm: question ids and
    what was gone on with; totals: printed totals that were compared and where they differ; problems: what
    breaks a rule of the tidy table.
    """

    rows_read: int
    students: int
    expected: int
    statuses: list[dict[str, Any]]
    classes: list[dict[str, Any]]
    guessed: list[dict[str, str]]
    confirm: list[dict[str, str]]
    dropped: list[Dropped]
    totals: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the report ready for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        """Return the report as text for a terminal or a file."""
        return "\n".join(_lines(self))


def coverage(rows: int, results: Results, dropped: list[Dropped], asking: Asking, **more: Any) -> Coverage:
    """Return the report on an import; asks how many students are enrolled (rule M3)."""
    students = len(results.roster)
    expected = asking.ask(
        Question(
            "expected",
            "How many students are enrolled in these classes?",
            Form.TEXT,
            str(students),
            why=f"The file has {students}. Whoever has no row would be missing from “tested of enrolled”.",
            must=False,
            once=True,
            free="number",
        )
    )
    stand = [{"id": q.id, "text": q.text, "guess": _said(q)} for q in asking.open]
    must = {question.id for question in asking.open if question.must}
    counts = counted(results)
    return Coverage(
        rows_read=rows,
        students=students,
        expected=max(int(float(expected or 0)), students),
        statuses=counts["statuses"],
        classes=counts["classes"],
        guessed=stand,
        confirm=[one for one in stand if one["id"] in must],
        dropped=dropped,
        **more,
    )


def counted(results: Results) -> dict[str, list[dict[str, Any]]]:
    """Return {"statuses": cells by status, "classes": students tested and enrolled of each}."""
    counts = results.table["status"].value_counts()
    statuses = [
        {"status": str(s), "label": w, "count": int(counts.get(str(s), 0))} for s, w in STATUS_WORDS.items()
    ]
    return {"statuses": statuses, "classes": _classes(results)}


def _said(question: Question) -> str:
    """Return a guess in the words of its choices."""
    words = dict(question.choices)
    answer = question.answer
    if isinstance(answer, dict):
        said = Counter(words.get(value, value) or "nothing yet" for value in answer.values())
        return "; ".join(f"{value} ({count})" if count > 1 else value for value, count in said.items())[:200]
    if isinstance(answer, list):
        return ", ".join(words.get(str(value), str(value)) for value in answer)[:200]
    return words.get(str(answer), str(answer)) or "nothing yet"


def _classes(results: Results) -> list[dict[str, Any]]:
    table: pd.DataFrame = results.table
    tested = table[table["status"].isin([str(status) for status in TESTED])]
    count = tested.groupby("class_code")["student_code"].nunique()
    of = results.roster.groupby("class_code")["student_code"].nunique()
    every = {*results.roster["class_code"], *table["class_code"].unique()}
    return [
        {"class_code": k, "tested": int(count.get(k, 0)), "of": int(of.get(k, 0))}
        for k in sorted(every, key=_place)
    ]


def _place(code: str) -> tuple[int, str]:
    """Put C2 before C10: the order of classes is that of their codes, never of results (rule R1)."""
    return len(code), code


def _lines(report: Coverage) -> list[str]:
    lines = [
        f"Rows read: {report.rows_read:,}",
        f"Students: {report.students:,} of {report.expected:,} enrolled",
    ]
    lines += [f"  {one['class_code']}: {one['tested']} tested of {one['of']}" for one in report.classes]
    lines += ["Cells:"] + [f"  {one['count']:>7,}  {one['label']}" for one in report.statuses if one["count"]]
    lines += _listed("Left out", [f"{one.place}: {one.why} ({one.text})" for one in report.dropped])
    for one in report.totals:
        lines += _listed(
            one["said"], [f"{d['place']}: {d['printed']} printed, {d['sum']} added up" for d in one["differ"]]
        )
    lines += _listed("Notes", report.notes)
    lines += _listed("Problems", report.problems)
    guesses = [f"{one['text']} → {one['guess']}" for one in report.guessed]
    lines += _listed("Guessed, not confirmed", guesses, len(guesses))  # never cut short
    left = len(report.confirm)
    lines += [
        f"To confirm before any chart: {left} {'question' if left == 1 else 'questions'}."
        if left
        else "Confirmed."
    ]
    return lines


def _listed(title: str, lines: list[str], most: int = MOST_LISTED) -> list[str]:
    if not lines:
        return [title] if title.endswith(".") else []
    shown = [part for line in lines[:most] for part in _wrapped(line)]
    more = [f"  … and {len(lines) - most:,} more"] if len(lines) > most else []
    return [f"{title}:", *shown, *more]


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, initial_indent="  - ", subsequent_indent="    ")
