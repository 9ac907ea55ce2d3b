"""The catalogue: every point of the source documents that the workbooks work on. Stdlib only."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plckit.domain.workbooks import Page
from plckit.errors import SpecError

FILE = Path(__file__).with_name("catalogue.tsv")
ALL = ".*"


@dataclass(frozen=True)
class Document:
    """A source document: how its points' ids begin, and who is to be named for it.

    `told` says what a reader should know who looks for the document; ideas are taken from it, never wording.
    """

    prefix: str
    title: str
    author: str
    year: str
    cited: str
    told: str


DOCUMENTS = (
    Document(
        "becoming",
        "Becoming a professional learning community",
        "Department for Education and Skills",
        "2005",
        "In Leading and Coordinating CPD in Secondary Schools: Guidance for Senior Leaders, pp. 3–6 "
        "(DfES 0188-2005 G).",
        "Reports on the Networked Learning Communities programme of the National College for School "
        "Leadership (NCSL). Crown copyright 2005.",
    ),
    Document(
        "building",
        "Building Professional Learning Communities",
        "Anytime Anywhere Learning",
        "n.d.",
        "Web page, no author or date printed.",
        "The motto it opens with is credited to Tagore without a source. The five attributes are known from "
        "Hord (1997), whom the page does not name.",
    ),
    Document(
        "dufour",
        "Building a Professional Learning Community",
        "DuFour, R.",
        "2003",
        "For system leaders, it means allowing autonomy within defined parameters. The School Administrator, "
        "60(5). American Association of School Administrators (AASA).",
        "The year and the issue come from bibliographies: the copy we read prints neither.",
    ),
    Document(
        "progress",
        "Making progress possible",
        "Thiers, N.",
        "2017",
        "Making progress possible: A conversation with Michael Fullan. Educational Leadership, 74 (online, "
        "June 2017), 8–14. ASCD.",
        "Read as a summary on a web page; nobody is quoted here.",
    ),
    Document(
        "writ-large",
        "Professional learning communities writ large",
        "Fullan, M.",
        "2005",
        "Learning communities writ large. In R. DuFour, R. Eaker and R. DuFour (Eds.), On Common Ground, "
        "pp. 209–223. National Educational Service.",
        "Read as a summary on a web page, whose questions are set in New Zealand.",
    ),
)


@dataclass(frozen=True)
class Point:
    """One point, in our own words; `document` and `group` say where it stands, `source` whom it is from."""

    id: str
    document: str
    group: str
    point: str
    source: str


@functools.cache
def points() -> dict[str, Point]:
    """Return every point by its id, in the order of the documents."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = [Point(**{name: row[name] for name in Point.__dataclass_fields__}) for row in rows]
    return {one.id: one for one in found}


def own(claim: str) -> bool:
    """Return whether *claim* is a point of an author's own: it begins like no document of ours."""
    return claim.partition(".")[0] not in {document.prefix for document in DOCUMENTS}


def covered(claims: Iterable[str]) -> list[str]:
    """Return the ids that *claims* name; “dufour.reading.*” names every id with that beginning.

    Raise SpecError for a claim that names none. Points of an author's own are not in the catalogue.
    """
    ids: list[str] = []
    for claim in claims:
        if own(claim):
            continue
        start = claim.removesuffix("*")
        found = [one for one in points() if one.startswith(start)] if claim.endswith(ALL) else [claim]
        if not found or found[0] not in points():
            raise SpecError(
                f"The catalogue has no point “{claim[:80]}”. Its ids are in {FILE.name}; the id of a point "
                "of your own begins with another word."
            )
        ids += found
    return ids


def taken_up(pages: Mapping[str, Page]) -> dict[str, dict[str, list[int]]]:
    """Return for each point worked on the workbooks that do, by name, and the numbers of their steps."""
    found: dict[str, dict[str, list[int]]] = {}
    for name, page in pages.items():
        for number, step in enumerate(page.steps, 1):
            for point in dict.fromkeys(covered(step.covers)):
                found.setdefault(point, {}).setdefault(name, []).append(number)
    return found


def groups(document: Document) -> dict[str, Sequence[Point]]:
    """Return the points of a document by the group they stand in, in its order."""
    found: dict[str, list[Point]] = {}
    for point in points().values():
        if point.id.partition(".")[0] == document.prefix:
            found.setdefault(point.group, []).append(point)
    return dict(found)
