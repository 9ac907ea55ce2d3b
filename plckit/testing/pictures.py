# ruff: noqa: S101  (asserting is what this module is for)
"""What a group may see of a kind: its summaries, tidy rows and pictures."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from plckit.charts import paper
from plckit.domain.entries import ANSWER, Entry, Kind, Reading
from plckit.domain.visibility import About, See
from plckit.domain.workbooks import ActivitySpec
from plckit.notebook import make_spec

WRITER = "who-{}-secret"
SHUFFLES = 5
WIDTHS = (320, 720)
WALL = frozenset({"text", "title", "note", "url", "sort", "name"})


def check(kind: Kind, given: Mapping[str, Any], people: Sequence[Mapping[str, Any]]) -> None:
    """Assert that a group learns what was said, and neither who said it nor in which order."""
    for see in (See.ANON_REVEAL, See.NAMED):
        spec = make_spec(kind, "checked", "A question?", see=see, about=About.IDEAS, **given)
        entries = said_by(kind, spec, people, named=see is See.NAMED)
        for some in _parts(entries):
            summary = summarised(kind, spec, some)
            _is_a_summary(kind, spec, summary)
            _tells_nobody(kind, spec, summary, some)
            _reads(kind, spec, some)
        _has_no_order(kind, spec, entries)
        if see is See.ANON_REVEAL:
            _draws(kind, spec, entries)


def said_by(
    kind: Kind, spec: ActivitySpec, people: Sequence[Mapping[str, Any]], *, named: bool = False
) -> list[Entry]:
    """Return the entries of people as a kind gets them."""
    return [
        Entry(WRITER.format(n), entry, kind.parse(spec.options, entry, value), f"Person {n}" if named else "")
        for n, answers in enumerate(people)
        for entry, value in answers.items()
    ]


def summarised(kind: Kind, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what a room makes of entries; of a survey asked again, with an equal one a year before."""
    if not spec.options.get("waves"):
        return kind.summarise(spec, entries)
    people = len({entry.who for entry in entries})
    years = ("2026-03-01T10:00:00.000+00:00", "2027-03-01T10:00:00.000+00:00")
    return kind.summarise_waves([Reading(at, spec, people, people + 1, entries) for at in years])


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Yield nobody's, each person's, and everybody's entries."""
    yield []
    for who in dict.fromkeys(entry.who for entry in entries):
        yield [entry for entry in entries if entry.who == who]
    yield entries


def _is_a_summary(kind: Kind, spec: ActivitySpec, summary: Mapping[str, Any]) -> None:
    name = kind.name
    json.dumps(summary, allow_nan=False)
    taken = {"n", "of", "caution", "reasons", "fewReasons", "hidden", "since"} & set(summary)
    assert not taken, f"{name}: the summary has {sorted(taken)}, which the room fills in itself"
    assert ("rows" in summary) == spec.charted, f"{name}: rows go with a figure, and it with them"
    if "rows" in summary:
        assert all(isinstance(row, dict) for row in summary["rows"])
        assert summary["words"].strip(), f"{name}: who cannot see the chart reads nothing"
        columns, rows = summary["table"]["columns"], summary["table"]["rows"]
        assert columns, f"{name}: the table has no columns"
        assert all(len(row) == len(columns) for row in rows), f"{name}: a row of the table is not {columns}"
    for row in summary.get("wall", ()):
        assert isinstance(row["text"], str), f"{name}: what stands on a wall is text"
        assert set(row) <= WALL, f"{name}: a wall cannot show {row}"
    for table in summary.get("tables", ()):
        columns = spec.options["columns"]
        for row in table["rows"]:
            assert isinstance(row["label"], str), f"{name}: a row is called {row['label']!r}"
            assert len(row["cells"]) == len(columns), f"{name}: a row of a table has other columns"
            assert all(isinstance(text, str) for text in row["cells"]), f"{name}: a cell is no text"


