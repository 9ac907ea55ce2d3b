"""The checks that a tidy file must pass when it is loaded (end of section 4.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.data.results import Results
from plckit.domain.results import Status

if TYPE_CHECKING:
    import pandas as pd

KEY = ["student_code", "assessment_id", "item_id", "attempt"]
MOST = 5


def problems(results: Results, rows: Any, roster: bool, items: pd.DataFrame | None) -> list[str]:
    """Return a sentence for each rule that is broken, with the first rows that break it.

    rows: the row of the file that each row of the table is from. roster: whether one was given, so that a
    student can be unknown at all; items: the list of items, if one was given.
    """
    table = results.table
    found = {
        "with a student, item and sitting that came before": table.duplicated(KEY).to_numpy(),
        "with points outside of 0 to max_points": _out_of_range(table),
        "with points although the status says that there are none": _without_mark(table),
        "that should have points and have none": (
            (table["status"] == str(Status.SCORED)) & table["points"].isna() & (table["response"] == "")
        ).to_numpy(),
        "with a day that is no date such as 2026-03-14": _no_day(table),
        "with a student in a second class on the same day": _two_classes(table),
    }
    if roster:
        found["with a student who is not in the roster"] = (
            ~table["student_code"].isin(results.roster["student_code"]).to_numpy()
        )
        found["from before a student joined or after she left"] = _outside_enrolment(results)
    if items is not None:
        found["with an item that is not in the list of items"] = (
            ~table["item_id"].isin(items["item_id"]).to_numpy()
        )
    return [_sentence(text, rows[broken]) for text, broken in found.items() if broken.any()]


def _sentence(text: str, rows: Any) -> str:
    listed = ", ".join(str(row) for row in rows[:MOST])
    more = f" and {len(rows) - MOST:,} more" if len(rows) > MOST else ""
    return f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'} {text}: {listed}{more}."


def _out_of_range(table: pd.DataFrame) -> Any:
    most = table["max_points"]
    return ((table["points"] < 0) | (table["points"] > most) | (most <= 0)).to_numpy()


def _without_mark(table: pd.DataFrame) -> Any:
    with_mark = table["status"].isin([str(Status.SCORED), str(Status.SKIPPED)])
    return (~with_mark & table["points"].notna()).to_numpy()


def _no_day(table: pd.DataFrame) -> Any:
    import pandas as pd

    codes, unique = pd.factorize(table["assessment_date"])
    bad = pd.to_datetime(pd.Series(unique, dtype="str"), format="%Y-%m-%d", errors="coerce").isna().to_numpy()
    return (bad & (unique != ""))[codes]


def _two_classes(table: pd.DataFrame) -> Any:
    key = ["student_code", "assessment_date"]
    pairs = table[[*key, "class_code"]].drop_duplicates()
    second = pairs[pairs.duplicated(key)]
    if not len(second):
        return table["student_code"].isna().to_numpy()
    marked = table[[*key, "class_code"]].merge(
        second.assign(second=True), how="left", on=[*key, "class_code"]
    )
    return marked["second"].notna().to_numpy()


def _outside_enrolment(results: Results) -> Any:
    roster = results.roster.drop_duplicates("student_code").set_index("student_code")
    day = results.table["assessment_date"]
    start = results.table["student_code"].map(roster["enrol_from"]).fillna("")
    end = results.table["student_code"].map(roster["enrol_to"]).fillna("")
    scored = results.table["status"].isin([str(Status.SCORED), str(Status.SKIPPED)])
    outside = ((start != "") & (day < start)) | ((end != "") & (day > end))
    return (outside & scored & (day != "")).to_numpy()
