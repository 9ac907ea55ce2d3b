"""The charts on paper: the same figure and rows as on a screen, as SVG and PNG."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from html import unescape

import pytest
from chart_samples import Sample

from plckit.charts import paper, tally
from plckit.charts.figure import figure

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
    "outcomes",
    "classes",
    "items",
    "groups",
    "coverage",
]


def size(svg: str) -> tuple[float, float]:
    found = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    assert found
    return float(found[1]), float(found[2])


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_makes_an_svg_with_its_numbers_in_it(samples: dict[str, Sample], kind: str) -> None:
    """Whoever prints a chart gets what the rows say, on white, with a name for those who cannot see it."""
    made = figure(samples[kind].chart)
    svg = paper.svg(made, samples[kind].rows, width=640)
    texts = {unescape(text) for text in re.findall(r"<text[^>]*>([^<]+)</text>", svg)}
    # A number that does not fit its Likert bar is left out; those of this sample fit.
    labels = {row["label"] for row in samples[kind].rows if row.get("label")}
    assert len(labels) > 2
    assert labels <= texts
    assert {row["total"] for row in samples[kind].rows if row.get("total")} <= texts
    assert unescape(svg).count(f'aria-label="{made["description"]}"') == 1
    assert 'fill="white"' in svg
    assert size(svg)[0] == 640
    assert not {"NaN", "undefined", "null"} & texts


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_on_paper_is_as_high_as_its_width_needs(samples: dict[str, Sample], kind: str) -> None:
    """The height is the one a browser would give: a narrow column has more lines of text (hands lie down)."""
    made = figure(samples[kind].chart)
    narrow, wide = (size(paper.svg(made, samples[kind].rows, width=width))[1] for width in (320, 640))
    assert narrow == wide if kind == "tally" else narrow > wide - (60 if kind == "hands" else 30)
    assert narrow < wide or kind != "hands"
    assert narrow > 100


def test_a_tally_on_paper_is_as_high_as_its_rows() -> None:
    """Its words come with the answers, so its height does too."""
    made = figure(tally.chart())
    few, many = (
        size(paper.svg(made, tally.rows([(f"word {i}", 3) for i in range(found)], 5)))[1] for found in (2, 12)
    )
    assert many - few == 10 * tally.STEP


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_without_answers_is_a_picture_too(samples: dict[str, Sample], kind: str) -> None:
    """A page for a meeting that has not begun holds the statements."""
    svg = paper.svg(figure(samples[kind].chart), [])
    assert "NaN" not in svg
    assert "undefined" not in svg


def test_a_png_has_so_many_dots_to_a_pixel(samples: dict[str, Sample]) -> None:
    """Twice as many as pixels look sharp in print."""
    made = figure(samples["hands"].chart)
    dots = paper.png(made, samples["hands"].rows, width=500)
    assert dots.startswith(b"\x89PNG")
    assert struct.unpack(">I", dots[16:20]) == (1000,)


def test_a_figure_is_not_changed_by_being_printed(samples: dict[str, Sample]) -> None:
    """The same figure is drawn for many sessions."""
    made = figure(samples["counts"].chart)
    before = repr(made)
    paper.svg(made, samples["counts"].rows)
    assert repr(made) == before


def test_importing_paper_imports_no_vl_convert() -> None:
    """A server that prints nothing does not pay for it."""
    code = "import sys, plckit.charts.paper\nassert not {'altair', 'pandas', 'vl_convert'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
