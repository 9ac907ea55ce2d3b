"""What kinds share: defaults, and checks whose sentences a workbook's author or a participant can act on."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.domain.entries import ANSWER, BESIDE, Entry, Reading, Tidy
from plckit.domain.texts import plain_text
from plckit.domain.visibility import About, See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

MOST_OPTIONS = 30
LONGEST_LABEL = 200

Options = Mapping[str, Any]
Choices = Mapping[str, str] | Sequence[str]


class BaseKind:
    """A kind that takes one answer a person and has no chart; kinds override what differs."""

    name = ""
    about = About.IDEAS
    see = See.ANON_REVEAL
    asks = True
    works_on = ""
    comes_back = False
    votes = False
    entering = ""
    example: Mapping[str, Any]

    def most(self, options: Options) -> int | None:
        """Return how many entries one person may have; None: `parse` takes only ids that it knows."""
        return None

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the chart without data, or None."""
        return None

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return nothing: most kinds show only what people said."""
        return {}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return every answer in words, one text each."""
        return {"texts": [one.label for one in self.tidy(spec, entries) if one.label and not one.withheld]}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return an entry as tidy (row, value, label) triples."""
        return [("", value, str(value))]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return every triple of every entry; kinds that withhold parts of what they show override this."""
        return [Tidy(e, *parts) for e in entries for parts in self.readable(spec.options, e.entry, e.value)]

    def adjust(self, options: Options, given: Any) -> dict[str, Any]:
        """Refuse: most kinds have nothing to change while the room answers."""
        raise BadValue("There is nothing to change here. Reload the console and try again.")

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Refuse: not every kind can be counted by hands or read out line by line."""
        raise BadValue("Answers like these cannot be entered for others. Share a phone instead.")

    def summarise_waves(self, readings: Sequence[Reading]) -> dict[str, Any]:
        """Return this session's summary alone; kinds with the option `waves` show the earlier ones too."""
        return self.summarise(readings[-1].spec, readings[-1].entries)

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall of texts that kinds with words show: one {"text", "name"} a row."""
        return {"wall": [{"text": e.value, **signature(e)} for e in entries]}


def weighed(labels: Mapping[str, str], counts: Mapping[str, int], said_by: str) -> dict[str, Any]:
    """Return the record of what was chosen how often: {"said": a line, "texts", "first"}.

    Texts stand with the most chosen first, and those that nothing was chosen more often than are `first`.

    *said_by* opens the line: “5 answers: “We listen” 3, “Equal parts” 2.” What nobody chose is left out.
    """
    order = sorted((key for key in labels if counts.get(key)), key=lambda key: -counts[key])
    told = ", ".join(f"“{labels[key]}” {counts[key]}" for key in order)
    first = [labels[key] for key in order if counts[key] == counts[order[0]]]
    said = f"{said_by}: {told}." if told else ""
    return {"said": said, "texts": [labels[key] for key in order], "first": first}


def cards_of(options: Options) -> list[dict[str, str]]:
    """Return the cards that a board works on: the notes of another activity, or its workbook's own."""
    found: list[dict[str, str]] = options.get("supplied", options["cards"])
    return found


def signature(entry: Entry) -> dict[str, str]:
    """Return {"name": …} where a name may be shown, else {}."""
    return {"name": entry.name} if entry.name else {}


def only_answer(entry: str) -> None:
    """Refuse any entry but the one answer a person has in kinds that take one."""
    if entry != ANSWER:
        raise BadValue("This activity takes one answer a person. Reload the page and try again.")


def one_of(value: Any, choices: Mapping[str, Any]) -> str:
    """Return *value* if it is a key of *choices*; refuse anything else."""
    if not isinstance(value, str) or value not in choices:
        raise BadValue("That is not one of the choices. Reload the page and try again.")
    return value


def choices(given: Choices, what: str) -> dict[str, str]:
    """Return options or rows as {key: label}; a plain list gets the keys 1, 2, 3 …; raise SpecError."""
    if isinstance(given, str) or not isinstance(given, Mapping | Sequence):
        raise SpecError(f'{what} must be a list of texts, or a dict such as {{"key": "text"}}.')
    pairs = given.items() if isinstance(given, Mapping) else ((str(i), t) for i, t in enumerate(given, 1))
    labels = {key: label_text(label, what) for key, label in pairs}
    if not labels:
        raise SpecError(f"{what} is empty. Give at least one.")
    if len(labels) > MOST_OPTIONS:
        raise SpecError(f"{what} has {len(labels)} lines; nobody reads more than {MOST_OPTIONS}. Use fewer.")
    for key in labels:
        if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,59}", key):
            odd = reprlib.repr(key)
            raise SpecError(f"{what} has the key {odd}. Use small letters, digits, dots and dashes.")
    for label in labels.values():
        if sum(label == other for other in labels.values()) > 1:
            raise SpecError(f"{what} has “{label}” twice. Each line must be different.")
    return labels


def lines(given: Choices, what: str = "rows") -> dict[str, str]:
    """Return rows that people answer one by one; their keys are entry ids, and two of those are taken."""
    kept = choices(given, what)
    for key in kept.keys() & BESIDE:
        raise SpecError(f"{what} has the key {key!r}, which stands for something else. Use another key.")
    return kept


def label_text(label: Any, what: str) -> str:
    """Return a label as clean text on one line; raise SpecError for one that is empty or too long."""
    if not isinstance(label, str) or not (text := " ".join(plain_text(label).split())):
        raise SpecError(f"{what} has an empty line. Give it some words or take it out.")
    if len(text) > LONGEST_LABEL:
        raise SpecError(f"{what} has a line of {len(text)} letters. Use {LONGEST_LABEL} or fewer.")
    return text


def whole_number(value: Any, low: int, high: int, what: str) -> int:
    """Return *value* if it is a whole number in the range; raise SpecError."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise SpecError(f"{what} must be a whole number from {low} to {high}, not {reprlib.repr(value)}.")
    return value


def option_of(value: Any, known: Sequence[str], what: str) -> str:
    """Return *value* if it is one of the words an option takes; raise SpecError."""
    if not isinstance(value, str) or value not in known:
        raise SpecError(f"{what} must be one of {', '.join(known)}, not {reprlib.repr(value)}.")
    return value


def activity_key(value: Any, what: str) -> str:
    """Return *value* if it can be the key of an activity; raise SpecError."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9-]{1,59}", value):
        raise SpecError(f"{what} must be the key of an activity in this workbook, not {reprlib.repr(value)}.")
    return value


def place(value: Any, low: int, high: int) -> int | None:
    """Return where a slider stands, None where it is not set; refuse what is no place on it."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise BadValue(f"A slider stands at a whole number from {low} to {high}.")
    return value


def own_id(entry: str, what: str) -> None:
    """Refuse an entry whose id is not one that browsers make: letters, digits and dashes."""
    if not re.fullmatch(r"[A-Za-z0-9-]{6,40}", entry):
        raise BadValue(f"This {what} has no number of its own. Reload the page and try again.")
