"""The rows of the table, their aims, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.sizes import Sizes

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """One measured number: `key` names it in the results, `aim` is what it should be at most."""

    key: str
    what: str
    unit: str
    digits: int = 0
    aim: float | None = None

    def measured(self, numbers: Numbers) -> str:
        """Return the number with its unit, or that it is missing."""
        if self.key not in numbers:
            return "missing"
        return f"{numbers[self.key]:,.{self.digits}f} {self.unit}".strip()

    def wanted(self, numbers: Numbers) -> str:
        """Return the aim, and whether it was met."""
        if self.aim is None:
            return ""
        if self.key not in numbers:
            return f"≤ {self.aim:g} {self.unit}"
        met = "met" if numbers[self.key] <= self.aim else "missed"
        return f"≤ {self.aim:g} {self.unit} ({met})"


Section = tuple[str, list[Row]]


def sections(sizes: Sizes) -> list[Section]:
    """Return the whole table without its numbers."""
    return [
        (f"Workbook 01, {sizes.some} people in one session", _crowd("some", aim_of_memory=True)),
        (f"Workbook 01, {sizes.many} people in one session", _crowd("many", 5.0, True)),
        ("Workbook 01, one cold browser", _browser("one", sizes)),
        (
            f"Every kind on one page, {sizes.many} people in one session and one cold browser",
            [*_crowd("kinds", 5.0, True)[:-1], *_browser("kinds", sizes)],
        ),
        (
            f"Answers, {sizes.some} seats connected, one answer a person every {sizes.window:g} s",
            _says("calm"),
        ),
        (f"Answers, all {sizes.some} people at the same moment", _says("burst")),
        (f"A chart revealed, {sizes.some} seats connected", _reveal("reveal.some")),
        (f"A chart revealed, {sizes.many} seats connected", _reveal("reveal.many")),
        ("A file becomes results: a tidy CSV", _imports("tidy", sizes.rows)),
        ("A file becomes results: a mark book as CSV, ten marks a student", _imports("wide", sizes.rows)),
        ("A file becomes results: the same in Excel", _imports("xlsx", sizes.rows[:2])),
        ("Charts of 104 students × 15 items", _charts()),
        (f"Eight texts and eight choices, {sizes.beside} people: plckit", _beside("plckit")),
        (
            f"Eight texts and eight choices, {sizes.beside} people: stock Voilà, a kernel each",
            _beside("voila"),
        ),
    ]


def _charts() -> list[Row]:
    names = "outcomes items groups classes coverage scores paired growth support".split()
    made = [Row(f"{name}.rows", f"{name}: rows of kept results", "ms", 1) for name in names]
    return made + [Row(f"{name}.spec", f"{name}: its fixed part, made with the page", "ms") for name in names]


def _crowd(key: str, seconds: float | None = None, aim_of_memory: bool = False) -> list[Row]:
    return [
        Row(f"{key}.ready", "server ready after", "s", 2, 2.0),
        Row(f"{key}.page", "last page complete", "s", 2, seconds),
        Row(f"{key}.usable", "last seat usable (states received)", "s", 2),
        Row(f"{key}.wait", "one person's wait for the page, p95", "ms"),
        Row(f"{key}.memory", "server memory a seat", "MB", 3, 0.2 if aim_of_memory else None),
        Row(f"{key}.assets", "last seat usable, nobody's browser having any asset yet", "s", 2),
    ]


def _browser(key: str, sizes: Sizes) -> list[Row]:
    return [
        Row(f"{key}.requests", "requests before the first chart", ""),
        Row(f"{key}.bytes", "compressed, until the page is usable (body and headers)", "kB", 1, 60.0),
        Row(f"{key}.all", "compressed, with what later steps need, which comes right afterwards", "kB", 1),
        Row(f"{key}.frames", "states over the websocket, not compressed", "kB", 1),
        Row(f"{key}.alone", f"usable after (median of {sizes.visits})", "s", 2, 0.6),
        Row(f"{key}.crowded", f"usable after, {sizes.some} other seats connected", "s", 2, 0.6),
    ]


def _says(key: str) -> list[Row]:
    return [
        Row(f"{key}.saved50", "saved and acknowledged, p50", "ms"),
        Row(f"{key}.saved95", "saved and acknowledged, p95", "ms", 0, 50.0),
        Row(f"{key}.seen50", "on everybody's screen, p50", "ms"),
        Row(f"{key}.seen95", "on everybody's screen, p95", "ms", 0, 250.0),
        Row(f"{key}.lag95", "of which the load generator itself is late, p95", "ms"),
    ]


def _reveal(key: str) -> list[Row]:
    return [
        Row(f"{key}.p50", "from the press to the last screen, p50", "ms"),
        Row(f"{key}.p95", "from the press to the last screen, p95", "ms", 0, 250.0),
        Row(f"{key}.made", "how often the picture was made for it, at most", "", 0, 1.0),
    ]


def _imports(form: str, sizes: Sequence[int]) -> list[Row]:
    rows: list[Row] = []
    for size in sizes:
        aim = 3.0 if size == 100_000 else None
        rows.append(Row(f"{form}.{size}.seconds", f"{size:,} rows", "s", 2, aim))
        rows.append(Row(f"{form}.{size}.memory", f"{size:,} rows, memory", "MB"))
    return rows


def _beside(key: str) -> list[Row]:
    return [
        Row(f"{key}.page", "last page complete", "s", 2),
        Row(f"{key}.memory", "memory a person (server and kernels)", "MB", 2),
        Row(f"{key}.requests", "requests of one cold browser", ""),
        Row(f"{key}.elsewhere", "of which to other servers (refused here)", ""),
        Row(f"{key}.bytes", "sent to one cold browser", "kB", 1),
        Row(f"{key}.alone", "usable after (median)", "s", 2),
    ]


def missing(sizes: Sizes, numbers: Numbers) -> list[str]:
    """Return the keys that no number was measured for."""
    return [row.key for _, rows in sections(sizes) for row in rows if row.key not in numbers]


def plain(sizes: Sizes, numbers: Numbers) -> Iterator[str]:
    """Yield the table's lines for a terminal."""
    width = max(len(row.what) for _, rows in sections(sizes) for row in rows) + 2
    for title, rows in sections(sizes):
        yield ""
        yield title
        for row in rows:
            yield f"  {row.what:<{width}}{row.measured(numbers):>12}   {row.wanted(numbers)}".rstrip()


def markdown(sizes: Sizes, numbers: Numbers) -> Iterator[str]:
    """Yield the table's lines for the README."""
    yield "| | measured | aim |"
    yield "|---|---:|---|"
    for title, rows in sections(sizes):
        yield f"| **{title}** | | |"
        for row in rows:
            yield f"| {row.what} | {row.measured(numbers)} | {row.wanted(numbers)} |"
