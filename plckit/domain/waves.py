"""What may be said about a survey that is asked again: response rates, and lines that break (L6, L9).

Answers of two waves are not matched, so no sentence here says that people changed. Everything is done in
whole numbers, so that 60 % and 15 points themselves are fine. Stdlib, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from plckit.domain.visibility import FEW
from plckit.errors import BadValue

APART = 15
"""More than this many points between two response rates carry a warning (rule L6)."""
BROKEN = "The wording or the scale is different here, so the line breaks."


@dataclass(frozen=True)
class Statement:
    """One statement as it was asked: wording, scale and version travel with the answers (rule L9).

    `levels` maps keys to labels from low to high. `counts` holds the answers to each level and to “not_sure”,
    None where they are hidden (rule P3).
    """

    wording: str
    levels: Mapping[str, str]
    counts: Mapping[str, int] | None
    version: str = ""

    def __post_init__(self) -> None:
        if self.counts and (min(self.counts.values()) < 0 or set(self.counts) - {*self.levels, "not_sure"}):
            raise BadValue(f"The answers to “{self.wording}” do not fit its scale.")

    @property
    def answers(self) -> int:
        """How many answers may be seen."""
        return sum((self.counts or {}).values())


@dataclass(frozen=True)
class Wave:
    """One time a survey was asked: *n* of *of* people answered."""

    label: str
    n: int
    of: int
    statements: Mapping[str, Statement]

    def __post_init__(self) -> None:
        response_rate(self.n, self.of)
        for statement in self.statements.values():
            if statement.answers > self.n:
                raise BadValue(f"“{statement.wording}” has more answers than people who answered.")


def response_rate(n: int, of: int) -> Fraction | None:
    """Return the share of people who answered, exactly; None when nobody was asked (rule L1)."""
    if not 0 <= n <= of:
        raise BadValue(f"{n} of {of} people cannot have answered. Correct the numbers of this wave.")
    return Fraction(n, of) if of else None


def few_answered(wave: Wave) -> str:
    """Return the sentence beside a wave that under 60 % answered, or nothing (rule L6)."""
    rate = response_rate(wave.n, wave.of)
    if rate is None:
        return f"{wave.label}: nobody was asked."
    if rate * 100 >= FEW:
        return ""
    return (
        f"{wave.label}: {wave.n} of {wave.of} people answered, which is under {FEW} %. "
        "Those who did not answer may see it differently."
    )


def warnings(earlier: Wave, later: Wave) -> tuple[str, ...]:
    """Return what must stand beside a comparison of two waves: few answers, or rates far apart (rule L6)."""
    found = [few_answered(earlier), few_answered(later)]
    before, after = response_rate(earlier.n, earlier.of), response_rate(later.n, later.of)
    if before is not None and after is not None and abs(after - before) * 100 > APART:
        found.append(
            f"{earlier.n} of {earlier.of} people answered in {earlier.label}, "
            f"{later.n} of {later.of} in {later.label}. "
            "The pattern can look different just because other people answered."
        )
    return tuple(sentence for sentence in found if sentence)


def comparable(earlier: Wave, later: Wave, key: str) -> bool:
    """Return whether both waves asked the statement in the same words and on the same scale (rule L9).

    The order of the levels belongs to the scale. A version may change for other statements' sake.
    """
    a, b = earlier.statements.get(key), later.statements.get(key)
    return bool(a and b and a.wording == b.wording and list(a.levels.items()) == list(b.levels.items()))


def change(earlier: Wave, later: Wave, key: str) -> str:
    """Return the one sentence allowed about a change, or nothing where none may be said (rule L6).

    Nothing is said where the line breaks, where answers are hidden or missing, and where every level has the
    same share of the answers. `warnings` stand beside it.
    """
    if not comparable(earlier, later, key):
        return ""
    a, b = earlier.statements[key], later.statements[key]
    if not (a.answers and b.answers) or _shares(a) == _shares(b):
        return ""
    return (
        f"The pattern of answers changed from {earlier.label} to {later.label}; "
        "answers have no names, so nobody can tell whose are different."
    )


def _shares(statement: Statement) -> list[Fraction]:
    counts = statement.counts or {}
    return [Fraction(counts.get(level, 0), statement.answers) for level in (*statement.levels, "not_sure")]
