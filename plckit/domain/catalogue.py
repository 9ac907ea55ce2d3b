"""The catalogue: every point of the source documents that the workbooks work on. Stdlib only."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plckit.errors import SpecError

FILE = Path(__file__).with_name("catalogue.tsv")
ALL = ".*"


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


def covered(claims: Iterable[str]) -> list[str]:
    """Return the ids that *claims* name; “dufour.reading.*” names every id with that beginning.

    Raise SpecError for a claim that names none.
    """
    ids: list[str] = []
    for claim in claims:
        start = claim.removesuffix("*")
        found = [one for one in points() if one.startswith(start)] if claim.endswith(ALL) else [claim]
        if not found or found[0] not in points():
            raise SpecError(f"The catalogue has no point “{claim[:80]}”. Its ids are in {FILE.name}.")
        ids += found
    return ids
