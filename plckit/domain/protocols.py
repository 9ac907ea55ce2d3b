"""How a group talks for an hour or less, as data: rounds with their minutes, and who speaks in each.

A file is TOML; whoever opens it hands its text in, since nothing here reads files.
"""

from __future__ import annotations

import re
import reprlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plckit.domain.sessions import Phase
from plckit.domain.texts import plain_text
from plckit.errors import SpecError

# Who speaks in a round, and how every screen says so.
WHO = {
    "alone": "Alone, in silence",
    "silence": "Together, in silence",
    "pairs": "In pairs",
    "fours": "In fours",
    "groups": "In groups",
    "everyone": "Everybody talks",
    "round": "Everybody in turn",
    "questions": "The others ask, one answers",
    "presenter": "The presenter speaks",
    "helpers": "The helpers speak",
    "teacher": "The teacher speaks",
    "watchers": "Whoever watched speaks",
    "host": "The host speaks",
    "facilitator": "The facilitator speaks",
}
MOST_ROUNDS = 20
MOST_MINUTES = 240
LONGEST_NAME, LONGEST_LINE = 60, 300
KEY = re.compile(r"[a-z][a-z0-9-]{1,59}")


@dataclass(frozen=True)
class Round:
    """A timed part of a protocol: everybody reads `say`, only the facilitator reads `facilitator`."""

    key: str
    title: str
    minutes: int
    who: str
    say: str
    facilitator: str


@dataclass(frozen=True)
class Protocol:
    """A way of talking that somebody can lead from a page. `people` says for how many it is."""

    id: str
    title: str
    purpose: str
    minutes: int
    people: str
    roles: tuple[str, ...]
    traps: tuple[str, ...]
    tradition: str
    rounds: tuple[Round, ...]

    @classmethod
    def loads(cls, text: str, where: str) -> Protocol:
        """Return the protocol that *text* (TOML) describes; raise SpecError, which names the file *where*."""
        try:
            said = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise SpecError(f"{where} is not TOML: {error}. Begin from a copy of one of ours.") from None
        _fields(said, cls, where)
        given = said["rounds"]
        if not isinstance(given, list) or not 1 <= len(given) <= MOST_ROUNDS:
            raise SpecError(f"{where} needs 1 to {MOST_ROUNDS} parts that begin with [[rounds]].")
        rounds = tuple(_round(one, f"{where}, round {number}") for number, one in enumerate(given, 1))
        keys = [one.key for one in rounds]
        if len({*keys}) < len(keys):
            raise SpecError(f"{where} has two rounds with the same key. Give each a key of its own.")
        minutes, whole = _minutes(said["minutes"], where), sum(one.minutes for one in rounds)
        if minutes != whole:
            raise SpecError(f"{where} says {minutes} minutes, and its rounds take {whole}. Make them agree.")
        return cls(
            id=_key(said, "id", where),
            title=_line(said, "title", LONGEST_NAME, where),
            purpose=_line(said, "purpose", LONGEST_LINE, where),
            minutes=minutes,
            people=_line(said, "people", LONGEST_NAME, where),
            roles=_list(said, "roles", where),
            traps=_list(said, "traps", where),
            tradition=_line(said, "tradition", LONGEST_LINE, where),
            rounds=rounds,
        )

    def some(self, keys: Sequence[str] | None, minutes: Mapping[str, int] | None) -> tuple[Round, ...]:
        """Return the rounds with those keys in their order (all without *keys*), some with other minutes."""
        if keys is not None and (isinstance(keys, str) or not isinstance(keys, Sequence) or not keys):
            raise SpecError(f'rounds must list rounds of {self.title}, such as ["{self.rounds[0].key}"].')
        if minutes is not None and not isinstance(minutes, Mapping):
            raise SpecError(
                f'minutes must name rounds of {self.title}, such as {{"{self.rounds[0].key}": 5}}.'
            )
        kept = self._named(self.rounds, keys) if keys is not None else list(self.rounds)
        for one in self._named(kept, minutes or {}):
            kept[kept.index(one)] = replace(one, minutes=_minutes((minutes or {})[one.key], one.title))
        return tuple(kept)

    def _named(self, rounds: Iterable[Round], keys: Iterable[Any]) -> list[Round]:
        """Return those of *rounds* that *keys* name, in their own order."""
        known = {one.key: one for one in rounds}
        for key in keys:
            if not isinstance(key, str) or key not in known:
                said, listed = reprlib.repr(key), ", ".join(known)
                raise SpecError(f"{self.title} has no round {said} here. Its rounds: {listed}.")
        return [one for key, one in known.items() if key in keys]

    def clock(self) -> list[int]:
        """Return the minute at which each round begins, and last the one at which the protocol ends."""
        return [sum(one.minutes for one in self.rounds[:n]) for n in range(len(self.rounds) + 1)]


