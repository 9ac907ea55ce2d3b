"""Files that are tidy already: a row a student, item and sitting, with the columns of 4.10 and their checks.

Imports numpy and pandas inside functions.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plckit.data import layout
from plckit.data.assembling import ask_class_codes
from plckit.data.cells import number, word
from plckit.data.codes import CODE, Key, Line, coded
from plckit.data.columns import NAMES
from plckit.data.coverage import Coverage, coverage
from plckit.data.long_checks import problems
from plckit.data.mark_columns import STATUSES
from plckit.data.questions import Asking
from plckit.data.reading import Book, read
from plckit.data.results import ITEMS, OUTCOMES, ROSTER, TABLE, Results, frame
from plckit.data.stack import NO_HEADER
from plckit.data.students import Dropped
from plckit.domain.results import Status
from plckit.errors import BadFile

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("student_code", "item_id")
CLASSES = r"C\d{1,3}|"


def find(book: Book) -> pd.DataFrame | None:
    """Return the rows of the first sheet that has the columns of a tidy file, or None."""
    for sheet in book.sheets:
        one = layout.find(sheet) if len(sheet.cells) else None
        names = {} if one is None else {_name(column.label): column.at for column in one.columns}
        if one and all(name in names for name in NEEDED) and {"points", "status"} & set(names):
            rows = sheet.cells.loc[one.first :, list(names.values())]
            rows.columns = list(names)
            rows.attrs["titles"] = one.titles
            return rows
    return None


def side_table(file: str | Path | bytes) -> pd.DataFrame:
    """Return a side table of 4.10, such as a roster or a list of items, as text."""
    book = read(file)
    sheet = book.sheets[0]
    one = layout.find(sheet)
    if one is None:
        raise BadFile(book.name, NO_HEADER)
    rows = sheet.cells.loc[one.first :, [column.at for column in one.columns]]
    rows.columns = [_name(column.label) for column in one.columns]
    return rows.reset_index(drop=True)


def _name(label: str) -> str:
    return label.strip().casefold().replace(" ", "_").replace("-", "_")


def tidied(
    book: Book,
    rows: pd.DataFrame,
    asking: Asking,
    before: Key | None,
    roster: pd.DataFrame | None,
    items: pd.DataFrame | None,
) -> tuple[Results, Coverage, Key]:
    """Return the results of a tidy file, its report with the checks of 4.10, and a key."""
    read = len(rows)
    blank = (rows["student_code"] == "") | (rows["item_id"] == "")
    dropped = [
        Dropped(f"row {index}", " · ".join(filter(None, row))[:120], "no student or no item")
        for index, row in zip(rows.index[blank], rows[blank].itertuples(index=False), strict=True)
        if any(row)
    ]
    rows = rows[~blank]
    table, notes = _table(rows, asking)
    key = _code(table, asking, before)
    marked = (book.name, *rows.attrs.get("titles", ()), *rows.columns, *table["student_code"][:1])
    synthetic = any("synthetic" in text.casefold() for text in marked)
    people = _roster(table, roster)
    results = Results(table, people, _items(table, items), _outcomes(table), synthetic)
    found = problems(results, rows.index.to_numpy(), roster is not None, items)
    if key.lines:  # the file's own order is often the alphabet's, and would tell names
        table = table.sort_values("student_code", kind="stable", ignore_index=True)
        results = replace(results, table=table, roster=_roster(table, roster))
    return results, coverage(read, results, dropped, asking, notes=[*book.notes, *notes], problems=found), key


def _table(rows: pd.DataFrame, asking: Asking) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns of 4.10 with numbers as numbers; ask what is missing."""
    import numpy as np

    given: dict[str, Any] = {name: rows[name].to_numpy() for name in TABLE if name in rows}
    notes = []
    for name in ("points", "max_points", "attempt"):
        if name in given:
            given[name], odd = _numbers(given[name])
            notes += [f"“{name}” holds what is no number: {', '.join(odd[:3])}."] if odd else []
    status = given.get("status", np.full(len(rows), "", dtype=object))
    points = given.get("points", np.full(len(rows), np.nan))
    given["status"] = _statuses(status, points, asking)
    skipped = given["status"] == str(Status.SKIPPED)
    without = ~skipped & (given["status"] != str(Status.SCORED))
    given["points"] = np.where(
        skipped & np.isnan(points), 0.0, np.where(without & (points == 0), np.nan, points)
    )
    table = frame(TABLE, given)
    _ask_missing(table, rows, asking)
    return table, notes


def _numbers(texts: Any) -> tuple[Any, list[str]]:
    import numpy as np
    import pandas as pd

    codes, unique = pd.factorize(texts)
    values = [number(str(text)) for text in unique]
    odd = [str(text) for text, value in zip(unique, values, strict=True) if value is None and text]
    return np.array([np.nan if value is None else value for value in values])[codes], odd