def _tells_nobody(kind: Kind, spec: ActivitySpec, summary: Any, entries: Sequence[Entry]) -> None:
    """Hold that nothing in a summary leads to who said it, but names where they are given."""
    text = json.dumps(summary, ensure_ascii=False)
    for entry in entries:
        assert entry.who not in text, f"{kind.name} tells who answered"
        own = kind.most(spec.options) is not None and entry.entry != ANSWER
        assert not own or entry.entry not in text, f"{kind.name} tells an entry's id"
    names = Counter(_names(summary))
    assert set(names) <= {e.name for e in entries if e.name}, f"{kind.name} shows names where none may stand"
    nameless = [Entry(e.who, e.entry, e.value) for e in entries]
    assert not list(_names(summarised(kind, spec, nameless))), (
        f"{kind.name} has a place for names without any"
    )


def _names(value: Any) -> Iterator[Any]:
    """Yield what stands under the key `name`, however deep."""
    if isinstance(value, Mapping):
        if "name" in value:
            yield value["name"]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def _has_no_order(kind: Kind, spec: ActivitySpec, entries: Sequence[Entry]) -> None:
    """Hold that a picture does not depend on the order of entries, which is who was first."""
    rng, first = random.Random(1), _unordered(summarised(kind, spec, entries))  # noqa: S311
    for _ in range(SHUFFLES):
        mixed = rng.sample(entries, len(entries))
        assert _unordered(summarised(kind, spec, mixed)) == first, f"{kind.name}: the order of entries shows"


def _unordered(summary: Mapping[str, Any]) -> dict[str, Any]:
    wall = summary.get("wall")
    counted = Counter(json.dumps(row, sort_keys=True) for row in wall) if wall is not None else None
    return {**summary, "wall": counted}


def _reads(kind: Kind, spec: ActivitySpec, entries: Sequence[Entry]) -> None:
    """Hold that a DataFrame gets words, values and labels, each somebody's or with the reason why not."""
    name = kind.name
    for entry in entries:
        found = kind.readable(spec.options, entry.entry, entry.value)
        assert found, f"{name} cannot read {entry.value!r}"
        for row, value, label in found:
            assert isinstance(row, str), f"{name}: a row is called {row!r}, which is no text"
            assert label, f"{name}: {value!r} has no words"
            assert isinstance(label, str), f"{name}: the words of {value!r} are no text"
            assert isinstance(value, str | int | float), f"{name}: {value!r} does not fit into a cell"
    for tidy in kind.tidy(spec, entries):
        counted = isinstance(tidy.value, int) and not isinstance(tidy.value, bool)
        nobodys = bool(tidy.withheld) or counted
        assert nobodys if tidy.entry is None else not tidy.withheld, f"{name}: a row of nobody says why"
        assert tidy.entry is None or tidy.entry in entries, f"{name}: a row of an entry that is not shown"
        assert not tidy.withheld or tidy.value is None, f"{name}: a withheld row has a value"


def _rows(kind: Kind, spec: ActivitySpec, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return what the figure draws: the answers, or the results that a kind's example is supplied with."""
    if spec.charted:
        return list(summarised(kind, spec, entries)["rows"])
    supplied = replace(spec, options={**spec.options, "supplied": kind.example["supplied"]})
    return list(kind.picture(supplied)["picture"]["rows"])


def _draws(kind: Kind, spec: ActivitySpec, entries: Sequence[Entry]) -> None:
    """Hold that the rows fit the figure, on a phone and on paper, with answers and without."""
    if spec.figure is None:
        return
    figure = json.loads(json.dumps(spec.figure, allow_nan=False))
    assert figure["description"].strip(), f"{kind.name}: the figure does not say what it shows"
    waiting = [data for data in figure["vega"]["data"] if data["name"] == "rows" and "values" not in data]
    assert waiting, f"{kind.name}: the figure must wait for data named “rows”"
    blank = {width: paper.svg(figure, [], width=width) for width in WIDTHS}
    for some in ([], entries[:1], entries):
        rows = _rows(kind, spec, some)
        for width in WIDTHS:
            drawn = paper.svg(figure, rows, width=width)
            assert not rows or drawn != blank[width], f"{kind.name}: {len(rows)} rows draw nothing"
            assert "NaN" not in drawn, f"{kind.name}: something has no place in the picture"
            assert "undefined" not in drawn, f"{kind.name}: the picture wants a column that rows do not have"
