"""What each text of a mark column is worth, and questions about scales and single cells (X5, X8, X11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from plckit.data.cells import Cell, Sort
from plckit.data.mark_columns import GRADE, STATUSES, MarkColumn, Places
from plckit.data.questions import Asking
from plckit.domain.results import Status
from plckit.errors import BadValue

LEAVE, SCALE, POINTS, FULL, KEEP = "leave", "scale", "points", "full", "keep"
MANY = 20
NAN = float("nan")
OUT = (LEAVE, "leave these out: no mark that can be used")
STAR = "*"


def read_values(
    columns: list[MarkColumn], words: dict[str, str], grades: dict[str, str], asking: Asking, places: Places
) -> None:
    """Fill in what every text of every column means."""
    scales = {
        "percent": _ask_scale(columns, asking, places, "percent", _is_percent, _PERCENT),
        "fraction": _ask_scale(columns, asking, places, "fraction", _is_fraction, _FRACTION),
        "share": _ask_scale(columns, asking, places, "share", _is_share, _SHARE),
    }
    star = _ask_star(columns, asking, places)
    for column in columns:
        for number, cell in enumerate(column.cells):
            column.points.append(NAN)
            column.status.append(Status.LOST)
            column.response.append("")
            if column.level:
                _level(column, number, cell, words, grades)
            elif cell.sort is Sort.WORD:
                _set(column, number, words[cell.word])
            elif cell.sort is Sort.MARK:
                _mark(column, number, cell, scales, star)


def _set(column: MarkColumn, number: int, answer: str) -> None:
    """Set what a text means from an answer: a status, or a mark somebody typed."""
    if answer in Status.__members__.values():
        status, points = Status(answer), 0.0 if answer == Status.SKIPPED else NAN
    else:
        status, points = Status.SCORED, typed(answer, column)
    column.status[number], column.points[number] = status, points


def typed(answer: str, column: MarkColumn) -> float:
    """Return a mark that was typed as an answer; raise BadValue for one the column cannot have."""
    points = float(answer.replace(",", "."))
    if not 0 <= points <= column.most:
        raise BadValue(f"{answer} cannot be a mark in “{column.label}”, which is out of {column.most:g}.")
    return points


def _level(
    column: MarkColumn, number: int, cell: Cell, words: dict[str, str], grades: dict[str, str]
) -> None:
    """Set what a level is: it has no points, and no arithmetic is done with it (rule X10)."""
    text = column.texts[number]
    level = next((one for one in column.levels if one.casefold() == text.casefold()), "")
    level = level or next((one for one in column.levels if one.casefold().strip(" .") == cell.word), "")
    said = grades.get(cell.word, GRADE if level else words.get(cell.word, ""))
    if level and said == GRADE:
        column.status[number], column.response[number] = Status.SCORED, level
    elif said in Status.__members__.values():
        _set(column, number, said)


def _mark(column: MarkColumn, number: int, cell: Cell, scales: dict[str, dict[str, str]], star: str) -> None:
    value = cell.points if cell.points is not None else NAN
    if cell.star and star != KEEP:
        _set(column, number, star)
        return
    how = SCALE
    if _is_percent(column, cell):
        how, scaled = scales["percent"][column.label], value / 100 * column.most
    elif _is_fraction(column, cell):
        how, scaled = scales["fraction"][column.label], value / (cell.of or 1) * column.most
    elif _is_share(column, cell):
        how, scaled = scales["share"][column.label], value * column.most
    else:
        scaled = value
    if how != LEAVE:
        column.status[number] = Status.SCORED
        column.points[number] = round(value if how == POINTS else scaled, 6)
        column.response[number] = STAR if cell.star else ""


def _is_percent(column: MarkColumn, cell: Cell) -> bool:
    return cell.percent and column.most != 100


def _is_fraction(column: MarkColumn, cell: Cell) -> bool:
    return cell.of is not None and not cell.percent and cell.of != column.most


def _is_share(column: MarkColumn, cell: Cell) -> bool:
    """Return whether a mark between 0 and 1 looks like a share among whole marks (rule X5)."""
    if cell.of is not None or cell.points is None or not 0 < cell.points < 1 or column.most < 5:
        return False
    if column.most >= 50:
        return True
    fine = (c.points for _, c in column.kinds(Sort.MARK) if c.of is None and c.points and c.points > 1)
    return cell.points * 4 % 1 != 0 and not any(points * 4 % 1 for points in fine)


_PERCENT = (
    "These columns have some percentages among marks. What do they stand for?",
    ((SCALE, "that share of the marks: 85 % of 20 is 17"), OUT),
    "A column should have one way of writing marks.",
)
_FRACTION = (
    "Some cells are out of another number than their column. What counts?",
    ((SCALE, "the share: 8/10 in a column out of 20 is 16"), (POINTS, "the first number: 8/10 is 8"), OUT),
    "A column should be out of one number.",
)
_SHARE = (
    "Some marks are below 1 in columns of larger marks. What do they stand for?",
    ((SCALE, "a share: 0.85 is 85 % of the marks"), (POINTS, "the mark as it stands: 0.85 marks"), OUT),
    "Shares from 0 to 1 and marks may be mixed in one column.",
)


def _ask_scale(
    columns: list[MarkColumn],
    asking: Asking,
    places: Places,
    key: str,
    found: Callable[[MarkColumn, Cell], bool],
    words: tuple[str, tuple[tuple[str, str], ...], str],
) -> dict[str, str]:
    """Ask about columns that mix two ways of writing marks; return the answer for each."""
    mixed = {}
    for column in columns:
        texts = [
            number for number, cell in column.kinds(Sort.MARK) if not column.level and found(column, cell)
        ]
        if texts:
            mixed[column.label] = places.examples(column, texts)
    if not mixed:
        return {}
    examples = tuple(example for some in mixed.values() for example in some)
    text, choices, why = words
    return asking.table(key, text, dict.fromkeys(mixed, SCALE), choices, examples=examples, why=why)


def _ask_star(columns: list[MarkColumn], asking: Asking, places: Places) -> str:
    starred = [
        example
        for column in columns
        for number, cell in column.kinds(Sort.MARK)
        if cell.star
        for example in places.examples(column, [number])
    ]
    if not starred:
        return KEEP
    return asking.one(
        "star",
        "Some marks have a star. What shall become of them?",
        KEEP,
        [(KEEP, "keep the mark, and that it had a star"), *STATUSES],
        examples=tuple(starred),
        why="A star often points to a footnote, such as more time or a second try.",
    )


def ask_single_cells(columns: list[MarkColumn], asking: Asking, places: Places) -> dict[int, dict[int, str]]:
    """Ask about dates among marks and marks out of range; return column → text → answer (rules X8, X11)."""
    dates = [(c, n) for c, column in enumerate(columns) for n, _ in column.kinds(Sort.DATE)]
    outside = [(c, n) for c, column in enumerate(columns) for n in _outside(column)]
    choices = [*STATUSES]
    answers: dict[int, dict[int, str]] = {}
    for (c, n), answer in _ask_cells(
        columns,
        asking,
        places,
        dates,
        ("dates", "These marks were turned into dates. What were they?", str(Status.LOST), choices),
        "A spreadsheet turns 3-4 into the 3rd of April. Give the mark from the paper, or leave it out.",
    ):
        answers.setdefault(c, {})[n] = answer
    for (c, n), answer in _ask_cells(
        columns,
        asking,
        places,
        outside,
        (
            "range",
            "These marks are outside of what their column allows. What shall count?",
            LEAVE,
            [OUT, (FULL, "full marks")],
        ),
        "It may be a slip, a bonus, or a column that is out of more. Nothing is cut off in silence.",
    ):
        answers.setdefault(c, {})[n] = answer
    return answers


def _outside(column: MarkColumn) -> Iterator[int]:
    for number, (points, status) in enumerate(zip(column.points, column.status, strict=True)):
        if status is Status.SCORED and not column.level and not 0 <= points <= column.most:
            yield number


def _ask_cells(
    columns: list[MarkColumn],
    asking: Asking,
    places: Places,
    found: list[tuple[int, int]],
    asked: tuple[str, str, str, list[tuple[str, str]]],
    why: str,
) -> Iterator[tuple[tuple[int, int], str]]:
    """Ask about cells one by one; about whole columns where there are very many."""
    if not found:
        return
    key, text, guess, choices = asked
    rows: dict[str, tuple[str, str]] = {}
    where: dict[tuple[int, int], str] = {}
    for c, n in found:
        column = columns[c]
        place = places.of(column, column.rows(n, 1)[0]) if len(found) <= MANY else column.label
        more = f" and {count - 1} more" if (count := int((column.codes == n).sum())) > 1 else ""
        where[c, n] = place
        rows[place] = (
            place,
            f"{place}{more}: {column.texts[n]} in “{column.label}” (out of {column.most:g})",
        )
    examples = tuple((where[c, n], columns[c].texts[n]) for c, n in found[:3])
    words = {place: said for place, (_, said) in rows.items()}
    more_options: dict[str, Any] = {"free": "number", "examples": examples, "why": why, "once": True}
    answer = asking.table(key, text, dict.fromkeys(rows, guess), choices, words, **more_options)
    for spot, place in where.items():
        yield spot, answer[place]


def apply_single(columns: list[MarkColumn], answers: dict[int, dict[int, str]]) -> None:
    """Put the answers about single cells into the columns."""
    for c, texts in answers.items():
        for number, answer in texts.items():
            column = columns[c]
            if answer == FULL:
                column.points[number] = column.most
            else:
                _set(column, number, str(Status.LOST) if answer == LEAVE else answer)
            if column.status[number] is not Status.SCORED:
                column.response[number] = ""
