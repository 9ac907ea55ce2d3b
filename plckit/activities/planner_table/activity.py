"""A table that a group fills in: fixed columns; rows that are given, or that people add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import Choices, choices, whole_number
from plckit.activities.rows import LIMIT, Rows
from plckit.errors import SpecError

MOST_COLUMNS = 6
# “<row>.<column>” fits into an entry's id, which has at most 64 characters, with a row's id of up to 40.
LONGEST_COLUMN_KEY, LONGEST_ROW_KEY = 20, 40


class PlannerTable(Rows):
    """A table of words and days; an entry is one cell."""

    name = "planner_table"
    example = {
        "prompt": "Who would like to lead our next meetings, and who backs them up?",
        "options": {
            "columns": {"when": "Date", "who": "Facilitator", "help": "Help wanted"},
            "dates": ["when"],
            "add": 4,
        },
        "people": [
            {
                "mf0000aa-1a2b3c.when": "2027-03-02",
                "mf0000aa-1a2b3c.who": "The maths team",
                "mf0000aa-1a2b3c.help": "Somebody who keeps the time",
                "mf0000bb-4d5e6f.when": "2027-04-13",
                "mf0000bb-4d5e6f.who": "Whoever has not led yet",
            },
            {
                "mf0000cc-7a8b9c.who": "Two of us, taking turns",
                "mf0000cc-7a8b9c.help": "A walk through the guide the week before\nand a spare hour",
            },
            {"mf0000dd-0d1e2f.when": "2027-03-02", "mf0000dd-0d1e2f.who": "The library"},
        ],
    }

    def options(
        self, *, columns: Choices, rows: Choices | None = None, add: int = 0, dates: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Return the options: up to 6 *columns*; *rows* that are given, or how many people may *add*.

        *dates* names the columns that take a day; the others take words. A dict gives keys of its own.
        """
        heads = _keyed(columns, "columns", LONGEST_COLUMN_KEY)
        if len(heads) > MOST_COLUMNS:
            raise SpecError(f"columns has {len(heads)} lines; a wall has room for {MOST_COLUMNS}. Use fewer.")
        if isinstance(dates, str) or not isinstance(dates, Sequence):
            raise SpecError("dates must be a list of keys of columns.")
        if not all(isinstance(key, str) and key in heads for key in dates):
            raise SpecError("dates must be a list of keys of columns.")
        add = whole_number(add, 0, 30, "add")
        if (rows is None) == (add == 0):
            raise SpecError("Give planner_table either rows, or add=… for how many rows people may add.")
        given = {} if rows is None else _keyed(rows, "rows", LONGEST_ROW_KEY)
        kept = {"columns": heads, "dates": [key for key in heads if key in dates], "limit": LIMIT}
        return {**kept, "rows": given, "add": add}


def _keyed(given: Choices, what: str, longest: int) -> dict[str, str]:
    """Return rows or columns as {key: label}, with keys that a cell's id can be made of."""
    kept = choices(given, what)
    for key in kept:
        if not re.fullmatch(rf"[a-z0-9_-]{{1,{longest}}}", key):
            raise SpecError(
                f"{what} has the key {key!r}. Use up to {longest} small letters, digits and dashes, no dots."
            )
    return kept


KIND = PlannerTable()
