"""What is kept of a day that somebody typed, and what is asked for instead."""

from __future__ import annotations

from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.entries import ANSWER
from plckit.errors import BadValue
from plckit.testing import check_kind


def parsed(typed: Any) -> Any:
    """Return what is kept of a day."""
    return kinds()["date"].parse({}, ANSWER, typed)


WRITE = "Write the day as year-month-day, such as 2027-02-15, or pick it from the calendar."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        *(
            (typed, WRITE)
            for typed in ("3/4/2027", "31.12.2026", "2027-2-3", "2027/02/15", "15 February 2027")
        ),
        *((typed, WRITE) for typed in ("20270215", "2027-02-15T10:00", "2027-W07-1", "+2027-02-15", "today")),
        *(
            (typed, WRITE)
            for typed in ("٢٠٢٧-٠٢-١٥", "2027-02-1５", "2027‑02‑15", 20270215, True, ["2027-02-15"])
        ),
        ("2027-02-30", "There is no such day. Check the day and the month."),
        ("2027-13-01", "There is no such day. Check the day and the month."),
        ("2027-02-29", "There is no such day. Check the day and the month."),
        ("0000-00-00", "There is no such day. Check the day and the month."),
        ("1999-12-31", "Choose a day between 2000 and 2100."),
        ("2101-01-01", "Choose a day between 2000 and 2100."),
        ("9999-12-31", "Choose a day between 2000 and 2100."),
    ],
)
def test_a_day_is_never_guessed(typed: Any, sentence: str) -> None:
    """3/4/2027 is March in one country and April in another."""
    with pytest.raises(BadValue) as error:
        parsed(typed)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2028-02-29", "2028-02-29"), (" 2027-02-15\n", "2027-02-15"), ("", None), (" ", None), (None, None)],
)
def test_a_day_is_kept_as_it_is_sorted(typed: Any, kept: str | None) -> None:
    """Year, month, day: the order of the text is the order of the days."""
    assert parsed(typed) == kept


def test_an_unfinished_promise_reads_as_what_is_there() -> None:
    """“I will , by 15 February” is no sentence, and the room does not see it either."""
    kind = kinds()["commitment"]
    read = kind.readable({}, ANSWER, {"will": "", "by": "2027-02-15"})
    assert read == [("by", "2027-02-15", "15 February 2027")]
    check_kind(kind, [(ANSWER, {"by": "2027-02-15"})])
