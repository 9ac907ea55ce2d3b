"""Two-way tables with totals (rule P4), tried by an attacker who knows all that is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from plckit.domain.results import Audience
from plckit.domain.suppression import SMALLEST
from plckit.domain.suppression_tables import HiddenTable, hide_table
from plckit.errors import BadValue

TEAM, OUTSIDE = Audience.TEAM, Audience.OUTSIDE
Numbers = np.ndarray


def with_totals(cells: list[list[int]]) -> Numbers:
    table = np.array(cells)
    table = np.hstack([table, table.sum(axis=1, keepdims=True)])
    return np.vstack([table, table.sum(axis=0, keepdims=True)])


def mask(found: HiddenTable) -> Numbers:
    rows = [[*cells, total] for cells, total in zip(found.cells, found.rows, strict=True)]
    return np.array([*rows, [*found.columns, found.total]])


def sums(shape: tuple[int, int]) -> Numbers:
    """Return the equations that every table with totals keeps, one a row, over its numbers in a line."""
    height, width = shape
    found = []
    for i in range(height):
        line = np.zeros(shape)
        line[i, :-1], line[i, -1] = 1, -1
        found.append(line.ravel())
    for j in range(width):
        line = np.zeros(shape)
        line[:-1, j], line[-1, j] = 1, -1
        found.append(line.ravel())
    return np.array(found)


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    # Mostly ordinary numbers with some small ones between, which is where hiding is hard.
    number = st.one_of(st.integers(0, 12), st.integers(5, 40), st.integers(12, 40))
    return draw(st.lists(st.lists(number, min_size=width, max_size=width), min_size=height, max_size=height))


@settings(max_examples=200, deadline=None)
@given(tables(), st.sampled_from(Audience))
def test_subtraction_finds_no_hidden_number(cells: list[list[int]], audience: Audience) -> None:
    """Linear algebra with all shown cells and totals leaves every hidden number open."""
    hidden = mask(hide_table(cells, audience)).ravel()
    unknown = sums(with_totals(cells).shape)[:, hidden]
    rank = np.linalg.matrix_rank(unknown) if hidden.any() else 0
    for place in range(int(hidden.sum())):
        one = np.eye(int(hidden.sum()))[place]
        assert np.linalg.matrix_rank(np.vstack([unknown, one])) == rank + 1


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(Audience))
def test_no_hidden_number_is_narrowed_down_below_the_smallest_group(
    cells: list[list[int]], audience: Audience
) -> None:
    """Knowing that no number is under 0 as well, a hidden one still has t + 1 possible values or more."""
    numbers, hidden = with_totals(cells), mask(hide_table(cells, audience)).ravel()
    lines = sums(numbers.shape)
    unknown, known = lines[:, hidden], lines[:, ~hidden] @ numbers.ravel()[~hidden]
    for place in range(int(hidden.sum())):
        one = np.eye(int(hidden.sum()))[place]
        ends = []
        for sign in (1, -1):
            found = linprog(sign * one, A_eq=unknown, b_eq=-known, bounds=(0, None))
            assert found.status in (0, 3)  # solved, or without end
            ends.append(sign * found.fun if found.status == 0 else np.inf)
        assert ends[1] - ends[0] >= SMALLEST[audience] - 1e-6


@settings(max_examples=200, deadline=None)
@given(tables(), st.sampled_from(Audience))
def test_every_small_number_is_hidden_and_nothing_where_none_is(
    cells: list[list[int]], audience: Audience
) -> None:
    """Rules P1 and P2 come first, for cells and totals alike."""
    small, hidden = with_totals(cells) < SMALLEST[audience], mask(hide_table(cells, audience))
    assert hidden[small].all()
    assert small.any() or not hidden.any()


def test_a_small_cell_takes_the_cheapest_loop_of_cells_with_it() -> None:
    """Rule P4: the totals stay, and so do the cells that need not go."""
    found = hide_table([[3, 12, 20], [14, 11, 30], [25, 26, 27]], TEAM)
    assert found.cells == ((True, True, False), (True, True, False), (False, False, False))
    assert not any((*found.rows, *found.columns, found.total))


def test_totals_go_where_no_cells_can() -> None:
    """One row has no second row to hide behind: its column totals are its cells."""
    found = hide_table([[3, 20, 30]], TEAM)
    assert found.cells[0][0]
    assert found.columns[0]
    assert not found.total


def test_a_group_that_is_small_in_all_loses_its_total() -> None:
    """As the one ethnic group with 4 students in the sample data."""
    found = hide_table([[1, 1, 1, 1], [20, 21, 22, 23], [16, 15, 14, 13]], TEAM)
    assert found.cells[0] == (True,) * 4
    assert found.rows[0]
    assert not found.total


def test_a_table_of_nothing_but_small_numbers_shows_nothing() -> None:
    """A sum of all that is small itself goes too."""
    found = hide_table([[1, 0], [2, 1]], TEAM)
    assert mask(found).all()


def test_a_large_table_takes_no_time_to_speak_of() -> None:
    """Thirty groups in twelve classes."""
    chosen = np.random.default_rng(3)
    cells = chosen.integers(0, 25, (30, 12)).tolist()
    assert len(hide_table(cells, OUTSIDE).cells) == 30


def test_a_table_that_is_none_is_refused() -> None:
    """A wrong shape must not become a half-hidden table."""
    for wrong in ([], [[]], [[1, 2], [3]]):
        with pytest.raises(BadValue, match="same number of cells"):
            hide_table(wrong, TEAM)
    with pytest.raises(BadValue, match="cannot have -1 students"):
        hide_table([[-1, 30], [30, 30]], TEAM)
