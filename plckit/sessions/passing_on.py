"""What a community's workbooks left behind, as one file: written for another plckit, and read from one.

A file never holds what is the team's own. It may come from anybody, so nothing of it is believed: all of it
is checked before any of it is kept, and every refusal is one sentence.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefact_types import ArtefactType, Field, Form
from plckit.domain.artefacts import Artefact, checked, current
from plckit.domain.goals import Goal
from plckit.domain.texts import file_stem, plain_text
from plckit.domain.visibility import See
from plckit.errors import BadValue
from plckit.sessions.clock import moved
from plckit.store.transaction import Transaction

STORY, LONGEST_GROUP = "story", 60
FORMAT, VERSION = "plckit artefacts", 1
LARGEST = 2_000_000
"""Bytes of a file."""

MOST = 2000
DEEPEST = 10
LONGEST_RECORD, LONGEST_KEY, LONGEST_OF_GOAL = 20_000, 80, 300
LARGEST_NUMBER = 10**9
A_DAY = 24 * 60 * 60
REFUSED, FOREIGN = "Nothing was read from the file", "this is not a file that plckit wrote"
NEWER = "from a newer plckit; bring this one up to date first"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def as_file(community: str, artefacts: Iterable[Artefact], school: str = "") -> str:
    """Return artefacts as the text of a file, in the order given, each in the schema of today.

    What only the team may see is left out, and an artefact of which nothing else is left. With a *school*
    each says whose it is, since others may read it.
    """
    told = [one for one in map(_told, artefacts) if one["content"]]
    for one in told:
        one["group"] = (one["group"] or school)[:LONGEST_GROUP]
    about = {"format": FORMAT, "version": VERSION, "community": community}
    return json.dumps({**about, "artefacts": told}, ensure_ascii=False, indent=1) + "\n"


def for_other_schools(artefacts: Iterable[Artefact]) -> list[Artefact]:
    """Return the stories whose authors let other schools read them: of each its latest version alone."""
    last: dict[str, Artefact] = {}
    for one in artefacts:
        if one.kind == STORY and (one.id not in last or last[one.id].version < one.version):
            last[one.id] = one
    return [one for one in last.values() if current(one).get("share") == "schools"]


def file_name(community: str) -> str:
    """Return the name of a community's file, in letters that every computer takes."""
    return f"plckit-{file_stem(community, 'community')}.json"


def from_file(content: bytes, at: str) -> list[Artefact]:
    """Return the artefacts of a file, of no community and no session yet; raise BadValue for anything else.

    *at* is the moment of now: nothing can have been kept later.
    """
    with _one_sentence():
        found = _parsed(content)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise BadValue(FOREIGN)
        if not _whole(found.get("version"), 1, VERSION):
            raise BadValue(f"it is {NEWER}")
        listed = found.get("artefacts")
        if not isinstance(listed, list) or len(listed) > MOST:
            raise BadValue(f"it must have a list of artefacts, and {MOST:,} at most")
        return [_artefact(one, at) for one in listed]


def take_in(tx: Transaction, community: str, artefacts: Sequence[Artefact]) -> int:
    """Keep what the community does not have yet; return how many versions were new.

    The same id and version are the same artefact. One that belongs to another community here gets an id of
    its own, always the same one. Raises BadValue, and then nothing must be kept.
    """
    new = 0
    for one in artefacts:
        here = tx.artefacts.of_id(one.id)
        while here and here[0].community != community:  # that id may have been taken on purpose
            one = replace(one, id=str(uuid.uuid5(uuid.UUID(one.id), community)))
            here = tx.artefacts.of_id(one.id)
        if here and here[0].kind != one.kind:
            raise BadValue(f"{REFUSED}: one of its artefacts is kept here already as another sort.")
        if one.version not in {version.version for version in here}:
            tx.artefacts.add(replace(one, community=community))
            new += 1
    return new


def _told(artefact: Artefact) -> dict[str, Any]:
    """Return what a file says of an artefact."""
    kind = artefact_type(artefact.kind)
    team = {one.key for one in kind.fields if one.team}
    content = {key: value for key, value in current(artefact).items() if key not in team}
    head = {name: getattr(artefact, name) for name in CHECKS}
    return {**head, "schema": kind.schema, "content": content}


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Raise every refusal with what it means: nothing was kept."""
    try:
        yield
    except BadValue as error:
        why = str(error)
        raise BadValue(f"{REFUSED}: {why[0].lower()}{why[1:].rstrip('.')}.") from None


def _parsed(content: bytes) -> Any:
    """Return a file's JSON, which is not nested deeper than anything we write."""
    if len(content) > LARGEST:
        raise BadValue(f"it is too large; {LARGEST // 10**6} MB is the most")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadValue(FOREIGN) from None
    if _deeper(found, DEEPEST):
        raise BadValue("it is nested too deeply")
    return found