def _statuses(given: Any, points: Any, asking: Asking) -> Any:
    """Return each status from the closed list; what is not in it is asked (rule M1)."""
    import numpy as np
    import pandas as pd

    known = {str(status) for status in Status}
    codes, unique = pd.factorize(given)
    meant = {}
    for text in map(str, unique):
        plain = word(text).replace(" ", "_").replace("-", "_")
        meant[text] = plain if plain in known else ""
        if text and not meant[text]:
            choices = ((str(Status.SCORED), "has a mark"), *STATUSES)
            why = "Every row has one state from a closed list."
            meant[text] = asking.one(
                f"status:{plain}", f"What does the status “{text}” mean?", str(Status.LOST), choices, why=why
            )
    made = np.array([meant[str(text)] for text in unique], dtype=object)[codes]
    empty = made == ""
    made[empty & ~np.isnan(points)] = str(Status.SCORED)
    left = made == ""
    if left.any():
        text = f"Rows with neither points nor a status: {int(left.sum()):,}. What does that mean?"
        why = "Empty can mean left out, not there, or not marked."
        made[left] = asking.one("blank", text, str(Status.ABSENT), STATUSES, why=why)
    return made


def _ask_missing(table: pd.DataFrame, rows: pd.DataFrame, asking: Asking) -> None:
    """Ask for what a tidy file must have and this one has not: a day, maxima, a name of the check."""
    if "assessment_id" not in rows:
        more: dict[str, Any] = {"must": False, "free": "text"}
        named = asking.table("names", "What shall the check be called?", {"check": "CHECK-1"}, **more)
        table["assessment_id"] = named["check"]
    if "assessment_date" not in rows or (table["assessment_date"] == "").all():
        guess = dict.fromkeys(table["assessment_id"].unique(), "")
        why = "Growth and support need to know what came first."
        days = asking.table(
            "dates_of_checks", "On which day was each check?", guess, free="date", once=True, why=why
        )
        table["assessment_date"] = table["assessment_id"].map(days).fillna("").astype("str")
    lacking = table["max_points"].isna() & (table["status"] == str(Status.SCORED)) & table["points"].notna()
    if lacking.any():
        highest = table[lacking].groupby("item_id")["points"].max()
        guess = {str(item): f"{max(value, 1):g}" for item, value in highest.items()}
        answer = asking.table("out_of", "How many marks is each item out of?", guess, free="number")
        most = table["item_id"].map({item: float(value.replace(",", ".")) for item, value in answer.items()})
        table["max_points"] = table["max_points"].fillna(most)


def _code(table: pd.DataFrame, asking: Asking, before: Key | None) -> Key:
    """Give codes where the file has none yet, and return their key; a file of codes is left as it is."""
    import pandas as pd

    classes = _neutral(table, asking, before)
    who, unique = pd.factorize(table["student_code"])
    if all(CODE.fullmatch(str(text)) or "synthetic" in str(text).casefold() for text in unique):
        return Key()
    named = asking.one(
        "student",
        "What stands in the column student_code?",
        "codes" if all(str(text).startswith("S-") for text in unique) else "numbers",
        [
            ("codes", "random codes: keep them"),
            ("numbers", "school numbers: give codes"),
            (NAMES, "names: give codes"),
        ],
        why="A school number or a name is never kept.",
    )
    if named == "codes":
        return Key()
    people = [("", str(text)) if named == NAMES else (str(text), "") for text in unique]
    codes, _ = coded(people, before)
    first = dict(zip(table["student_code"], classes, strict=True))
    table["student_code"] = pd.Series([codes[one] for one in people], dtype="str").take(who).to_numpy()
    known = dict(zip(classes, table["class_code"], strict=True))
    of = {one: first[one[0] or one[1]] for one in people}
    return Key([Line(codes[one], *one, of[one], known[of[one]]) for one in people])


def _neutral(table: pd.DataFrame, asking: Asking, before: Key | None) -> list[str]:
    """Give neutral codes to classes that have none (rule R1); return what the file called them."""
    import pandas as pd

    number, names = pd.factorize(table["class_code"])
    said = [str(name) for name in names]
    if not all(re.fullmatch(CLASSES, name) for name in said):
        made = ask_class_codes(said, asking, before)
        table["class_code"] = pd.Series([made[name] for name in said], dtype="str").take(number).to_numpy()
    return [said[at] for at in number]


def _roster(table: pd.DataFrame, given: pd.DataFrame | None) -> pd.DataFrame:
    if given is not None:
        extra = {str(column): given[column].to_numpy() for column in given}
        return frame(ROSTER, extra)
    first = table.drop_duplicates("student_code")
    return frame(ROSTER, {name: first[name].to_numpy() for name in ("student_code", "class_code")})


def _items(table: pd.DataFrame, given: pd.DataFrame | None) -> pd.DataFrame:
    """Return the items of the file, with what a side table of items knows about them."""
    first = table.drop_duplicates(["assessment_id", "item_id"])
    names = ("assessment_id", "item_id", "outcome_id", "max_points")
    made = frame(
        ITEMS, {"label": first["item_id"].to_numpy(), **{name: first[name].to_numpy() for name in names}}
    )
    if given is not None:
        side = given.drop_duplicates("item_id").set_index("item_id")
        for name in ("form", "type", "key", "reading_load", "label", "outcome_id"):
            if name in side:
                known = made["item_id"].map(side[name].astype("str"))
                made[name] = known.where(known.notna() & (known != ""), made[name])
    return made


def _outcomes(table: pd.DataFrame) -> pd.DataFrame:
    return frame(OUTCOMES, {"outcome_id": sorted(one for one in table["outcome_id"].unique() if one)})
