"""The cells of the mark columns: each different text is read once, and what it means is asked (X4, X5, X10).

Imports numpy and pandas inside functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from plckit.data.cells import DOUBTFUL, GUESSES, Cell, Sort, decimal_sign, parse
from plckit.data.columns import GRADES, Roles
from plckit.data.questions import Asking, Form, Question
from plckit.data.stack import Stack
from plckit.data.students import Students
from plckit.domain.results import STATUS_WORDS, Status
from plckit.errors import BadValue

if TYPE_CHECKING:
    import numpy as np

GRADE = "grade"
MOST_WORDS = 40
STATUSES = tuple(
    (str(status), words) for status, words in STATUS_WORDS.items() if status is not Status.SCORED
)
ROUND = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200)
SCALES = (
    "n a m e",
    "f e d c b a",
    "u g f e d c b a",
    "f d- d d+ c- c c+ b- b b+ a- a a+",
    "fail pass",
    "not achieved|achieved|merit|excellence",
    "not yet|nearly|secure",
    "beginning|emerging|developing|secure|mastered",
    "well below|below|at|above|well above",
    "working towards|working at|greater depth",
    "beginning|approaching|developing|meeting|proficient|exceeding",
)
ORDERS = tuple(scale.split("|") if "|" in scale else scale.split() for scale in SCALES)


@dataclass
class MarkColumn:
    """One column of marks or levels. codes: which text each row has, -1 where its sheet has no such column.

    most: what it is out of, in marks (0 for levels). points, status, response: what each text means.
    """

    label: str
    codes: np.ndarray[Any, Any]
    texts: list[str]
    cells: list[Cell]
    level: bool = False
    most: float = 0.0
    levels: list[str] = field(default_factory=list)
    points: list[float] = field(default_factory=list)
    status: list[Status] = field(default_factory=list)
    response: list[str] = field(default_factory=list)

    def rows(self, text: int, most: int = 3) -> list[int]:
        """Return the first rows that hold a text."""
        import numpy as np

        return [int(row) for row in np.flatnonzero(self.codes == text)[:most]]

    def kinds(self, *sorts: Sort) -> Iterator[tuple[int, Cell]]:
        """Yield the texts of these sorts that a row still has, with their numbers."""
        for number, cell in enumerate(self.cells):
            if cell.sort in sorts:
                yield number, cell


def mark_columns(stack: Stack, roles: Roles, found: Students) -> list[MarkColumn]:
    """Return the columns of marks and levels with every different text read once."""
    import pandas as pd

    made = []
    for label in [label for label in stack.labels if roles.of[label] in ("mark", "level")]:
        codes, unique = pd.factorize(stack.cells[label].to_numpy()[found.at])
        made.append(MarkColumn(label, codes, [str(text) for text in unique], [], roles.of[label] == "level"))
    sign = decimal_sign([text for column in made for text in column.texts])
    for column in made:
        column.cells = [parse(text, sign) for text in column.texts]
    return made


class Places:
    """Where cells are, for examples and for questions about single cells."""

    def __init__(self, stack: Stack, found: Students) -> None:
        self.stack, self.at = stack, found.at

    def of(self, column: MarkColumn, row: int) -> str:
        """Return where a cell is in the file."""
        return self.stack.place(int(self.at[row]), column.label)

    def examples(self, column: MarkColumn, texts: Sequence[int]) -> list[tuple[str, str]]:
        """Return one cell for each of the first texts."""
        return [(self.of(column, row), column.texts[t]) for t in texts[:3] for row in column.rows(t, 1)]


def ask_maxima(columns: list[MarkColumn], stack: Stack, asking: Asking, places: Places) -> None:
    """Ask what each column of marks is out of; what the file says is the guess (rule X2)."""
    marks = [column for column in columns if not column.level]
    guesses, words = {}, {}
    for column in marks:
        said = stack.columns[column.label].out_of
        guess, source = (said, "as the file says") if said else _likely(column)
        guesses[column.label] = f"{guess:g}" if guess else ""
        words[column.label] = f"{column.label} ({source})"
    if not marks:
        return
    answer = asking.table(
        "out_of",
        "How many marks is each column out of?",
        guesses,
        (),
        words,
        free="number",
        examples=tuple(e for column in marks[:3] for e in places.examples(column, [0])),
        why="Without it nobody can say what share of the marks a student gained.",
    )
    for column in marks:
        column.most = float((answer[column.label] or "1").replace(",", "."))
        if column.most <= 0:
            raise BadValue(f"“out_of”: {column.label} must be out of more than 0 marks.")


def _likely(column: MarkColumn) -> tuple[float, str]:
    """Return the likeliest maximum and where it comes from."""
    marks = [cell for _, cell in column.kinds(Sort.MARK)]
    said = Counter(cell.of for cell in marks if cell.of)
    if said and sum(said.values()) >= len(marks) / 2:
        return float(said.most_common(1)[0][0] or 1), "as most cells say"
    highest = max((cell.points or 0 for cell in marks if not cell.percent), default=0)
    return float(
        next((most for most in ROUND if most >= highest), highest)
    ), f"the highest mark is {highest:g}"


def ask_words(columns: list[MarkColumn], asking: Asking, places: Places) -> dict[str, str]:
    """Ask what every word in the mark columns means, one question each; return word → answer (rule X4)."""
    seen: dict[str, list[tuple[str, str]]] = {}
    counts: Counter[str] = Counter()
    for column in columns:
        for number, cell in column.kinds(Sort.WORD):
            if not (column.level and _is_grade(cell.word)):
                seen.setdefault(cell.word, []).extend(places.examples(column, [number]))
                counts[cell.word] += int((column.codes == number).sum())
    common = [word for word, _ in counts.most_common()]
    answers = {}
    for word in common[:MOST_WORDS]:
        shown = dict(seen[word]).values()
        cells = f"{counts[word]:,} {'cell' if counts[word] == 1 else 'cells'}"
        answers[word] = asking.one(
            f"value:{word}",
            f"What does “{next(iter(shown), word)}” mean? It stands in {cells}.",
            str(GUESSES.get(word, Status.LOST)),
            STATUSES,
            free="number",
            examples=tuple(seen[word]),
            why=DOUBTFUL.get(
                word, "A word is never counted as 0 marks. If it stands for a mark, give the mark."
            ),
        )
    if rest := common[MOST_WORDS:]:
        answers |= asking.table(
            "value:others",
            "What do these words mean in the columns of marks?",
            {word: str(GUESSES.get(word, Status.LOST)) for word in rest},
            STATUSES,
            free="number",
            examples=tuple(seen[rest[0]]),
            why="There are many different words. Is one of these columns for comments?",
        )
    return answers


def _is_grade(word: str) -> bool:
    return word not in GUESSES or word in GRADES


def ask_levels(columns: list[MarkColumn], asking: Asking, places: Places) -> dict[str, str]:
    """Ask for the order of levels, and whether a doubtful letter is one (rule X10)."""
    levels = [column for column in columns if column.level]
    letters: dict[str, list[tuple[str, str]]] = {}
    for column in levels:
        for number, cell in column.kinds(Sort.WORD):
            if cell.word in GRADES and cell.word in (*DOUBTFUL, *GUESSES):
                letters.setdefault(cell.word, []).extend(places.examples(column, [number]))
    meant = {}
    for letter, examples in letters.items():
        meant[letter] = asking.one(
            f"grade:{letter}",
            f"Among the grades: is “{examples[0][1]}” a grade?",
            GRADE,
            [(GRADE, "a grade"), *STATUSES],
            examples=tuple(examples),
            why=DOUBTFUL.get(letter, ""),
        )
    for column in levels:
        words = {
            cell.word: column.texts[number]
            for number, cell in column.kinds(Sort.WORD, Sort.MARK)
            if _is_level(cell, meant)
        }
        words |= {column.texts[number]: column.texts[number] for number, _ in column.kinds(Sort.MARK)}
        words.pop("", None)
        column.levels = _ordered(column, words, asking, places)
    return meant


def _is_level(cell: Cell, meant: dict[str, str]) -> bool:
    return _is_grade(cell.word) and meant.get(cell.word, GRADE) == GRADE


def _ordered(column: MarkColumn, words: dict[str, str], asking: Asking, places: Places) -> list[str]:
    """Ask for the order of one column's levels, lowest first."""
    known = next((order for order in ORDERS if set(words) <= set(order)), sorted(words))
    guess = [words[word] for word in known if word in words]
    answer = asking.ask(
        Question(
            f"order:{column.label}",
            f"What is the order of the levels in “{column.label}”, lowest first?",
            Form.TEXT,
            " < ".join(guess),
            examples=tuple(places.examples(column, list(range(len(column.texts))))),
            why="Levels are shown in their order; no sums are made of them. Write them with < between.",
            free="text",
        )
    )
    given = [part.strip() for part in str(answer).split("<") if part.strip()]
    if {level.casefold() for level in given} != {level.casefold() for level in guess}:
        raise BadValue(f"“order:{column.label}”: please put exactly these in order: {', '.join(guess)}.")
    return given
