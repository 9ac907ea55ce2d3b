"""Two-way tables with totals: which cells and totals stay hidden (rule P4).

A table is shown with the total of each row, each column and all. A hidden number is safe when it lies on a
loop: hidden numbers, two in every row and column that the loop visits, along which t students (the smallest
group) can be moved without changing one number that is shown. So whoever has all the others cannot work it
out, nor narrow it down to fewer than t + 1 possible values (Gusfield 1988; the loops are those of the
transportation problem). For every small number the loop is taken that hides fewest students, and totals only
where no loop of cells is to be had.

Stdlib, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plckit.domain.results import Audience
from plckit.domain.suppression import SMALLEST, is_small
from plckit.errors import BadValue

Cell = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True)
class HiddenTable:
    """Which cells of a table are hidden (rows × columns), which totals, and whether the sum of all is."""

    cells: tuple[tuple[bool, ...], ...]
    rows: tuple[bool, ...]
    columns: tuple[bool, ...]
    total: bool


def hide_table(cells: Sequence[Sequence[int]], audience: Audience) -> HiddenTable:
    """Return what to hide of a table of students (rows × columns), so that no small number can be worked out.

    Rows and columns each divide the students: nobody is in two rows, and nobody in none (otherwise give the
    cells to `hide_groups`, a set of students each). An empty cell is as small as any other. BadValue for rows
    of different lengths or a number under 0.
    """
    if len({len(row) for row in cells}) != 1 or not cells[0]:
        raise BadValue("Each row of the table needs the same number of cells, one at least.")
    table = _Table(cells, SMALLEST[audience])
    for cell in [cell for cell in table.numbers if is_small(table.numbers[cell], audience)]:
        table.hidden |= {cell, *table.loop(cell)}
    height, width = len(cells), len(cells[0])
    return HiddenTable(
        cells=tuple(tuple((i, j) in table.hidden for j in range(width)) for i in range(height)),
        rows=tuple((i, width) in table.hidden for i in range(height)),
        columns=tuple((height, j) in table.hidden for j in range(width)),
        total=(height, width) in table.hidden,
    )


class _Table:
    """The numbers with their totals as a last row and a last column, and those hidden so far.

    Rows and columns are the nodes of a graph, numbers its edges. Going along an edge from a row to a column
    takes students away from the cell, from a column to a row brings them; with a total it is the other way
    round, since a total grows when its cells do. The sum of all is a total of totals and behaves like a cell.
    """

    def __init__(self, cells: Sequence[Sequence[int]], smallest: int) -> None:
        rows = [[*row, sum(row)] for row in cells]
        rows.append([sum(column) for column in zip(*rows, strict=True)])
        self.height, self.width = len(rows), len(rows[0])
        self.numbers: dict[Cell, int] = {(i, j): n for i, row in enumerate(rows) for j, n in enumerate(row)}
        self.smallest = smallest
        self.hidden = {cell for cell, n in self.numbers.items() if n < smallest}
        # Dearer than any loop of cells.
        self.dear = 4 * rows[-1][-1] + len(self.numbers)

    def loop(self, cell: Cell) -> list[Cell]:
        """Return the other numbers on the cheapest loop that lets this one grow by the smallest group.

        There always is one: its totals and the sum of all can grow without end.
        """
        i, j = cell
        start, end = (("row", i), ("column", j)) if not self._total(cell) else (("column", j), ("row", i))
        queue: list[tuple[int, Node, list[Cell]]] = [(0, start, [])]
        done: set[Node] = set()
        while queue:
            cost, node, path = heapq.heappop(queue)
            if node == end:
                return path
            if node in done:
                continue
            done.add(node)
            for beside, edge in self._steps(node):
                if edge != cell and beside not in done:
                    heapq.heappush(queue, (cost + self._cost(edge), beside, [*path, edge]))
        raise AssertionError(f"no loop through {cell}")

    def _steps(self, node: Node) -> Iterator[tuple[Node, Cell]]:
        kind, at = node
        if kind == "row":
            edges = [(("column", j), (at, j)) for j in range(self.width)]
        else:
            edges = [(("row", i), (i, at)) for i in range(self.height)]
        for beside, edge in edges:
            shrinks = (kind == "row") is not self._total(edge)
            if not shrinks or self.numbers[edge] >= self.smallest:
                yield beside, edge

    def _total(self, cell: Cell) -> bool:
        return (cell[0] == self.height - 1) is not (cell[1] == self.width - 1)

    def _cost(self, cell: Cell) -> int:
        if cell in self.hidden:
            return 0
        margin = cell[0] == self.height - 1 or cell[1] == self.width - 1
        return self.numbers[cell] + 1 + (self.dear if margin else 0)
