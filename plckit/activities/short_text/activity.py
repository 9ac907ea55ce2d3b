"""One line of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from plckit.activities import wordlist
from plckit.activities.base import Options
from plckit.activities.text import Text
from plckit.domain.entries import ANSWER, Entry, Tidy
from plckit.domain.workbooks import ActivitySpec


class ShortText(Text):
    """One line: a soft limit the writer sees, and a hard one at four times as much."""

    name = "short_text"
    longest_limit = 500
    example = {
        "prompt": "What is one idea for our next meeting?",
        "options": {},
        "people": [{ANSWER: "Read one short text together"}, {ANSWER: "Visit each other"}, {ANSWER: "أفكار"}],
    }

    def options(
        self, *, limit: int = 140, words: bool = False, leave_out: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Return the options: *limit*, the number of characters one is asked to stay within.

        With *words* the group sees how many people used each word, without small words and those to
        *leave_out*; the facilitator can change what is left out.
        """
        return {**self.checked(limit), **wordlist.options(words, leave_out)}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the text on one line."""
        text = super().parse(options, entry, value)
        return " ".join(text.split()) if text else None

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall of lines, or the list of words."""
        if spec.options.get("words"):
            return wordlist.summary([(e.who, e.value) for e in entries], spec.options)
        return super().summarise(spec, entries)

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the lines, or the list of words."""
        if spec.options.get("words"):
            return wordlist.record([(e.who, e.value) for e in entries], spec.options)
        return super().record(spec, entries)

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars of the list of words; a wall has no chart."""
        return wordlist.figure() if options.get("words") else None

    def adjust(self, options: Options, given: Any) -> dict[str, Any]:
        """Return a changed list of words."""
        return wordlist.adjust(given) if options.get("words") else super().adjust(options, given)

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row an entry, or one a word where the group sees a list of words."""
        if spec.options.get("words"):
            return wordlist.tidy([(e.who, e.value) for e in entries], spec.options)
        return super().tidy(spec, entries)


KIND = ShortText()
