"""What kinds share whose answer is a table of rows; `rows.js` is the other half.

Their options hold `columns` {key: label}, `dates` (the columns that take a day), `rows` {key: label} that are
given, or how many people may `add`, and the `limit` of characters of a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, own_id, signature
from plckit.activities.days import day, in_words
from plckit.activities.text import HARD
from plckit.domain.entries import Entry, Tidy
from plckit.domain.texts import words
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

LIMIT = 140


class Rows(BaseKind):
    """A table: an entry is one cell, “<row>.<column>”, so people who share a draft never overwrite a row.

    A row is the key of a fixed one, or an id from the browser that sorts by the time it was made.
    """

    def cell(self, options: Options, column: str, value: Any) -> str | None:
        """Return what a cell keeps: words, or a day as year-month-day."""
        return day(value) if column in options["dates"] else words(value, HARD * options["limit"])

    def said(self, options: Options, column: str, value: str) -> str:
        """Return how a cell reads."""
        return in_words(value) if value and column in options["dates"] else value

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return a cell's value; an empty cell is taken back."""
        row, _, column = entry.partition(".")
        if column not in options["columns"]:
            raise BadValue("That column is not in this workbook. Reload the page and try again.")
        if options["add"]:
            own_id(row, "row")
        elif row not in options["rows"]:
            raise BadValue("That row is not in this workbook. Reload the page and try again.")
        return self.cell(options, column, value)

    def most(self, options: Options) -> int | None:
        """Return how many cells the rows have that a person, or a group with one draft, may add."""
        return options["add"] * len(options["columns"]) or None

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the tables, one a writer: {"tables": [{"name", "rows": [{"label", "cells"}]}]}.

        `name` is there where it may be shown, `label` is empty for an added row, and `cells` has one text a
        column. Tables keep their places while people write: they are in the order of `who`, which is random.
        """
        tables, options, columns = [], spec.options, spec.options["columns"]
        for own in _by_writer(entries):
            rows = [
                {"label": label, "cells": [self.said(options, key, cells.get(key, "")) for key in columns]}
                for label, cells in _rows(options, own)
            ]
            tables.append({"rows": rows, **signature(own[0])})
        return {"tables": tables}

    def cells(self, options: Options, entries: Sequence[Entry]) -> list[dict[str, str]]:
        """Return the rows of all writers as they are kept, {column: value}."""
        return [cells for own in _by_writer(entries) for _, cells in _rows(options, own)]

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the rows of all writers, {column: text}; a row that was given has its label as `row`.

        Where names may be shown, `from` is whose row it is: with by="team" the team's name. A table that has
        a column of that name keeps what was written there.
        """
        options, found, texts = spec.options, [], []
        for own in _by_writer(entries):
            for label, cells in _rows(options, own):
                said = {key: self.said(options, key, cells.get(key, "")) for key in options["columns"]}
                row = {"row": label, **said} if label else said
                texts.append(" · ".join(filter(None, row.values())))
                found.append({"from": own[0].name, **row} if own[0].name else row)
        return {"rows": found, "texts": texts}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return a cell by its fixed row and its column; an added row has no number by itself."""
        row, _, column = entry.partition(".")
        label = options["rows"].get(row, "")
        return [self._triple(options, label, column, value)]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a cell, by the row's label, or its number in the writer's table, and column."""
        if not spec.options["add"]:
            return super().tidy(spec, entries)
        found = []
        for own in _by_writer(entries):
            ids = sorted({_row_of(entry) for entry in own})
            for entry in own:
                number, column = ids.index(_row_of(entry)) + 1, entry.entry.partition(".")[2]
                found.append(Tidy(entry, *self._triple(spec.options, f"Row {number}", column, entry.value)))
        return found

    def _triple(self, options: Options, label: str, column: str, value: str) -> tuple[str, str, str]:
        head = options["columns"][column]
        return f"{label}: {head}" if label else head, value, self.said(options, column, value)


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