@dataclass(frozen=True)
class Running:
    """The round a room is in (the first is 1), when it began (ISO, UTC), and its extra minutes."""

    since: str | None
    round: int = 1
    extra: int = 0


def running(moves: Iterable[tuple[str, Any, str]]) -> Running:
    """Return where a room stands after *moves*: ("phase" or "adjust", value, moment), the oldest first.

    Opening begins the first round. The same round once more changes its extra minutes, never its beginning.
    """
    now = Running(None)
    for what, value, at in moves:
        if what == "phase":
            now = Running(at if value == Phase.OPEN else None)
        elif what != "adjust":
            continue
        elif value["round"] == now.round:
            now = replace(now, extra=value["extra"])
        else:
            now = Running(at, value["round"], value["extra"])
    return now


def _round(said: Any, where: str) -> Round:
    _fields(said, Round, where)
    if not isinstance(said["who"], str) or said["who"] not in WHO:
        raise SpecError(f"{where}: who must be one of {', '.join(WHO)}, not {reprlib.repr(said['who'])}.")
    return Round(
        key=_key(said, "key", where),
        title=_line(said, "title", LONGEST_NAME, where),
        minutes=_minutes(said["minutes"], where),
        who=said["who"],
        say=_line(said, "say", LONGEST_LINE, where),
        facilitator=_line(said, "facilitator", LONGEST_LINE, where),
    )


def _fields(said: Any, form: type, where: str) -> None:
    """Refuse what does not have exactly the fields of the dataclass *form*: a misspelt one would be lost."""
    wanted = set(form.__dataclass_fields__)  # type: ignore[attr-defined]
    found = set(said) if isinstance(said, dict) else set()
    if missing := sorted(wanted - found):
        raise SpecError(f"{where} does not say: {', '.join(missing)}. Add a line for each.")
    if odd := sorted(found - wanted):
        raise SpecError(f"{where} says what nobody reads: {reprlib.repr(odd)}. Take it out or mend its name.")


def _line(said: Mapping[str, Any], name: str, longest: int, where: str) -> str:
    text = said[name]
    if not isinstance(text, str) or not (line := " ".join(plain_text(text).split())):
        raise SpecError(f"{where}: {name} is empty. Give it some words.")
    if len(line) > longest:
        raise SpecError(f"{where}: {name} has {len(line)} letters. Use {longest} or fewer.")
    return line


def _list(said: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    if not isinstance(said[name], list):
        raise SpecError(f'{where}: {name} must be a list of texts, such as ["presenter", "helpers"].')
    return tuple(_line({name: text}, name, LONGEST_LINE, where) for text in said[name])


def _key(said: Mapping[str, Any], name: str, where: str) -> str:
    key = said[name]
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise SpecError(f"{where}: {name} must be small letters, digits and dashes, a letter first.")
    return key


def _minutes(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_MINUTES:
        said = reprlib.repr(value)
        raise SpecError(f"{where}: minutes must be a whole number from 1 to {MOST_MINUTES}, not {said}.")
    return value
