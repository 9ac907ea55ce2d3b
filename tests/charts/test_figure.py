"""The specs: what a chart is made of, and that it survives on its way to the browser."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import pytest
import vl_convert
from chart_samples import LEVELS, STATEMENTS, Sample

from plckit.charts import theme
from plckit.charts.bundle import vega_bundle
from plckit.charts.figure import figure
from plckit.charts.layout import WIDE_FROM, layout, wrapped
from plckit.errors import SpecError

RESULTS = ["outcomes", "classes", "items", "groups", "coverage"]
KINDS = [
    "likert",
    "stacked",
    "dumbbell",
    "counts",
    "hands",
    "dots",
    "ranks",
    "shares",
    "spread",
    "tally",
    "waves",
    *RESULTS,
]
HIDING = ["likert", "stacked", "dumbbell", "counts", "dots", "spread", "waves", *RESULTS]
"""Kinds whose sample holds something hidden."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_without_data_waits_for_rows(samples: dict[str, Sample], kind: str) -> None:
    """The spec is built once; afterwards only rows travel."""
    made = figure(samples[kind].chart)
    assert [data for data in made["vega"]["data"] if data["name"] == "rows"] == [{"name": "rows"}]
    assert made["description"]
    height = next(signal for signal in made["vega"]["signals"] if signal["name"] == "height")
    assert "data('rows')" in height["update"] or str(WIDE_FROM) in height["update"]
    assert "height" not in made["vega"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_with_rows_becomes_a_picture(samples: dict[str, Sample], kind: str) -> None:
    """Exports draw the same chart without a browser."""
    svg = vl_convert.vegalite_to_svg(samples[kind].with_rows.to_dict())
    assert ("⊘" in svg) == (kind in HIDING)
    assert "NaN" not in svg
    assert "undefined" not in svg


def test_the_colours_are_the_same_for_every_likert_chart(samples: dict[str, Sample]) -> None:
    """Rule L4: brown for the low end, blue for the high end, "not sure" apart."""
    scales = {scale["name"]: scale for scale in figure(samples["likert"].chart)["vega"]["scales"]}
    assert scales["color"]["domain"] == [*LEVELS.values(), "Not sure"]
    assert scales["color"]["range"] == [*theme.level_colours(5), theme.NOT_SURE]


@pytest.mark.parametrize("levels", range(2, 8))
def test_levels_have_as_many_different_colours(levels: int) -> None:
    """Rule L4: two neighbours never look the same."""
    assert len(set(theme.level_colours(levels))) == levels


def test_sliders_are_drawn_from_0_to_10(samples: dict[str, Sample]) -> None:
    """Rule L8: the axis does not follow the answers."""
    scales = {scale["name"]: scale for scale in figure(samples["dumbbell"].chart)["vega"]["scales"]}
    assert scales["x"]["domain"] == [0, 10]


def test_statements_are_wrapped_lines_of_the_same_length() -> None:
    """No word stands alone in the second line, and nothing is lost."""
    places = layout(STATEMENTS, band=24)
    for place, statement in zip(places.values, STATEMENTS.values(), strict=True):
        lines = place["narrow"]
        assert isinstance(lines, list)
        assert " ".join(lines) == statement
    assert places.values[0]["narrow"] == [
        "If I try something and it fails, people",
        "here would help me learn from it.",
    ]
    assert places.height_wide < places.height_narrow


def test_a_line_that_is_read_from_right_to_left_keeps_its_full_stop() -> None:
    """Drawings run from left to right: without a mark the stop would stand at the sentence's beginning."""
    assert wrapped("نعم.", 20) == ["نعم.\u200f"]
    assert wrapped("Yes, نعم.", 20) == ["Yes, نعم."]


def test_a_chart_with_data_of_its_own_cannot_be_a_figure(samples: dict[str, Sample]) -> None:
    """Such a chart would never change when somebody answers."""
    with pytest.raises(SpecError, match="must take its numbers from data named “rows”"):
        figure(samples["counts"].with_rows)


def test_a_map_cannot_be_a_figure() -> None:
    """The browser's bundle leaves maps out, so the author is told before anybody sees a hole."""
    chart = alt.Chart(alt.NamedData("rows")).mark_geoshape().project("mercator")
    with pytest.raises(SpecError, match="cannot use “projections”"):
        figure(chart)


def test_the_bundle_is_made_once_and_names_its_version(tmp_path: Path) -> None:
    """A cached module is served again, and another vl-convert makes another file."""
    path = vega_bundle(tmp_path)
    made = path.stat().st_mtime_ns
    assert vega_bundle(tmp_path) == path
    assert path.stat().st_mtime_ns == made
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.name.startswith("vega-1.9")
    assert "expressionInterpreter" in path.read_text("utf-8")[-400:]
    assert path.stat().st_size < 500_000
