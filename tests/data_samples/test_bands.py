"""The shipped sample data hold every planted story, and the program makes them again to the byte."""

from __future__ import annotations

import pytest

from make_data import files, stories
from make_data.bands import Band, NoSeed, first_seed

STORIES = {
    "D1": "students|left|joined in mid-term|smallest ethnic group|larger ethnic groups with one student",
    "D3": "one outcome weak|not taught yet|gap that goes away by item|wrong key|absentees|spread|cut trap",
    "D4": "growth|not a fair race|regression|different absentees|effect size|wording eased|the key of Q07",
    "D5": "import practice|clean case|ceiling|writing|twin",
    "D6": "help reaches the easy ones|school-day rule|no evidence|it works, with limits|slow start",
    "D7": "real rise|split group|drop|false rise|near the top|small part|not sure",
}


@pytest.fixture(scope="module")
def found(shipped: dict[str, bytes]) -> list[Band]:
    return files.bands(shipped)


def test_every_band_holds_in_the_shipped_files(found: list[Band]) -> None:
    """A group finds what its coach was told it would find."""
    assert len(found) > 150
    assert not [str(band) for band in found if not band.holds]


def test_every_story_has_a_band(found: list[Band]) -> None:
    """No story rests on good faith."""
    names = {file: [band.name for band in found if band.file == file] for file in STORIES}
    missing = [
        (file, story)
        for file, listed in STORIES.items()
        for story in listed.split("|")
        if not any(name.startswith(story) for name in names[file])
    ]
    assert not missing


def test_making_them_again_gives_the_same_bytes(shipped: dict[str, bytes]) -> None:
    """Two coaches in two places look at the same numbers."""
    made, seeds = files.draw()
    assert set(seeds) == {"D1, D3", "D4", "D5", "D6", "D7"}
    made[stories.NAME] = stories.write(made).encode()
    assert [name for name, file in made.items() if shipped[name] != file] == []
    assert set(shipped) - set(made) == {"README.md"}


def test_a_file_that_lost_its_story_misses_its_bands(shipped: dict[str, bytes]) -> None:
    """The check can fail: whoever scores the absent as zero is caught."""
    lines = shipped["maths_check_1.csv"].decode().splitlines(keepends=True)
    zeroed = [line.replace(",,absent,", ",0,scored,") if ",C4," in line else line for line in lines]
    assert zeroed != lines
    found = files.bands({**shipped, "maths_check_1.csv": "".join(zeroed).encode()})
    missed = {band.name for band in found if not band.holds}
    assert {"absentees: in C4", "absentees: C4 mean among the tested"} <= missed


def test_a_recipe_that_cannot_meet_its_bands_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program never writes the best of what it found."""
    monkeypatch.setattr("make_data.bands.LAST_SEED", 3)
    with pytest.raises(NoSeed, match="None of 3 seeds meets every band"):
        first_seed(lambda rng: rng.random(), lambda made: [Band("D0", "a share over 1", made, 1, 2)])
