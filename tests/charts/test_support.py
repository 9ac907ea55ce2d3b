"""Where students stand on each outcome, check after check: bars of counts, in one order."""

from __future__ import annotations

from sheet_samples import DATES, OUTCOMES, support_measures

from plckit.charts import support

WHY = "hidden to protect a small group"


def test_each_date_is_a_bar_whose_parts_follow_one_another() -> None:
    """Rule B2: secure, nearly, not yet, no evidence yet, whatever order they come in."""
    made = support.rows(list(reversed(support_measures()[:4])))
    parts = [row for row in made if row["part"] == "status"]
    assert [(row["symbol"], row["count"], row["start"], row["end"]) for row in parts] == [
        ("secure", 6, 0, 6),
        ("nearly", 6, 6, 12),
        ("not_yet", 6, 12, 18),
        ("no_evidence", 8, 18, 26),
    ]
    assert {row["id"] for row in parts} == {"support:O1:2026-02-27"}


def test_all_bars_share_one_scale() -> None:
    """A class that grew must not look as if fewer were secure."""
    cells = support_measures()
    more = [cell | {"date": "2026-06-01", "count": (cell["count"] or 0) * 2, "n": 52} for cell in cells[:4]]
    made = support.rows([*cells[:16], *more])
    assert {row["most"] for row in made if "most" in row} == {52}


def test_a_bar_with_a_hidden_part_says_so_and_not_how_many_there_are() -> None:
    """Rules P4 and P7: n less the parts shown would give the hidden part away."""
    hidden = {("O1", "2026-03-14", status): WHY for status in ("not_yet", "no_evidence")}
    made = support.rows(support_measures(hidden=hidden))
    bar = [row for row in made if row["id"] == "support:O1:2026-03-14"]
    assert (bar[0]["n"], bar[0]["note"]) == (None, "⊘")
    assert [row["count"] for row in bar[1:]] == [7, 6, None, None]
    assert support.words(made).splitlines()[2] == (
        "Place value and estimating, 14 Mar: secure 7, nearly 6, not yet hidden, no evidence yet hidden."
    )
    line = support.table(made)["rows"][1]
    assert line == ["Place value and estimating", "2026-03-14", 7, 6, "hidden", "hidden", "⊘"]


def test_under_ten_students_each_is_a_dot() -> None:
    """Rule R3."""
    made = support.rows(support_measures(8))
    assert all(row["dots"] for row in made if row["part"] == "status")
    assert made[-1]["label"] == "Each dot is one student · Team only"


def test_a_line_a_check_in_words_and_in_the_table() -> None:
    """Rule M3: every bar says of how many."""
    made = support.rows(support_measures())
    first, *lines = support.words(made).splitlines()
    assert first == "2 outcomes, 4 check dates. Numbers in the bars are students · Team only."
    assert len(lines) == len(OUTCOMES) * len(DATES)
    assert lines[0] == (
        "Place value and estimating, 27 Feb: secure 6, nearly 6, not yet 6, no evidence yet 8, of 26."
    )
    assert support.table(made)["columns"] == [
        *("Outcome", "Date", "secure", "nearly", "not yet", "no evidence yet", "Students")
    ]
