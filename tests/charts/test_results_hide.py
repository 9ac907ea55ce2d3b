"""All charts of results: what is hidden stays hidden, every mark can be found, and whose data they are."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from typing import Any

import pytest
from sheet_samples import (
    MEASURES,
    MODULES,
    PLANTED,
    growth_measures,
    paired_measures,
    run_measures,
    scores_measures,
    support_measures,
)

from plckit.charts import paper, sheet
from plckit.charts.figure import figure
from plckit.charts.layout import WIDE_FROM

KINDS = list(MODULES)
WHY = "hidden: fewer than 5 students"
HOSTILE = "'||alert(1)||' </script><script>alert(1)"


def rows(kind: str, *args: Any, mark: str = sheet.TEAM_ONLY, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = MODULES[kind].rows(MEASURES[kind](*args, **more), mark)
    return found


def everything(kind: str, made: list[dict[str, Any]]) -> str:
    """Return all that leaves the server for these rows, and the picture of them, as one text."""
    module = MODULES[kind]
    drawn = figure(module.chart())
    sent = {"figure": drawn, "rows": made, "words": module.words(made), "table": module.table(made)}
    return json.dumps(sent) + paper.svg(drawn, made, width=320)


def planted(value: Any) -> Any:
    """Return measures with every number in them replaced by the planted one."""
    if isinstance(value, dict):
        return {key: planted(held) for key, held in value.items()}
    if isinstance(value, list):
        return [planted(held) for held in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return PLANTED if is_number else value


def planted_point(point: dict[str, Any]) -> dict[str, Any]:
    return planted(point) | {"value": None, "hidden": WHY}


HIDDEN: dict[str, dict[str, Any]] = {
    "paired": {"all": planted(paired_measures()) | {"hidden": WHY}},
    "scores": {
        "all": planted(scores_measures()) | {"hidden": WHY},
        "a column": scores_measures(
            counts=[{"score": 3, "count": None}, {"score": 4, "count": None}, {"score": 7, "count": 24}]
        ),
    },
    "growth": {
        "all": planted(growth_measures()) | {"hidden": WHY},
        "students": growth_measures(students=[], means=planted(growth_measures()["means"])),
    },
    "support": {
        "all": [planted(cell) | {"count": None, "hidden": WHY} for cell in support_measures()],
        "a part": [
            cell | {"count": PLANTED, "n": PLANTED, "hidden": WHY} if cell["date"] == "2026-03-14" else cell
            for cell in support_measures()
        ],
    },
    "runs": {
        "all": run_measures(points=[planted_point(point) for point in run_measures()["points"]]),
        "a date": run_measures(
            points=[planted_point(run_measures()["points"][0]), *run_measures()["points"][1:]]
        ),
    },
}


@pytest.mark.parametrize(("kind", "what"), [(kind, what) for kind in HIDDEN for what in HIDDEN[kind]])
def test_a_hidden_number_is_nowhere(kind: str, what: str) -> None:
    """Rules P1–P7: not in a row, the order, the scale, the picture, the words or the table."""
    made = MODULES[kind].rows(HIDDEN[kind][what], sheet.TEAM_ONLY)
    sent = everything(kind, made)
    assert str(PLANTED) not in sent
    assert "⊘" in paper.svg(figure(MODULES[kind].chart()), made)
    assert "hidden" in MODULES[kind].words(made).lower() + json.dumps(MODULES[kind].table(made))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_all_hidden_is_one_sentence_without_marks(kind: str) -> None:
    """Rule P7: the reason stands alone, with a foot; no scale, no key and no ids."""
    made = MODULES[kind].rows(HIDDEN[kind]["all"], sheet.TEAM_ONLY)
    assert [row["part"] for row in made] == ["withheld", "text"]
    assert MODULES[kind].words(made) == "Hidden: fewer than 5 students. Team only."
    assert [row["id"] for row in made] == [None, None]
    assert MODULES[kind].table(made)["rows"][0][0] == f"⊘ {WHY}"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_measured_is_one_sentence(kind: str) -> None:
    """An empty picture would look broken."""
    nothing = {
        "paired": paired_measures() | {"n": 0, "students": []},
        "scores": scores_measures() | {"n": 0, "counts": []},
        "growth": growth_measures() | {"n": 0, "students": []},
        "support": [],
        "runs": run_measures(points=[]),
    }
    made = MODULES[kind].rows(nothing[kind], sheet.SYNTHETIC)
    assert [row["part"] for row in made] == ["empty", "text"]
    assert MODULES[kind].words(made) == "No results yet. SYNTHETIC data."
    assert MODULES[kind].words([]) == "No results yet."
    assert MODULES[kind].table([])["rows"][0][0] == "no results yet"


@pytest.mark.parametrize("kind", KINDS)
def test_under_ten_students_there_is_no_range_and_no_percentage(kind: str) -> None:
    """Rule R3, also where the measures bring a range, an effect size, a line or a share."""
    made = rows(kind, 8)
    module = MODULES[kind]
    said = json.dumps([made, module.words(made), module.table(made)], ensure_ascii=False)
    assert "%" not in said
    ranges = ("low", "high", "low_up", "high_up", "expected", "effect")
    assert all(row.get(name) is None for row in made for name in ranges)
    assert not any(row["part"] in ("share", "percent", "expected", "mean") for row in made)
    assert not re.search(r"\brange \d", said)
    if kind != "support":  # statuses have no middle
        assert any(row["part"] == "median" for row in made)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [8, 26])
def test_every_mark_that_can_be_pointed_at_has_a_stable_id(kind: str, n: int) -> None:
    """A noticing is pinned to an id: the table's lines have the same ones, in the same number of lines."""
    made = rows(kind, n)
    table = MODULES[kind].table(made)
    assert len(table["ids"]) == len(table["rows"]) == len(set(table["ids"]))
    assert {len(line) for line in table["rows"]} == {len(table["columns"])}
    assert set(table["ids"]) <= {row["id"] for row in made if row["id"]}
    assert made == rows(kind, n)


