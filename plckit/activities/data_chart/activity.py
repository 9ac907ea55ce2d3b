"""A chart of students' results, with noticings pinned to what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.base import (
    BaseKind,
    Options,
    activity_key,
    label_text,
    option_of,
    own_id,
    signature,
    whole_number,
)
from plckit.activities.data_chart.pictures import NEEDS
from plckit.charts.pictures import PICTURES
from plckit.charts.results import Source
from plckit.domain.entries import Entry
from plckit.domain.noticing import REASON
from plckit.domain.texts import one_line
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

LONGEST_MARK = 80


class DataChart(BaseKind):
    """Results in one picture; a noticing is {"text", "pin", "to"}: pinned to a mark, some, or none."""

    name = "data_chart"
    works_on = "results"
    example = {
        "prompt": "What do you see? Only what is in the chart, no reasons.",
        "options": {"chart": "outcomes"},
        "people": [
            {
                "notice-001": {"text": "O3 is far below the others", "pin": "outcome:O3"},
                "notice-002": {"text": "All ranges are wide", "pin": ""},
            },
            {"notice-003": {"text": "O1 and O2 overlap", "pin": "outcome:O1", "to": "outcome:O2"}},
        ],
        "supplied": {
            "measures": [
                {
                    "id": key,
                    "label": label,
                    "n": 93,
                    "of": 104,
                    "share": share,
                    "low": low,
                    "high": high,
                    "said": "",
                    "hidden": "",
                }
                for key, label, share, low, high in (
                    ("O1", "O1: I can estimate an answer", 0.72, 0.67, 0.78),
                    ("O2", "O2: I can share amounts with ratios", 0.56, 0.51, 0.61),
                    ("O3", "O3: I can add fractions with different bottoms", 0.24, 0.19, 0.29),
                    ("O4", "O4: I can work with percent change", 0.47, 0.39, 0.55),
                )
            ],
            "source": {"tested": 93, "enrolled": 104, "synthetic": True, "outside": False},
        },
    }

    def options(
        self,
        *,
        chart: str,
        compare: str = "",
        guess: str = "",
        after: str = "",
        agreed: str = "",
        wonder: str = "",
        starter: str = "I see …",
        limit: int = 140,
        most: int = 12,
    ) -> dict[str, Any]:
        """Return the options: which *chart* of the session's results, and how many noticings of what length.

        *compare* is the column of groups that “groups” compares (the facilitator may choose another). The
        chart is shown once the activity *after* was revealed; *guess* is the key of a guess drawn into it;
        *agreed* is the key of a choice to which everybody has to answer “yes” first. A noticing that gives a
        reason is offered a move to the sticky notes with the key *wonder*. *most* 0 shows the chart alone.
        """
        kept = _of_results(chart, compare)
        if agreed == "" and chart == "classes":
            raise SpecError(
                "Classes are shown only once everybody agreed: give agreed=… the key of that choice."
            )
        named = {"guess": guess, "after": after, "agreed": agreed}
        keys = {name: activity_key(key, name) for name, key in named.items() if key != ""}
        offer = {"wonder": {"key": activity_key(wonder, "wonder"), "words": REASON}} if wonder != "" else {}
        return {
            **kept,
            **keys,
            **offer,
            "starter": label_text(starter, "starter"),
            "limit": whole_number(limit, 20, 300, "limit"),
            "most": whole_number(most, 0, 30, "most"),
        }

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str] | None:
        """Return the noticing; one without words is taken back."""
        own_id(entry, "noticing")
        if not options["most"]:
            raise BadValue("This chart takes no notes.")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {"text", "pin", "to"}:
            raise BadValue("This is not a noticing. Reload the page and try again.")
        text = one_line(value.get("text"), 2 * options["limit"])
        if text is None:
            return None
        pins = {name: one_line(value.get(name), LONGEST_MARK) or "" for name in ("pin", "to")}
        return {
            "text": text,
            "pin": pins["pin"],
            **({"to": pins["to"]} if pins["pin"] and pins["to"] else {}),
        }

    def most(self, options: Options) -> int:
        """Return how many noticings one person may have."""
        return int(options["most"])

    def adjust(self, options: Options, given: Any) -> dict[str, Any]:
        """Return another column of groups to compare."""
        column = one_line(given.get("compare") if isinstance(given, dict) else None, 60)
        if options["data"] != "groups" or column is None:
            raise BadValue("Choose the groups to compare.")
        return {"compare": column}

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"picture": {"wait": why there is none} or {"rows", "words", "table", "marks"}}.

        A mark is {"id", "label"}, what a noticing can be about. Where there are groups to compare, "choices"
        has them in the same form and "chosen" the id of one.
        """
        supplied = spec.options["supplied"]
        if "wait" in supplied:
            return {"picture": supplied}
        picture = PICTURES[spec.options["data"]]
        rows = picture.rows(supplied["measures"], Source(**supplied["source"]))
        table = picture.module.table(rows)
        told = {"rows": rows, "words": picture.module.words(rows), "table": table, "marks": _marks(table)}
        if "choices" in supplied["measures"]:
            told |= {"choices": supplied["measures"]["choices"], "chosen": supplied["measures"]["chosen"]}
        return {"picture": told}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall: one {"text", "note": what it is pinned to, "name"} a noticing."""
        labels = _labels(self, spec)
        places = {mark: place for place, mark in enumerate(labels)}
        inorder = sorted(entries, key=lambda e: places.get(e.value["pin"], -1))
        return {
            "wall": [{"text": e.value["text"], **_pinned(e.value, labels), **signature(e)} for e in inorder]
        }

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the chart without data."""
        from plckit.charts.figure import figure

        picture = PICTURES[options["data"]]
        return figure(picture.module.chart(**picture.fixed))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return what a noticing is pinned to, and its words."""
        return [(value["pin"], value["text"], value["text"])]


def _of_results(chart: str, compare: str) -> dict[str, Any]:
    """Return the options that say which results the chart needs; those of groups, whom it compares."""
    needs = NEEDS[option_of(chart, list(NEEDS), "chart")]
    column = label_text(compare, "compare") if compare != "" else ""
    whom = {"compare": column} if chart == "groups" else {}
    return {"data": chart, "needs": [str(role) for role in needs], **whom}


def _labels(kind: DataChart, spec: ActivitySpec) -> dict[str, str]:
    """Return {id: words} of the marks of this picture, in its order."""
    if "supplied" not in spec.options:
        return {}
    return {mark["id"]: mark["label"] for mark in kind.picture(spec)["picture"].get("marks", ())}


def _marks(table: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what the lines of a table are about; those of one name are told apart by their second cell."""
    lines = {mark: row for mark, row in zip(table["ids"], table["rows"], strict=True) if mark}
    names = Counter(row[0] for row in lines.values())
    return [
        {"id": mark, "label": str(row[0]) if names[row[0]] == 1 else f"{row[0]}, {row[1]}"}
        for mark, row in lines.items()
    ]


def _pinned(value: dict[str, str], labels: dict[str, str]) -> dict[str, str]:
    ends = [labels[value[end]] for end in ("pin", "to") if value.get(end) in labels]
    return {"note": f"About {' to '.join(dict.fromkeys(ends))}"} if ends else {}


KIND = DataChart()
