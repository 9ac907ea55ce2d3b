"""All files: drawn, written, read again, and checked against every band."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from make_data import (
    check_1_bands,
    check_2_bands,
    markbook,
    markbook_bands,
    markbook_csv,
    markbook_excel,
    markbook_files,
    maths,
    questions,
    scores,
    support,
    support_bands,
    survey,
    survey_bands,
)
from make_data.bands import Band, Table, first_seed

FOLDER = Path(__file__).parents[1] / "data"
BOOK = "reading_markbook_export"
MARK = "SYNTHETIC"
"""The last column of every table: a table that is cut, copied or renamed still says what it is."""

Files = Mapping[str, bytes]


def draw() -> tuple[dict[str, bytes], dict[str, int]]:
    """Return the data files by name and the seed of each part.

    Raises `NoSeed` where no seed meets the bands.
    """
    seeds = {}
    seeds["D1, D3"], (roster, one) = first_seed(
        maths.first, lambda made: check_1_bands.bands(made[0], made[1].scores)
    )
    first = one.scores
    seeds["D4"], two = first_seed(
        lambda rng: maths.second(rng, one.school),
        lambda made: check_2_bands.bands(roster, first, made.scores),
    )
    seeds["D5"], book = first_seed(markbook.draw, markbook_bands.bands)
    seeds["D6"], log = first_seed(
        lambda rng: support.draw(rng, roster, first), lambda made: support_bands.bands(roster, first, made)
    )
    seeds["D7"], answers = first_seed(survey.draw, survey_bands.bands)
    tables = {
        "roster.csv": roster,
        "items.csv": questions.items(),
        "outcomes.csv": questions.outcomes(),
        "assessments.csv": questions.assessments(),
        "maths_check_1.csv": one.rows(),
        "maths_check_2.csv": two.rows(),
        "support_log.csv": log,
        "plc_survey_history.csv": answers,
        "plc_survey_items.csv": survey.items(),
    }
    files = {name: write(table) for name, table in tables.items()}
    files[f"{BOOK}.csv"], files[f"{BOOK}.xlsx"] = markbook_csv.write(book), markbook_excel.write(book)
    return files, seeds


def write(table: Table) -> bytes:
    """Return a table as UTF-8 with commas, line feeds and a last column that says SYNTHETIC."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow([*table[0], MARK])
    writer.writerows([*row.values(), "yes"] for row in table)
    return made.getvalue().encode()


def read(file: bytes) -> Table:
    """Return the rows of a table, with the column that says SYNTHETIC."""
    return list(csv.DictReader(io.StringIO(file.decode(), newline="")))


def bands(files: Files) -> list[Band]:
    """Return every band of every file, found in the bytes of the files alone."""
    roster = read(files["roster.csv"])
    first = scores.read(roster, read(files["maths_check_1.csv"]))
    second = scores.read(roster, read(files["maths_check_2.csv"]))
    text, excel = files[f"{BOOK}.csv"], files[f"{BOOK}.xlsx"]
    return [
        *check_1_bands.bands(roster, first),
        Band("D2", "rows", len(read(files["items.csv"])), 30, 30),
        *check_2_bands.bands(roster, first, second),
        *markbook_bands.bands(markbook_csv.read(text)),
        *markbook_files.bands(text, excel),
        *support_bands.bands(roster, first, read(files["support_log.csv"])),
        *survey_bands.bands(read(files["plc_survey_history.csv"])),
    ]
