"""What leaves the reviews of two people is numbers, and never those of fewer than five."""

from __future__ import annotations

from pathlib import Path

import pytest

from plckit.analysis import review_counts
from plckit.domain.reviews import read_counts, tally
from plckit.errors import BadValue

SAVED = Path(__file__).parents[1] / "browser" / "review-v1.json"
LINE = "plckit-review-counts 1 periodic-review"


def counts(folder: Path, *lines: str) -> Path:
    file = folder / "counts.txt"
    file.write_text("\n".join(f"{LINE} {line}" for line in lines), "utf-8")
    return file


def test_counts_of_five_reviews_are_summed_and_fewer_are_hidden(tmp_path: Path):
    """With four, whoever knows three of them knows the fourth."""
    lines = ["planning=2 monitoring=1"] * 4
    table = review_counts([counts(tmp_path, *lines), SAVED])
    assert list(table.columns) == [0, 1, 2, 3, 4, "withheld"]
    assert [*table.loc["planning"]] == [0, 0, 5, 0, 0, None]
    assert [*table.loc["monitoring"]] == [1, 4, 0, 0, 0, None]
    few = review_counts([counts(tmp_path, *lines)])
    assert few[list(range(5))].isna().all(axis=None)
    assert set(few["withheld"]) == {"Hidden: fewer than 5 answers."}


def test_no_word_of_a_saved_review_is_read():
    """A coach who sums files must not find their words in a DataFrame."""
    assert read_counts(SAVED.read_text("utf-8")) == [("periodic-review", {"planning": 2, "monitoring": 0})]


def test_a_line_that_a_mail_has_broken_is_still_one():
    """Mail programs break lines where they like."""
    broken = f"{LINE}\n  planning=2\nmonitoring=3\n{LINE} time=0\n"
    assert [areas for _, areas in read_counts(broken)] == [{"planning": 2, "monitoring": 3}, {"time": 0}]


def test_an_area_nobody_spoke_about_is_not_there():
    assert tally([{}, {}]) == {}
    assert review_counts([]).empty


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no counts"),
        ("Dear coach, here they are", "no counts"),
        (f"{LINE} planning=5", "from 0 to 4"),
        (f"{LINE} planning=two", "from 0 to 4"),
        (f"{LINE} Ana's planning=2", "no counts"),
        (f"{LINE} planning=2 Regards Ana", "no counts"),
        ("plckit-review-counts 2 periodic-review planning=2", "newer"),
        ("{}", "no review"),
        ("[" * 100_000, "no counts"),
        ('{"a":' * 100_000, "no review"),
        ('{"format": "plckit-review", "version": 2, "areas": {}}', "newer"),
        ('{"format": "plckit-review", "version": 1, "areas": [1]}', "no review"),
        ('{"format": "plckit-review", "version": 1, "workbook": "a-b", "areas": {"planning": 9}}', "from 0"),
        (
            '{"format": "plckit-review", "version": 1, "workbook": "a-b", "areas": {"planning": true}}',
            "from 0",
        ),
    ],
)
def test_what_is_no_counts_is_refused_with_a_sentence(text: str, says: str):
    """Numbers that were guessed would be worse than none."""
    with pytest.raises(BadValue, match=says):
        read_counts(text)


def test_reviews_of_two_workbooks_are_not_summed(tmp_path: Path):
    """Areas of the same name may mean different things."""
    other = tmp_path / "other.txt"
    other.write_text("plckit-review-counts 1 our-review planning=2", "utf-8")
    with pytest.raises(BadValue, match="several workbooks"):
        review_counts([other, SAVED])
