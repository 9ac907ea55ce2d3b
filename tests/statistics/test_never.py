"""The never list of the content brief, as far as it is about numbers (section 4.13)."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recipes import a_check

import plckit.statistics
from plckit.domain import suppression, suppression_tables
from plckit.domain.ranges import Range
from plckit.domain.results import Audience
from plckit.errors import BadValue
from plckit.statistics.effects import Effect, EffectType, before_after, two_groups
from plckit.statistics.items import facilities, item_rest, totals, upper_lower
from plckit.statistics.matching import group_by_item
from plckit.statistics.means import mean
from plckit.statistics.reliability import alpha
from plckit.statistics.resampling import outcome_share
from plckit.statistics.scale_ends import scale_ends

ROOT = Path(plckit.statistics.__path__[0]).parent
MODULES = [
    importlib.import_module(f"plckit.statistics.{found.name}")
    for found in pkgutil.iter_modules(plckit.statistics.__path__)
]
NAN = math.nan
scores = st.lists(st.one_of(st.integers(0, 15), st.just(NAN)), min_size=2, max_size=40)


def functions() -> Iterator[tuple[str, Callable[..., object]]]:
    for module in (*MODULES, suppression, suppression_tables):
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", value


def test_no_function_takes_a_teacher_or_a_class() -> None:
    """Never rank or score a teacher, never compare classes by effect size (rules R1 and E7)."""
    listed = dict(functions())
    assert len(listed) > 50
    named = [
        name
        for name, function in listed.items()
        for word in (name.rpartition(".")[2], *inspect.signature(function).parameters)
        if re.search(r"teacher|class|rank", word)
    ]
    assert not named


def test_nothing_takes_the_mean_of_a_likert_item() -> None:
    """A survey item has a median and a distribution, never a mean alone (rule L1)."""
    files = [
        *ROOT.glob("activities/likert/*.py"),
        *ROOT.glob("activities/slider*/*.py"),
        *(ROOT / "charts" / name for name in ("likert.py", "waves.py", "spread.py")),
        *(ROOT / "domain" / name for name in ("distribution.py", "waves.py")),
    ]
    assert len(files) > 6
    taken = [
        file.name for file in files if re.search(r"\bf?mean\(|plckit\.statistics|average\(", file.read_text())
    ]
    assert not taken


def test_absent_is_never_zero() -> None:
    """Thirty absent students change no number about those who were tested (rule M2)."""
    points, learns = a_check(13)
    absent = np.full((30, 15), NAN)
    more, member = np.vstack([points, absent]), np.append(learns, np.full(30, True))
    assert np.isnan(totals(absent)).all()
    assert mean(totals(more)) == mean(totals(points))
    assert facilities(more) == facilities(points)
    assert item_rest(more) == pytest.approx(item_rest(points))
    assert upper_lower(more) == pytest.approx(upper_lower(points))
    assert alpha(more) == pytest.approx(alpha(points))
    assert outcome_share(more) == outcome_share(points)
    assert group_by_item(more, member) == group_by_item(points, learns)
    assert scale_ends(totals(more), 15) == scale_ends(totals(points), 15)
    assert two_groups(totals(more), totals(points), 15) == two_groups(totals(points), totals(points), 15)


@pytest.mark.parametrize("word", ["Abs", "A", "", "NA"])
def test_a_word_is_no_number(word: str) -> None:
    """The word for absent is refused, and what is empty is missing: neither is counted."""
    with pytest.raises(BadValue, match="must be numbers"):
        mean([4, word])  # type: ignore[list-item]
    assert mean([4, None]).value == 4  # type: ignore[list-item]


@given(scores, scores)
def test_no_effect_size_without_a_range(a: list[float], b: list[float]) -> None:
    """Nor a missing one without a sentence (rules E4 and E5)."""
    # Two students have both scores, so that there is somebody to speak of.
    a, b = [3, 4, *a], [5, 9, *b]
    size = min(len(a), len(b))
    for effect in (two_groups(a, b, 15), before_after(a[:size], b[:size], 15)):
        assert (effect.value is None) is (effect.range is None)
        assert (effect.value is None) is bool(effect.why_none)
        if effect.value is not None:
            assert effect.range is not None
            assert "range" in effect.words
            assert effect.range.low < effect.value < effect.range.high


def test_an_effect_size_cannot_be_made_without_a_range() -> None:
    """Not even by hand."""
    for value, ends, why in ((0.4, None, ""), (None, None, ""), (0.4, Range(0, 1), "because")):
        with pytest.raises(BadValue, match="An effect size has a range"):
            Effect(EffectType.TWO_GROUPS, 2.1, 15, value, ends, why)


def test_no_words_for_the_size_of_an_effect_and_no_months_of_progress() -> None:
    """Rules E6 and R12, and no deficit words (rule R11), in anything that is said."""
    said = re.compile(
        r"""["'][^"']*\b(medium effect|large effect|small effect|0\.40|months? of progress|league|"""
        r"""weak|failing|bubble|kids|needs revision|needs work)\b""",
        re.IGNORECASE,
    )
    files = [*ROOT.glob("statistics/*.py"), ROOT / "domain/suppression.py", ROOT / "domain/ranges.py"]
    assert len(files) > 15
    assert not [file.name for file in files if said.search(file.read_text())]


def test_what_is_hidden_has_a_reason_and_no_number() -> None:
    """Never print 0 in place of hidden (rule P7): hiding answers with yes and no alone."""
    assert suppression.PROTECTED
    assert not re.search(r"\d", suppression.PROTECTED)
    line = suppression.hide_small([0, 3, 40], Audience.TEAM)
    assert {type(cell) for cell in line.cells} == {bool}
    table = suppression_tables.hide_table([[0, 3], [40, 50]], Audience.TEAM)
    assert {type(cell) for row in table.cells for cell in row} == {bool}


def test_no_chart_under_the_limits() -> None:
    """Never chart under the limits: whatever the cells are, a small one is hidden."""
    for audience, smallest in suppression.SMALLEST.items():
        for n in range(smallest):
            assert suppression.hide_small([n, 50, 60, 70], audience).cells[0]
            assert not suppression.may_show_students(n, audience)
