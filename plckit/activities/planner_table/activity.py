"""A table that a group fills in: fixed columns; rows that are given, or that people add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, own_id, signature, whole_number
from plckit.activities.days import day, in_words
from plckit.activities.text import HARD
from plckit.domain.entries import Entry, Tidy
from plckit.domain.texts import words
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

MOST_COLUMNS = 6
LIMIT = 140
# “<row>.<column>” fits into an entry's id, which has at most 64 characters, with a row's id of up to 40.
LONGEST_COLUMN_KEY, LONGEST_ROW_KEY = 20, 40


class PlannerTable(BaseKind):
    """A table: an entry is one cell, “<row>.<column>”, so people who share a draft never overwrite a row.

    A row is the key of a fixed one, or an id from the browser that sorts by the time it was made.
    """

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

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return a cell's words, or its day as year-month-day; an empty cell is taken back."""
        row, _, column = entry.partition(".")
        if column not in options["columns"]:
            raise BadValue("That column is not in this workbook. Reload the page and try again.")
        if options["add"]:
            own_id(row, "row")
        elif row not in options["rows"]:
            raise BadValue("That row is not in this workbook. Reload the page and try again.")
        return day(value) if column in options["dates"] else words(value, HARD * options["limit"])

    def most(self, options: Options) -> int | None:
        """Return how many cells the rows have that a person, or a group with one draft, may add."""
        return options["add"] * len(options["columns"]) or None

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the tables, one a writer: {"tables": [{"name", "rows": [{"label", "cells"}]}]}.

        `name` is there where it may be shown, `label` is empty for an added row, and `cells` has one text a
        column. Tables keep their places while people write: they are in the order of `who`, which is random.
        """
        tables, options = [], spec.options
        for own in _by_writer(entries):
            rows = [
                {"label": label, "cells": [_shown(options, key, cells) for key in options["columns"]]}
                for label, cells in _rows(options, own)
            ]
            tables.append({"rows": rows, **signature(own[0])})
        return {"tables": tables}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return a cell by its fixed row and its column; an added row has no number by itself."""
        row, _, column = entry.partition(".")
        label = options["rows"].get(row, "")
        return [_triple(options, label, column, value)]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a cell, by the row's label, or its number in the writer's table, and column."""
        if not spec.options["add"]:
            return super().tidy(spec, entries)
        found = []
        for own in _by_writer(entries):
            ids = sorted({_row_of(entry) for entry in own})
            for entry in own:
                number, column = ids.index(_row_of(entry)) + 1, entry.entry.partition(".")[2]
                found.append(Tidy(entry, *_triple(spec.options, f"Row {number}", column, entry.value)))
        return found


def _keyed(given: Choices, what: str, longest: int) -> dict[str, str]:
    """Return rows or columns as {key: label}, with keys that a cell's id can be made of."""
    kept = choices(given, what)
    for key in kept:
        if not re.fullmatch(rf"[a-z0-9_-]{{1,{longest}}}", key):
            raise SpecError(
                f"{what} has the key {key!r}. Use up to {longest} small letters, digits and dashes, no dots."
            )
    return kept


def _by_writer(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries of each writer."""
    for who in sorted({entry.who for entry in entries}):
        yield [entry for entry in entries if entry.who == who]


def _rows(options: Options, own: Sequence[Entry]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield label and {column: value} of one writer's rows that have something, in the table's order."""
    cells: dict[str, dict[str, str]] = {}
    for entry in own:
        row, _, column = entry.entry.partition(".")
        cells.setdefault(row, {})[column] = entry.value
    for row in options["rows"] or sorted(cells):
        if row in cells:
            yield options["rows"].get(row, ""), cells[row]


def _row_of(entry: Entry) -> str:
    return entry.entry.partition(".")[0]


def _shown(options: Options, column: str, cells: dict[str, str]) -> str:
    value = cells.get(column, "")
    return in_words(value) if value and column in options["dates"] else value


def _triple(options: Options, label: str, column: str, value: str) -> tuple[str, str, str]:
    head = options["columns"][column]
    return f"{label}: {head}" if label else head, value, _shown(options, column, {column: value})


KIND = PlannerTable()