@pytest.mark.parametrize("kind", KINDS)
def test_whose_data_they_are_stands_at_the_foot(kind: str) -> None:
    """Rules M3 and P11: in the picture and in the words; an export that may go out says neither."""
    foots = {}
    for mark in (sheet.SYNTHETIC, sheet.TEAM_ONLY, ""):
        made = rows(kind, mark=mark)
        foots[mark] = made[-1]["label"]
        assert made[-1]["style"] == "foot"
        assert f"{foots[mark]}." in MODULES[kind].words(made)
        assert foots[mark].split(" · ")[-1] in unescape(paper.svg(figure(MODULES[kind].chart()), made))
    assert foots[sheet.SYNTHETIC].endswith(" · SYNTHETIC data")
    assert foots[sheet.TEAM_ONLY].endswith(" · Team only")
    assert " · " not in foots[""]


@pytest.mark.parametrize("kind", KINDS)
def test_the_figure_knows_no_number_of_the_results(kind: str) -> None:
    """It is compiled before there are results: scales and heights follow from the rows at run time."""
    made = figure(MODULES[kind].chart())
    assert [data for data in made["vega"]["data"] if data["name"] == "rows"] == [{"name": "rows"}]
    assert made["description"]
    height = next(signal for signal in made["vega"]["signals"] if signal["name"] == "height")
    assert "data('rows')" in height["update"]
    assert str(WIDE_FROM) in height["update"]
    assert "tooltip" not in json.dumps(made)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 640])
def test_a_picture_is_as_high_as_its_rows_say(kind: str, width: int) -> None:
    """Nothing is cut at the foot, and no text is broken."""
    made = rows(kind)
    svg = paper.svg(figure(MODULES[kind].chart()), made, width=width)
    found = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    assert found
    side = "narrow" if width < WIDE_FROM else "wide"
    assert float(found[2]) == pytest.approx(made[0][f"height_{side}"] + 6, abs=1)
    assert not {"NaN", "undefined", "null"} & set(re.findall(r">([^<]+)</text>", svg))


def test_words_of_others_are_never_read_as_an_expression() -> None:
    """Labels of outcomes, cuts, changes and codes are data, and are drawn as they are."""
    cells = [cell | {"outcome_label": HOSTILE, "status_label": HOSTILE} for cell in support_measures()]
    cuts = [scores_measures()["cuts"][0] | {"label": HOSTILE}]
    changes = [{"date": "2026-03-02", "label": HOSTILE}]
    for kind, measures in {
        "support": cells,
        "scores": scores_measures(cuts=cuts),
        "runs": run_measures(changes=changes, unit=HOSTILE),
    }.items():
        svg = paper.svg(figure(MODULES[kind].chart()), MODULES[kind].rows(measures))
        assert "<script" not in svg
        assert "alert(1)" in svg


@pytest.mark.parametrize("kind", KINDS)
def test_rows_words_and_table_import_neither_altair_nor_pandas(kind: str) -> None:
    """A server makes rows, words and tables; only the compiler of a workbook makes pictures."""
    code = (
        f"import sys; from plckit.charts import {kind}\n"
        f"{kind}.words([]), {kind}.table([])\n"
        "assert not {'altair', 'pandas', 'vl_convert'} & set(sys.modules), 'too heavy'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
