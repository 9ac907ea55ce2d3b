"""What D5 must show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from make_data.bands import Band
from make_data.figures import Numbers, correlation
from make_data.markbook import MARKERS, MARKS, Student
from make_data.markbook_csv import number

band = partial(Band, "D5")


def mark(text: str, top: int) -> float:
    """Return the mark that a cell means, NaN for one that is not a mark (nothing, a word, over the top)."""
    plain = text.removesuffix("*")
    if plain.endswith("%"):
        return top * float(plain[:-1]) / 100
    if "/" in plain and plain.split("/")[1] == str(top):
        return float(plain.split("/")[0])
    value = number(plain)
    return value if value is not None and value <= top else float("nan")


def marks(rows: list[Student]) -> dict[str, Numbers]:
    """Return each column's marks; of a student who stands there twice the first row counts."""
    once = list({row.id: row for row in reversed(rows)}.values())[::-1]
    return {
        column: np.array([mark(row.cells[column], top) for row in once])
        for column, top in {**MARKS, **dict.fromkeys(MARKERS, 4)}.items()
    }


def bands(rows: list[Student]) -> Iterator[Band]:
    """Yield every band of the mark book."""
    has = marks(rows)
    yield from _ceiling(has["Reading test A"], has["Reading test B"])
    yield from _regression(has["Quiz 1"], has["Quiz 2"])
    for name in ("Quiz 1", "Quiz 2", "Quiz 3"):
        yield band(f"clean case: mean of {name}", float(np.nanmean(has[name])), 5.9, 6.5)
    yield from _markers(has["Marker 1"], has["Marker 2"])
    yield from _mess(rows)


def _ceiling(a: Numbers, b: Numbers) -> Iterator[Band]:
    a, b = a[~np.isnan(a)], b[~np.isnan(b)]
    yield band("ceiling: mean of reading test A", float(a.mean()), 17.6, 18.4)
    yield band("ceiling: SD of reading test A", float(a.std(ddof=1)), 1.8, 2.6)
    yield band("ceiling: share at 19 or 20 of 20", float((a >= 19).mean()), 0.45, 0.60)
    yield band("ceiling: share with full marks in A", float((a == 20).mean()), 0.22, 0.45)
    yield band("ceiling: share with full marks in B", float((b == 20).mean()), 0.21, 0.6)


def _regression(one: Numbers, two: Numbers) -> Iterator[Band]:
    """Yield what happens to those picked for one quiz; ties in the order of the book."""
    both = ~np.isnan(one) & ~np.isnan(two)
    order = np.flatnonzero(both)[np.argsort(one[both], kind="stable")]
    gain = two - one
    yield band("clean case: what the bottom 12 of quiz 1 gain", float(gain[order[:12]].mean()), 0.8, 2.2)
    yield band("clean case: what the top 12 of quiz 1 lose", -float(gain[order[-12:]].mean()), 0.8, 2.2)
    yield band("clean case: change of everybody", float(gain[both].mean()), -0.2, 0.2)
    yield band("clean case: link of quiz 1 and 2", correlation(one[both], two[both]), 0.28, 0.58)


def _markers(one: Numbers, two: Numbers) -> Iterator[Band]:
    apart = np.abs(one - two)
    apart = apart[~np.isnan(apart)]
    yield band("writing: share on which two markers differ", float((apart > 0).mean()), 0.25, 0.35)
    yield band("writing: most levels between two markers", float(apart.max()), 1, 1)


def _mess(rows: list[Student]) -> Iterator[Band]:
    """Yield that each messy form is there (rules X4, X5, X6, X8, X9, X11)."""
    yield band("import practice: rows of students", len(rows), 53, 53)
    yield band("import practice: different students", len({row.id for row in rows}), 52, 52)
    cells = [cell for row in rows for cell in row.cells.values()]
    forms = {"X4": "Abs|abs.|A|N/A|-|", "X5": "85 %|17/20", "X8": "14*|3-4", "X11": "21"}
    for rule, texts in forms.items():
        for text in texts.split("|"):
            most = 12 if not text else 3
            yield band(f"import practice {rule}: “{text}”", cells.count(text), 1, most)
    halves = sum(cell.endswith((".5", ",5")) for cell in cells)
    yield band("import practice X7: half marks", halves, 30, 130)
    names = [" ".join(row.name.replace(" ,", ",").split()) for row in rows]
    shared = len({row.id for row in rows}) - len(set(names))
    yield band("import practice X9: students who share a name with another", shared, 1, 1)
    stray = sum(row.name != " ".join(row.name.split()) for row in rows)
    yield band("import practice X9: names with stray spaces", stray, 3, 4)
    macrons = sum(any(sign in "āēīōūĀĒĪŌŪ" for sign in row.name) for row in rows)
    yield band("import practice X6: names with a macron", macrons, 5, 50)
