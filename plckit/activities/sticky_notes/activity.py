"""Many short notes, each of an optional sort with a colour of its own, and with an optional tag."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plckit.activities import wordlist
from plckit.activities.base import (
    BaseKind,
    Choices,
    Options,
    choices,
    one_of,
    own_id,
    signature,
    whole_number,
)
from plckit.activities.entering import LINES, each_line
from plckit.domain.entries import Entry, Tidy
from plckit.domain.noticing import REASON
from plckit.domain.texts import one_line
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

MOST_SORTS = 4
KEY = re.compile(r"[a-z][a-z0-9-]{1,59}")


class StickyNotes(BaseKind):
    """Notes: an entry is one note, {"text", "sort": key, "tag": key}; its id comes from the browser."""

    name = "sticky_notes"
    example = {
        "prompt": "What do you need so that you can learn well? What might make it hard?",
        "options": {"sorts": {"need": "What I need", "hard": "What is hard"}},
        "people": [
            {
                "note-0001": {"text": "Time to think before I speak", "sort": "need"},
                "note-0002": {"text": "Big groups", "sort": "hard"},
            },
            {"note-0003": {"text": "Examples from our own classes", "sort": "need"}},
            {"note-0004": {"text": "Long meetings after a full day of teaching", "sort": "hard"}},
        ],
    }

    entering = LINES

    def options(
        self,
        *,
        sorts: Choices | None = None,
        limit: int = 140,
        most: int = 20,
        words: bool = False,
        leave_out: Iterable[str] = (),
        tags: Choices | None = None,
        wonder: str = "",
    ) -> dict[str, Any]:
        """Return the options: *sorts* of note (up to 4), *limit* of characters, *most* notes a person.

        With *words* the group sees how many people used each word, without small words and those to
        *leave_out*; the facilitator can change what is left out.
        A writer may give a note one of the *tags*; the group sees how many notes have each.
        A note that gives a reason is offered a move to the sticky notes with the key *wonder*.
        """
        kept = choices(sorts, "sorts") if sorts is not None else {}
        if len(kept) > MOST_SORTS:
            raise SpecError(
                f"sorts has {len(kept)} lines; there are {MOST_SORTS} colours of note. Use fewer."
            )
        limit = whole_number(limit, 20, 300, "limit")
        most = whole_number(most, 1, 50, "most")
        more = {} if tags is None else {"tags": choices(tags, "tags")}
        if more and words:
            raise SpecError("words and tags do not go together. Take one of them out.")
        if not isinstance(wonder, str) or (wonder and not KEY.fullmatch(wonder)):
            raise SpecError("wonder must be the key of the sticky notes that a note may move to.")
        if wonder:
            more["wonder"] = {"key": wonder, "words": REASON}
        return {"sorts": kept, "limit": limit, "most": most, **wordlist.options(words, leave_out), **more}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str] | None:
        """Return the note; one without words is taken back."""
        own_id(entry, "note")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {"text", "sort", "tag"}:
            raise BadValue("This is not a note. Reload the page and try again.")
        text = one_line(value.get("text"), 2 * options["limit"])
        if text is None:
            return None
        note, sort, tag = {"text": text}, value.get("sort", ""), value.get("tag", "")
        if options["sorts"]:
            if not isinstance(sort, str) or sort not in options["sorts"]:
                raise BadValue("Choose what sort of note it is first.")
            note["sort"] = sort
        if tag not in ("", None):
            note["tag"] = one_of(tag, options.get("tags", {}))
        return note

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one note a line; where notes have sorts, a line may begin with one (“Needs: …”)."""
        return [
            {str(uuid.uuid4()): self.parse(options, "entered", note)} for note in self._notes(options, text)
        ]

    def _notes(self, options: Options, text: str) -> list[dict[str, str]]:
        notes = []
        for line in each_line(text):
            label, colon, rest = line.partition(":")
            sort = next((k for k, v in options["sorts"].items() if v.casefold() == label.casefold()), None)
            if sort is None and options["sorts"]:
                sort, rest = next(iter(options["sorts"])), line
            notes.append(
                {"text": rest.strip() if sort and colon else line, **({"sort": sort} if sort else {})}
            )
        return notes

    def most(self, options: Options) -> int:
        """Return how many notes one person may have."""
        return int(options["most"])

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall, one {"text", "sort", "note", "name"} a note, or the list of words.

        With tags, `balance` says how many notes have each: [{"label", "count"}].
        """
        if spec.options.get("words"):
            return wordlist.summary([(e.who, e.value["text"]) for e in entries], spec.options)
        tags = spec.options.get("tags", {})
        wall = {"wall": [_shown(tags, e) for e in entries]}
        return {**wall, "balance": _balance(tags, entries)} if tags else wall

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the words of all notes, and how many have each tag; or the list of words."""
        if spec.options.get("words"):
            return wordlist.record([(e.who, e.value["text"]) for e in entries], spec.options)
        tags = _balance(spec.options["tags"], entries) if "tags" in spec.options else []
        told = ", ".join(f"{one['label']} {one['count']}" for one in tags)
        texts = [e.value["text"] for e in entries]
        return {"texts": texts, "said": f"{told}."} if tags else {"texts": texts}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars of the list of words; a wall has no chart."""
        return wordlist.figure() if options.get("words") else None

    def adjust(self, options: Options, given: Any) -> dict[str, Any]:
        """Return a changed list of words."""
        return wordlist.adjust(given) if options.get("words") else super().adjust(options, given)

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the note's sort as the row and its words as the value; a tag is a row of its own."""
        sort, tag = value.get("sort", ""), value.get("tag", "")
        tagged = [("Tag", tag, options["tags"][tag])] if tag else []
        return [(options["sorts"].get(sort, ""), value["text"], value["text"]), *tagged]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row an entry, or one a word where the group sees a list of words."""
        if spec.options.get("words"):
            return wordlist.tidy([(e.who, e.value["text"]) for e in entries], spec.options)
        return super().tidy(spec, entries)


def _shown(tags: Mapping[str, str], entry: Entry) -> dict[str, str]:
    """Return a note as it stands on the wall, its tag in words below it."""
    note = {key: text for key, text in entry.value.items() if key != "tag"}
    tag = {"note": tags[entry.value["tag"]]} if "tag" in entry.value else {}
    return {**note, **tag, **signature(entry)}


def _balance(tags: Mapping[str, str], entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return how many notes have each tag, none included, and last how many have no tag, if any."""
    found = Counter(e.value.get("tag", "") for e in entries)
    rows = [{"label": label, "count": found[key]} for key, label in tags.items()]
    return rows + ([{"label": "No tag", "count": found[""]}] if found[""] else [])


KIND = StickyNotes()
