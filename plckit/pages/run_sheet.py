"""The parts of a guide that its workbook says: the run sheet, how long it takes, and the points of each step.

Everything else in a guide is written by people, and stays. In a row of the run sheet these words are theirs:

- the last three columns, found again by the step's title (or by its number, where the title was changed);
- the words for a box, and what stands behind who sees it;
- the order of the lines among the prompts, and lines of their own between them. Such a line stands in
  *italics*, so that nobody takes it for a prompt, unless its words stand on the step's page as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from plckit.activities.registry import kinds
from plckit.domain.planning import JOINING
from plckit.domain.visibility import By, See
from plckit.domain.workbooks import FILE, ActivitySpec, Page, Step
from plckit.errors import SpecError
from plckit.pages.guide import COLUMNS, HEADING, NOTES, PROMPTS, UNWRITTEN, cells, row_of, rows, title_of
from plckit.pages.minutes import LENGTH, clocks, keep, length

JOIN = "Join and settle"
POINTS = ("Step", "Points of the catalogue")
EVERYBODY = "everybody"
THE_TWO = "only the two of you"
SEEN_BY = {
    See.PRIVATE: "only you",
    See.ANON_LIVE: "unnamed, at once",
    See.ANON_REVEAL: "unnamed, after Reveal",
    See.OPT_IN: "unnamed unless you add your name, after Reveal",
    See.NAMED: "named",
    See.PAIR: "only your pair",
    See.GROUP: "only your group",
    See.TEAM: "only your team",
}
SEEN = sorted((*SEEN_BY.values(), EVERYBODY, THE_TWO), key=len, reverse=True)
BOXES = {
    "short_text": "line",
    "long_text": "paragraph",
    "sticky_notes": "notes",
    "choice": "one answer",
    "yes_partly_no": "yes, partly or no",
    "multi_select": "ticks",
    "checklist": "yes or no to each line",
    "likert": "lines to rate",
    "slider_pair": "pairs of sliders",
    "rank": "an order",
    "dot_vote": "dots",
    "sort_cards": "cards to sort",
    "pile_board": "board",
    "fist_to_five": "hand from 0 to 5",
    "date": "day",
    "commitment": "promise",
    "glossary_entry": "word and meaning",
    "planner_table": "table",
    "evidence_log": "evidence table",
    "goal_builder": "form",
    "link_list": "links",
    "timer": "clock",
    "data_chart": "chart",
    "guess": "taps",
    "status_grid": "list of a class",
    "artefact_view": "a card",
    "artefact_maker": "a card",
    "protocol": "a clock with rounds",
}
"""What a box is called until somebody finds better words; other kinds are called by their name."""


@dataclass(frozen=True)
class Line:
    """One line among the prompts: a prompt with its box, or words that are read aloud and have none."""

    words: str
    box: str = ""
    by: str = ""
    sees: str = ""

    def stands_in(self, part: str) -> bool:
        """Return whether *part* of a cell is this line, its ending right or wrong."""
        return part.startswith(f"{self.words} · ") if self.sees else part == self.words

    def again(self, part: str = "") -> str:
        """Return the line as it should be, with the words of *part* for the box and behind who sees it."""
        if not self.sees:
            return self.words
        box, _, rest = part.removeprefix(f"{self.words} · ").partition(" · ")
        sees = next((one for one in SEEN if rest.startswith(one)), rest)
        box = re.sub(rf" by the ({'|'.join(By)})$", "", box) or self.box
        return f"{self.words} · {box}{self.by} · {self.sees}{rest.removeprefix(sees)}"


def lines_of(page: Page, step: Step) -> list[Line]:
    """Return the prompts of a step in the order of its page; what is said twice stands once."""
    found: dict[str, Line] = {}
    for block in step.blocks:
        if "activity" in block:
            line = _asked(page, page.activity(block["activity"]))
            found[line.words] = line
        for quote in re.findall(r"<blockquote>(.*?)</blockquote>", block.get("prose", ""), re.DOTALL):
            found.setdefault(_plain(quote), Line(_plain(quote)))
    return list(found.values())


def _asked(page: Page, spec: ActivitySpec) -> Line:
    box = BOXES.get(spec.kind, spec.kind.replace("_", " "))
    by = "" if spec.by is By.PERSON else f" by the {spec.by}"
    sees = SEEN_BY[spec.see] if kinds()[spec.kind].asks else EVERYBODY
    return Line(spec.prompt, box, by, THE_TWO if page.keeps == FILE else sees)


def prompts(page: Page, step: Step, cell: str) -> str:
    """Return the cell of the prompts of a step anew, from what stands in it."""
    lines, known = lines_of(page, step), _words_of(page, step)
    placed: list[tuple[Line | None, str]] = []
    for part in (" ".join(part.split()) for part in cell.split("<br>")):
        line = next((one for one in lines if one.stands_in(part)), None)
        if line and line not in [one for one, _ in placed]:
            placed.append((line, line.again(part)))
        elif part.strip("- ") and not line and not _outdated(part):
            placed.append((None, part if _said(part, known) else f"*{part}*"))
    for line in reversed([one for one in lines if one not in [two for two, _ in placed]]):
        later = lines[lines.index(line) + 1 :]
        place = next((i for i, (one, _) in enumerate(placed) if one in later), len(placed))
        placed.insert(place, (line, line.again()))
    return " <br> ".join(said for _, said in placed) or f"*{step.now}*"


def _outdated(part: str) -> bool:
    """Return whether *part* is the line of a prompt that the workbook has no longer."""
    *before, sees = part.split(" · ")
    return len(before) >= 2 and sees.startswith(tuple(SEEN))


def _said(part: str, known: str) -> bool:
    """Return whether *part* cannot be taken for a prompt: it is in italics, or its words are on the page."""
    if part.startswith("*") and part.endswith("*") and not part.startswith("**"):
        return True
    return all(re.sub(r"^\*\*\S+\*\* ", "", piece) in known for piece in part.split(" · "))


def _words_of(page: Page, step: Step) -> str:
    specs = [page.activity(key) for key in step.activities]
    said = [[_plain(block.get("prose", "")) for block in step.blocks]]
    said += [[spec.prompt, spec.hint, spec.reason, *_texts(spec.options)] for spec in specs]
    return "\n".join(itertools.chain(*said))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, Mapping):
        yield from itertools.chain.from_iterable(map(_texts, value.values()))
    elif isinstance(value, list | tuple):
        yield from itertools.chain.from_iterable(map(_texts, value))


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " " if "<p>" in html else "", html)).split())


def sheet(page: Page, text: str = "") -> list[str]:
    """Return the lines of the run sheet of a workbook, with what people wrote into the guide *text*.

    Raise SpecError where *text* has a row with words of a step that the workbook has not.
    """
    written = {title_of(row["Step"]): row for row in rows(text)}
    titles = [step.title for step in page.steps]
    strangers = [title for title in written if title not in {*titles, JOIN}]
    for title in strangers[:]:
        number = re.match(r"\d+", written[title]["Step"])
        place = int(number[0]) - 1 if number else -1
        if 0 <= place < len(titles) and titles[place] not in written:
            written[titles[place]] = written.pop(title)
            strangers.remove(title)
    if strangers:
        raise SpecError(
            f"The run sheet of the guide has a row “{strangers[0]}”, and the workbook has no such step. "
            "Move its words to another row, and delete the row."
        )
    made = [_row(page, number, step, written.get(step.title, {})) for number, step in enumerate(page.steps)]
    made.insert(sum(step.before for step in page.steps), _joining(written.get(JOIN, {})))
    return [row_of(list(COLUMNS)), "|---" * len(COLUMNS) + "|", *map(row_of, made)]


def _row(page: Page, number: int, step: Step, written: Mapping[str, str]) -> list[str]:
    given = [
        clocks(page)[number],
        f"{number + 1} {step.title}",
        str(step.minutes),
        step.group,
        keep(page, step),
    ]
    asked = prompts(page, step, written.get(PROMPTS, ""))
    return [*given, asked, *(written.get(column) or UNWRITTEN for column in NOTES)]


def _joining(written: Mapping[str, str]) -> list[str]:
    given = [f"0–{JOINING}", JOIN, str(JOINING), "Whole", "must", written.get(PROMPTS) or "Welcome page"]
    return [*given, *(written.get(column) or UNWRITTEN for column in NOTES)]


def points(page: Page) -> list[str]:
    """Return the lines of the table of points that each step works on."""
    made = [[str(i), " ".join(f"`{one}`" for one in step.covers)] for i, step in enumerate(page.steps, 1)]
    return [row_of(list(POINTS)), "|---" * len(POINTS) + "|", *map(row_of, made)]


def mended(page: Page, text: str) -> str:
    """Return the guide *text* with all parts that its workbook says made anew; people's words stay."""
    first, *parts = HEADING.split(text)
    titles, bodies = parts[::2], parts[1::2]
    for title in ("At a glance", "Run sheet", "Sources and points covered"):
        if title not in titles:
            raise SpecError(f"The guide has no section “{title}”. Its heading is “## number. {title}”.")
    for i, title in enumerate(titles):
        if title == "At a glance":
            bodies[i] = _with_length(bodies[i], length(page))
        elif title == "Run sheet":
            bodies[i] = _with_table(bodies[i], COLUMNS[:2], sheet(page, text))
        elif title == "Sources and points covered":
            bodies[i] = _with_table(bodies[i], POINTS, points(page))
    headings = [match[0] for match in HEADING.finditer(text)]
    return first + "".join(heading + body for heading, body in zip(headings, bodies, strict=True))


def _with_length(body: str, said: str) -> str:
    """Return a section with the row “Length” anew; what people wrote behind it stays."""

    def row(match: re.Match[str]) -> str:
        rest = LENGTH.sub("", match[1]) if LENGTH.match(match[1]) else f". {match[1]}"
        return f"| Length | {said}{rest} |"

    return re.sub(r"^\| Length \| (.*) \|$", row, body, count=1, flags=re.MULTILINE)


def _with_table(body: str, head: Sequence[str], table: list[str]) -> str:
    """Return a section with the table that begins with *head* anew; at its end where there was none."""
    lines = body.split("\n")
    begins = next((i for i, line in enumerate(lines) if cells(line)[: len(head)] == list(head)), None)
    if begins is None:
        return f"{body.rstrip()}\n\n{chr(10).join(table)}\n\n"
    ends = next((i for i in range(begins, len(lines)) if not lines[i].startswith("|")), len(lines))
    return "\n".join([*lines[:begins], *table, *lines[ends:]])
