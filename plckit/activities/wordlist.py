"""The words a room used, counted: near-twins together, small words left out, both changed by the room.

Deterministic and local: the same texts and the same choices give the same list on every machine. What is
left out and what is counted together stands beside the list, and the facilitator can change it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plckit.activities.base import Options, weighed
from plckit.charts import phrases, tally
from plckit.domain.entries import Tidy
from plckit.domain.texts import JOINERS
from plckit.errors import BadValue, SpecError

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ALIKE = 86  # of 100, by rapidfuzz's ratio: learning and learnings are, quiet and quite are not
SHORTEST_TWIN = 5
MOST_SHOWN = 15
MOST_CHANGES = 200
LONGEST_WORD = 60  # what is longer is not in the list, so whatever is in it can be left out
MOST_TWINS = 500  # so many words of one first letter are looked through: one vandal must not slow the room

SMALL_WORDS = frozenset(
    """a about after all also am an and any are as at be because been but by can could did do does for from
    get had has have he her him his how i if in into is it it's its just like me more my no not of on one or
    our out she so some than that the their them then there these they this those to too up us very was we
    were what when which who will with would you your""".split()
)

CHANGES = ("leave_out", "back", "apart", "together")


@dataclass(frozen=True)
class Counted:
    """One line of the list: the word as most wrote it, how many people, and the other ways it was written."""

    word: str
    people: int
    forms: tuple[str, ...]


def options(words: bool, leave_out: Iterable[str]) -> dict[str, Any]:
    """Return the options for a list of words; raise SpecError."""
    if not words:
        return {}
    if not isinstance(leave_out, list | tuple | set) or not all(isinstance(word, str) for word in leave_out):
        raise SpecError("leave_out must be a list of words.")
    return {"words": True, "leave_out": _keys(leave_out), "back": [], "apart": [], "together": {}}


def adjust(given: Any) -> dict[str, Any]:
    """Return what a facilitator changed: words to leave out, to bring back, to count apart or together."""
    together = given.get("together", {}) if isinstance(given, dict) else None
    if not isinstance(together, dict) or set(given) - set(CHANGES):
        raise BadValue("That is not a change of the list of words. Reload the console and try again.")
    pairs = zip(_words(list(together)), _words(list(together.values())), strict=True)
    changed: dict[str, Any] = {name: sorted(set(_words(given.get(name, [])))) for name in CHANGES[:3]}
    return {**changed, "together": {word: head for word, head in pairs if word != head}}


def count(texts: Iterable[tuple[str, str]], options: Options) -> tuple[list[Counted], list[str]]:
    """Return the list, most people first, and the words that were left out; *texts* are (who, text)."""
    left_out = (SMALL_WORDS | set(options["leave_out"])) - set(options["back"])
    together, forms = options["together"], defaultdict[str, set[str]](set)
    who_wrote: defaultdict[str, set[str]] = defaultdict(set)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for who, text in texts:
        for found in _found(text):
            form = _key(found)
            if len(form) > LONGEST_WORD:
                continue
            key = together.get(form, form)
            who_wrote[key].add(who)
            forms[key].add(form)
            written[key][found if form == key else key] += 1
    kept = sorted((key for key in who_wrote if key not in left_out), key=lambda k: (-len(who_wrote[k]), k))
    heads: dict[str, list[str]] = {}
    begun: defaultdict[str, list[str]] = defaultdict(list)
    for key in kept:
        twin = None if key in options["apart"] else _twin(key, begun[key[0]])
        heads.setdefault(twin or key, []).append(key)
        if not twin and len(key) >= SHORTEST_TWIN and len(begun[key[0]]) < MOST_TWINS:
            begun[key[0]].append(key)
    lines = [
        Counted(
            _usual(written[head]),
            len(set().union(*(who_wrote[key] for key in keys))),
            tuple(sorted(set().union(*(forms[key] for key in keys)))),
        )
        for head, keys in heads.items()
    ]
    lines.sort(key=lambda line: (-line.people, line.word.casefold()))
    return lines, sorted(key for key in who_wrote if key in left_out)


def summary(texts: Sequence[tuple[str, str]], options: Options) -> dict[str, Any]:
    """Return rows, words and table of the list, and what was left out and counted together."""
    lines, left_out = count(texts, options)
    shown, people = lines[:MOST_SHOWN], len({who for who, _ in texts})
    rows = tally.rows([(line.word, line.people) for line in shown], people, len(lines) - len(shown))
    others = {line.word: [form for form in line.forms if form != _key(line.word)] for line in shown}
    said = [f"Left out: {', '.join(left_out)}."] if left_out else []
    said += [f"Counted as “{word}”: {', '.join(forms)}." for word, forms in others.items() if forms]
    return {
        "rows": rows,
        "words": "\n".join([tally.words(rows), *said]),
        "table": tally.table(rows),
        "list": {
            "shown": [
                {"word": line.word, "forms": line.forms, "others": others[line.word]} for line in shown
            ],
            "leftOut": left_out,
            "changed": {name: options[name] for name in CHANGES},
        },
    }


def tidy(texts: Sequence[tuple[str, str]], options: Options) -> list[Tidy]:
    """Return one row a word with the number of people, as the room sees it; not the sentences."""
    lines, _ = count(texts, options)
    return [Tidy(None, line.word, line.people, f"{line.people}") for line in lines[:MOST_SHOWN]]


def record(texts: Sequence[tuple[str, str]], options: Options) -> dict[str, Any]:
    """Return the words for an artefact, the most used first; not the sentences."""
    counts = {line.word: line.people for line in count(texts, options)[0][:MOST_SHOWN]}
    return weighed({word: word for word in counts}, counts, phrases.people(len({who for who, _ in texts})))


def figure() -> dict[str, Any]:
    """Return the bars without data."""
    from plckit.charts import figure

    return figure.figure(tally.chart())


def _twin(key: str, heads: list[str]) -> str | None:
    """Return the word of *heads*, which begin with the same letter, that is most like *key*, if one is."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, heads, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found and len(key) >= SHORTEST_TWIN else None


def _found(text: str) -> list[str]:
    """Return the words of a text. Marks belong to the letter before them: Hindi and Thai spell with them."""
    shape = ""
    for c in text:
        inside = shape.endswith("a") and (c in JOINERS or unicodedata.category(c)[0] == "M")
        shape += "a" if inside or unicodedata.category(c)[0] == "L" else c
    return [text[found.start() : found.end()] for found in WORD.finditer(shape)]


def _usual(written: Counter[str]) -> str:
    """Return the way most wrote it, small letters first where as many did."""
    return min(written, key=lambda form: (-written[form], form != form.casefold(), form))


def _words(given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) > MOST_CHANGES:
        raise BadValue(f"At most {MOST_CHANGES} words can be changed.")
    short = (isinstance(word, str) and len(word) <= LONGEST_WORD for word in given)
    if not all(short) or any(_found(word) != [word] for word in given):
        raise BadValue(f"Give single words of at most {LONGEST_WORD} letters, please.")
    return [_key(word) for word in given]


def _keys(words: Iterable[str]) -> list[str]:
    return sorted({_key(word) for word in words})


def _key(word: str) -> str:
    return word.casefold().replace("’", "'")
