"""A table that a group fills in: fixed columns; rows that are given, or that people add."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.base import Choices, Options, choices, one_of, option_of, whole_number
from plckit.activities.rows import LIMIT, Rows
from plckit.charts import jobs, partners
from plckit.domain.entries import Entry
from plckit.domain.noticing import PERSONAL
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import SpecError

MOST_COLUMNS = 6
PICTURES = {"jobs": jobs, "partners": partners}
# “<row>.<column>” fits into an entry's id, which has at most 64 characters, with a row's id of up to 40.
LONGEST_COLUMN_KEY, LONGEST_ROW_KEY = 20, 40


class PlannerTable(Rows):
    """A table of words, days and choices; an entry is one cell. Two sorts of table are drawn as a picture."""

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
        self,
        *,
        columns: Choices,
        rows: Choices | None = None,
        add: int = 0,
        dates: Sequence[str] = (),
        lists: Mapping[str, Choices] | None = None,
        codes: Sequence[str] = (),
        picture: str = "",
    ) -> dict[str, Any]:
        """Return the options: up to 6 *columns*; *rows* that are given, or how many people may *add*.

        *dates* names the columns that take a day, and *lists* gives columns that take one of a list, such as
        {"strength": {"1": "Thin", "2": "Strong"}}; the others take words. A dict gives keys of its own. In
        the columns of *codes* the writer is asked to use them where words may name a student (rule P10).

        With a *picture* the group sees the rows drawn: "jobs" needs the columns job, backup (who else could
        do it) and head (a list of yes and no: is it in one head?); "partners" needs name, level (a list of
        rings, from the inside out) and strength (a list, from thin to strong), and may have give, get, renew.
        """
        heads = _keyed(columns, "columns", LONGEST_COLUMN_KEY)
        if len(heads) > MOST_COLUMNS:
            raise SpecError(f"columns has {len(heads)} lines; a wall has room for {MOST_COLUMNS}. Use fewer.")
        for name, given in (("dates", dates), ("codes", codes)):
            listed = isinstance(given, Sequence) and not isinstance(given, str)
            if not listed or not all(isinstance(key, str) and key in heads for key in given):
                raise SpecError(f"{name} must be a list of keys of columns.")
        add = whole_number(add, 0, 30, "add")
        if (rows is None) == (add == 0):
            raise SpecError("Give planner_table either rows, or add=… for how many rows people may add.")
        fixed = {} if rows is None else _keyed(rows, "rows", LONGEST_ROW_KEY)
        days = [key for key in heads if key in dates]
        kept = {"columns": heads, "dates": days, "limit": LIMIT, "rows": fixed, "add": add}
        if codes:
            kept |= {"codes": list(codes), "asks": PERSONAL}
        if lists is not None:
            kept["lists"] = _lists(lists, heads, days)
        return kept if picture == "" else {**kept, "picture": _picture(picture, kept)}

    def cell(self, options: Options, column: str, value: Any) -> str | None:
        """Return what a cell keeps; of a column with a list the key of what was chosen."""
        choice = options.get("lists", {}).get(column)
        if choice is None:
            return super().cell(options, column, value)
        return None if value is None else one_of(value, choice)

    def said(self, options: Options, column: str, value: str) -> str:
        """Return how a cell reads: what was chosen by its label."""
        choice = options.get("lists", {}).get(column)
        return super().said(options, column, value) if choice is None else str(choice.get(value, ""))

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the tables, or the rows of all of them as a picture whose table has every cell."""
        options = spec.options
        if "picture" not in options:
            return super().summarise(spec, entries)
        picture = PICTURES[options["picture"]]
        found = [
            {
                key: value if key in options["lists"] else self.said(options, key, value)
                for key, value in cells.items()
            }
            for cells in self.cells(options, entries)
        ]
        rows = picture.rows(options["columns"], options["lists"], found)
        return {"rows": rows, "words": picture.words(rows), "table": picture.table(rows)}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the picture without rows, where there is one."""
        if "picture" not in options:
            return None
        from plckit.charts.figure import figure

        return figure(PICTURES[options["picture"]].chart())


def _lists(given: Any, heads: Mapping[str, str], dates: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the columns that take one of a list, {column: {key: label}}."""
    if not isinstance(given, Mapping) or not given:
        raise SpecError('lists must be a dict of columns, such as {"strength": ["Thin", "Strong"]}.')
    if odd := [key for key in given if key not in heads or key in dates]:
        raise SpecError(f"lists has {odd[0]!r}, which is no column, or one of days. Use keys of columns.")
    return {key: choices(given[key], f"lists: {key}") for key in heads if key in given}


def _picture(given: Any, kept: Options) -> str:
    """Return the name of a picture whose columns and lists are all there."""
    name = option_of(given, [*PICTURES], "picture")
    needs, lists = PICTURES[name].NEEDS, PICTURES[name].LISTS
    found = kept.get("lists", {})
    if not set(needs) <= set(kept["columns"]) or not all(
        set(keys) <= set(found.get(key, ())) for key, keys in lists.items()
    ):
        told = ", ".join(f"{key} ({' and '.join(keys) or 'any'})" for key, keys in lists.items())
        raise SpecError(f"The picture {name!r} needs the columns {', '.join(needs)}, and lists for {told}.")
    return name


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