def _deeper(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(_deeper(one, levels - 1) for one in inner)


def _artefact(given: Any, at: str) -> Artefact:
    """Return one artefact of a file."""
    if not isinstance(given, dict) or set(given) != set(CHECKS):
        raise BadValue("one of its artefacts does not have the parts that plckit writes")
    for name, fits in CHECKS.items():
        if not fits(given[name]):
            raise BadValue(f"the “{name}” of one of its artefacts is not what plckit writes")
    if given["at"] > moved(at, A_DAY):
        raise BadValue("one of its artefacts was kept on a day that is still to come")
    kind = artefact_type(given["kind"])
    if given["schema"] > kind.schema:
        raise BadValue(f"its {kind.title.lower()} is {NEWER}")
    made = Artefact(community="", session=None, **given)
    return replace(made, schema=kind.schema, content=_content(kind, made))


def _content(kind: ArtefactType, made: Artefact) -> dict[str, Any]:
    """Return the content as it may be kept; what a *must* asks for may have stayed with the team."""
    known, title = {one.key: one for one in kind.fields}, kind.title.lower()
    if made.schema == kind.schema and set(made.content) - set(known):
        raise BadValue(f"its {title} has a part that plckit does not know")
    content = current(made)
    for key, value in content.items():
        if known[key].team:
            raise BadValue(f"“{known[key].title}” is for the team only and never comes from a file")
        if not FORMS[known[key].form](known[key], value):
            raise BadValue(f"“{known[key].title}” of its {title} is not what plckit writes")
    records = {key: _cleaned(content[key]) for key in content if known[key].form is Form.RECORD}
    fields = tuple(replace(one, must=False, days=()) for one in kind.fields)
    kept = checked(replace(kind, fields=fields), content, records)
    if not kept:
        raise BadValue(f"its {title} is empty")
    return kept


def _whole(value: Any, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def _line(value: Any, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and plain_text(value) == value


def _list(value: Any, most: int, fits: Callable[[Any], Any]) -> bool:
    return isinstance(value, list) and len(value) <= most and all(fits(one) for one in value)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _moment(value: Any) -> bool:
    """Return whether this is a moment as we write them: they are put in order as texts."""
    try:
        return datetime.fromisoformat(value).astimezone(UTC).isoformat(timespec="milliseconds") == value
    except (TypeError, ValueError, OverflowError):
        return False


def _cells(field: Field, row: Any) -> bool:
    return isinstance(row, dict) and set(row) <= set(field.columns) and all(map(_text, row.values()))


def _record(value: Any) -> bool:
    """Return whether this can be what an activity made: a line to read, words, counts, a goal's fields."""
    if not isinstance(value, dict) or not _text(value.get("said")) or not _plain(value):
        return False
    goal = value.get("goal", {})
    if not isinstance(goal, Mapping) or not all(_of_goal(key, one) for key, one in goal.items()):
        return False
    return len(json.dumps(value, ensure_ascii=False)) <= LONGEST_RECORD


def _plain(value: Any) -> bool:
    """Return whether a value holds only what a browser can be sent: no endless number, no odd key."""
    if isinstance(value, dict):
        return all(_line(key, LONGEST_KEY) and _plain(one) for key, one in value.items())
    if isinstance(value, list):
        return all(map(_plain, value))
    if isinstance(value, int | float):
        return abs(value) <= LARGEST_NUMBER
    return value is None or isinstance(value, str)


def _of_goal(key: str, value: Any) -> bool:
    """Return whether a goal's field holds words or a count as the goal needs it (G8)."""
    if key not in Goal.__dataclass_fields__:
        return False
    count = Goal.__dataclass_fields__[key].type == "int | None"
    return _whole(value, 0, LARGEST_NUMBER) if count else _line(value, LONGEST_OF_GOAL)


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return plain_text(value) if isinstance(value, str) else value


CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "id": lambda value: isinstance(value, str) and bool(ID.fullmatch(value)),
    "version": lambda value: _whole(value, 1, 9999),
    "kind": lambda value: _line(value, 40),
    "schema": lambda value: _whole(value, 1, 9999),
    "workbook": lambda value: _line(value, 120),
    "page": lambda value: isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{0,64}", value)),
    "group": lambda value: _line(value, 60),
    "at": _moment,
    "see": lambda value: isinstance(value, str) and value in set(See),
    "covers": lambda value: _list(value, 300, lambda one: _line(one, 120)),
    "synthetic": lambda value: isinstance(value, bool),
    "content": lambda value: isinstance(value, dict),
}
"""The parts of an artefact in a file, and what each may hold."""

FORMS: Mapping[Form, Callable[[Field, Any], bool]] = {
    Form.TEXT: lambda _field, value: _text(value),
    Form.CHOICE: lambda field, value: _text(value) and value in field.choices,
    Form.TEXTS: lambda _field, value: isinstance(value, list) and all(map(_text, value)),
    Form.ROWS: lambda field, value: isinstance(value, list) and all(_cells(field, row) for row in value),
    Form.RECORD: lambda _field, value: _record(value),
}
"""Whether a value is of the form that a field has; how long it may be is for `checked` to say."""
