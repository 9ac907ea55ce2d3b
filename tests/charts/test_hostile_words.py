"""Whatever a workbook or a person writes is drawn as words: a chart's expressions are ours alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.charts import outcomes, paper
from plckit.charts.dot_map import CORNERS
from plckit.charts.figure import figure
from plckit.charts.results import Source
from plckit.domain.entries import Entry
from plckit.testing import an_activity

WORDS = [
    "'||alert(1)||'",
    '"+alert(1)+"',
    "\\'];alert(1);//",
    "</script><script>alert(1)",
    "${alert(1)} {{alert(1)}}",
    "datum.alert > 0 ? 1 : `x`",
    "alert(1)\\",
]
LABELS = {f"key{n}": text for n, text in enumerate(WORDS)}
FIVE = dict(list(LABELS.items())[:5])
OPTIONS: dict[str, dict[str, Any]] = {
    "checklist": {"rows": LABELS},
    "choice": {"options": LABELS},
    "multi_select": {"options": LABELS, "alone": []},
    "dot_vote": {"options": LABELS},
    "rank": {"options": LABELS},
    "likert": {"rows": LABELS, "labels": FIVE},
    "fist_to_five": {"labels": WORDS[:6]},
    "final_vote": {"labels": WORDS[:6]},
    "hand_for_each": {"cards": LABELS, "labels": WORDS[:6], "talk": WORDS[6]},
    "sort_cards": {"cards": LABELS, "columns": FIVE},
    "slider": {"low": WORDS[1], "high": WORDS[6]},
    "sliders": {"rows": LABELS, "low": WORDS[1], "high": WORDS[6]},
    "dot_map": {"rows": WORDS[:2], "corners": dict(zip(CORNERS, WORDS, strict=False)), "low": WORDS[1]},
    "slider_pair": {"rows": LABELS, "now": WORDS[0], "want": WORDS[1]},
    "short_text": {"words": True, "leave_out": WORDS},
    "sticky_notes": {"words": True, "sorts": dict(list(LABELS.items())[:4])},
    "yes_partly_no": {},
    "date": {},
}
ANSWERS: dict[str, Any] = {
    "checklist": "yes",
    "choice": "key0",
    "multi_select": list(LABELS),
    "dot_vote": {"key0": 2},
    "rank": list(LABELS),
    "likert": "key4",
    "fist_to_five": "3",
    "final_vote": {"hand": "3", "sees": "yes"},
    "hand_for_each": "3",
    "sort_cards": "key4",
    "slider": 4,
    "sliders": 4,
    "dot_map": 4,
    "slider_pair": {"now": 1, "want": 9},
    "short_text": " ".join(WORDS),
    "sticky_notes": {"text": " ".join(WORDS), "sort": "key0"},
    "yes_partly_no": "no",
    "date": "2027-02-08",
}


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a specification, its data left out: data is never read as an expression."""
    if isinstance(value, dict):
        yield from (text for key, held in value.items() if key != "values" for text in texts(held))
    elif isinstance(value, list):
        yield from (text for held in value for text in texts(held))
    elif isinstance(value, str):
        yield value


def without_literals(expression: str) -> str:
    """Return an expression without its quoted texts, which say nothing to whoever reads it."""
    left, at = "", 0
    while at < len(expression):
        if expression[at] == '"':
            _, at = json.JSONDecoder().raw_decode(expression, at)
        else:
            left, at = left + expression[at], at + 1
    return left


def test_every_chart_is_among_these() -> None:
    """A new kind that draws is asked here too."""
    checked = {name: kind.options(**kind.example["options"]) for name, kind in kinds().items()}
    drawn = {name for name, options in checked.items() if kinds()[name].figure(options)}
    assert set(OPTIONS) | {"data_chart"} >= drawn


@pytest.mark.parametrize("word", WORDS)
def test_words_of_somebodys_mark_book_are_data(word: str) -> None:
    """Outcomes come with the rows, so no expression of the figure can hold them."""
    example = kinds()["data_chart"].example["supplied"]
    measures = [{**one, "label": word} for one in example["measures"]]
    made = figure(outcomes.chart())
    assert not [text for text in texts(made["vega"]) if text in WORDS]
    drawn = paper.svg(made, outcomes.rows(measures, Source(**example["source"])))
    assert "<script" not in drawn


@pytest.mark.parametrize("name", OPTIONS)
def test_no_words_of_ours_or_theirs_are_read_as_an_expression(name: str) -> None:
    """A label is data, or a quoted text of its own; and the picture is drawn with it."""
    kind = kinds()[name]
    spec = an_activity(name, "hostile", prompt=WORDS[0], **OPTIONS[name])
    assert spec.figure
    for text in texts(spec.figure["vega"]):
        assert text in WORDS or "alert" not in without_literals(text), text
    rows = list(spec.options.get("rows", {"answer": ""}))
    entries = [Entry(str(who), row, ANSWERS[name]) for who in range(6) for row in rows]
    drawn = paper.svg(spec.figure, kind.summarise(spec, entries)["rows"])
    assert "<script" not in drawn
    assert ("alert" in drawn) == (name not in ("yes_partly_no", "date"))
