"""Put given cards into given columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, lines, one_of
from plckit.charts import shares
from plckit.domain.entries import Entry
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

MOST_COLUMNS = 6
SPLIT = "The same number in two columns or more"


class SortCards(BaseKind):
    """Cards in columns; an entry is one card's column, so its id is the card's key."""

    name = "sort_cards"
    votes = True
    example = {
        "prompt": "Who decides? Put each card where you think it belongs.",
        "options": {
            "cards": {
                "team": "Each staff member is in a team",
                "extra": "Students who are stuck get extra time in the school day",
                "run": "How a team runs its meeting",
                "time": "How we find time to meet",
            },
            "columns": {"all": "Everyone holds to this", "teams": "Teams choose", "unsure": "Not sure"},
        },
        "people": [
            {"team": "all", "extra": "all", "run": "teams"},
            {"team": "all", "extra": "all", "run": "teams", "time": "unsure"},
            {"team": "all", "extra": "teams", "run": "teams", "time": "teams"},
            {"team": "all", "extra": "unsure", "run": "teams", "time": "all"},
            {"team": "teams", "extra": "all", "run": "all", "time": "teams"},
        ],
    }

    def options(self, *, cards: Choices, columns: Choices) -> dict[str, Any]:
        """Return the cards, and the columns to put them in (2 to 6 of them)."""
        kept = choices(columns, "columns")
        if not 2 <= len(kept) <= MOST_COLUMNS:
            raise SpecError(f"Cards go into 2 to {MOST_COLUMNS} columns, and this has {len(kept)}.")
        return {"rows": lines(cards, "cards"), "columns": kept}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the key of the column."""
        if entry not in options["rows"]:
            raise BadValue("That card is not in this workbook. Reload the page and try again.")
        return None if value is None else one_of(value, options["columns"])

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many put each card into each column."""
        rows = shares.rows(spec.options["rows"], spec.options["columns"], _given(entries))
        return {"rows": rows, "words": shares.words(rows), "table": shares.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the cards that most put into each column, with counts; where most are in two, that is said.

        A row is {"item": the card, "column": the column, "count": “4 of 5”}, column by column.
        """
        columns, given = spec.options["columns"], _given(entries)
        piles: dict[str, list[dict[str, str]]] = {column: [] for column in (*columns.values(), SPLIT)}
        for card, text in spec.options["rows"].items():
            if counts := given.get(card):
                most = [key for key in columns if counts[key] == max(counts.values())]
                column = columns[most[0]] if len(most) == 1 else SPLIT
                count = f"{counts[most[0]]} of {counts.total()}"
                piles[column].append({"item": text, "column": column, "count": count})
        lines = [
            f"{column}: "
            + ", ".join(f"“{row['item']}” {row['count']}".removesuffix(" 1 of 1") for row in pile)
            for column, pile in piles.items()
            if pile
        ]
        rows = [row for pile in piles.values() for row in pile]
        return {"said": "\n".join(lines), "rows": rows, "texts": lines}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars without data."""
        from plckit.charts.figure import figure

        return figure(shares.chart(options["rows"], options["columns"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the card, its column's key and the column."""
        return [(options["rows"][entry], value, options["columns"][value])]


def _given(entries: Sequence[Entry]) -> dict[str, Counter[str]]:
    """Return how many put each card into each column."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for e in entries:
        given[e.entry][e.value] += 1
    return given


KIND = SortCards()
