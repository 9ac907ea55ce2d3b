# ruff: noqa: S101, PT017  (asserting is what this module is for)
"""What the Python half of every kind keeps, asked of one kind and its own example.

`check_kind` goes through example, options, answers, summaries and pictures, and last through a real store.
Imports hypothesis inside its functions only.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.domain.entries import BESIDE, Kind
from plckit.domain.visibility import SMALLEST_GROUP, About, See, among
from plckit.errors import BadValue, SpecError
from plckit.notebook import make_spec
from plckit.sessions.supplying import SUPPLIES
from plckit.testing import pictures, rooms

People = Sequence[Mapping[str, Any]]

# What a browser may send instead of a value. None (taken back) and words are left out: kinds may take them.
NONSENSE: tuple[Any, ...] = (
    True,
    False,
    -1,
    10**30,
    10**5000,
    0.5,
    float("nan"),
    float("inf"),
    {},
    {"": []},
    {"text": ["x"]},
    {"text": {}, "sort": []},
    {"text": "x", "sort": {}},
    {"now": "5"},
    {"now": True, "want": float("nan")},
    [[]],
    [[["x"]]],
    [{}],
    [None],
    ["no-such-choice"] * 100,
    "\ud800",
    "x" * 1_000_000,
)

RIGHT_TO_LEFT = "أفكار للقاء القادم"
JOINED = "👩🏽‍🏫 ❤️"

# What an author may write instead of an option.
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    0.5,
    "",
    " \u200b",
    "x" * 300,
    RIGHT_TO_LEFT,
    JOINED,
    [],
    {},
    [None],
    [5],
    [[]],
    ["", "x"],
    ["x", "x"],
    ["x", " x\u200b"],
    ["x" * 300, "y"],
    [RIGHT_TO_LEFT, JOINED],
    [f"Line {number}" for number in range(200)],
    {"a": None, "b": "x"},
    {"a": "x", "b": "x"},
    {5: "x", "b": "y"},
    {None: "x"},
    {"Not A Key": "x", "b": "y"},
    {f"line-{number}": f"Line {number}" for number in range(200)},
    {"a": RIGHT_TO_LEFT, "b": JOINED},
    object(),
)


def check_kind(
    kind: Kind, good: Sequence[tuple[str, Any]] | None = None, options: Mapping[str, Any] | None = None
) -> None:
    """Assert what the rest of plckit relies on, with the kind's example and what else is given.

    *good* are further (entry id, value) pairs that the kind must take; with *options* they are tried instead
    of the example, since its answers need not fit. Raises AssertionError with a sentence.
    """
    _example(kind)
    given = dict(kind.example["options"] if options is None else options)
    people: list[Mapping[str, Any]] = [] if options is not None else list(kind.example["people"])
    people += [{entry: value} for entry, value in good or ()]
    assert people or not kind.asks, "with options of your own, give values that the kind takes with them"
    _options(kind, given)
    checked = kind.options(**given)
    _visibility(kind, given)
    _adjusting(kind, checked)
    if kind.asks:
        _parsing(kind, checked, people)
        _inventions(kind, checked, people)
        pictures.check(kind, given, people)
    else:
        _takes_nothing(kind, checked)
    rooms.check(kind, given, people)


def examples(kind: Kind) -> list[tuple[str, Any]]:
    """Return the (entry id, value) pairs of a kind's example, person after person."""
    return [pair for answers in kind.example["people"] for pair in answers.items()]


def as_stored(value: Any) -> Any:
    """Return a value as the database gives it back; assert that it can be kept there."""
    try:
        return json.loads(json.dumps(value, allow_nan=False, ensure_ascii=False).encode())
    except (TypeError, ValueError) as error:
        raise AssertionError(f"{_short(value)} cannot be kept: {error}") from error


def _example(kind: Kind) -> None:
    """Hold that the example is whole: the gallery shows it, and every test below puts it in."""
    name, example = kind.name, kind.example
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name), f"{name!r} cannot be the name of a function in a workbook"
    assert set(example) - {"supplied"} == {"prompt", "options", "people"}, (
        f"{name}: example is prompt, options and people, and what it is supplied with besides"
    )
    assert kind.works_on in {"", *SUPPLIES}, f"{name}.works_on is none of {', '.join(SUPPLIES)}"
    make_spec(kind, "checked", example["prompt"], **example["options"])
    assert isinstance(kind.asks, bool)
    assert kind.see in See, f"{name}.see is no visibility mode"
    assert kind.about in About, f"{name}.about is neither views nor ideas"
    assert inspect.getdoc(type(kind)), f"help({name}) says nothing"
    assert inspect.getdoc(kind.options), f"help({name}) does not say which options there are"
    options, people = kind.options(**example["options"]), example["people"]
    if not kind.asks:
        assert not people, f"{name} asks nothing, so nobody answers in its example"
        return
    least = SMALLEST_GROUP if kind.about is About.VIEWS else 1
    assert len(people) >= least, f"{name}: the example needs {least} people, or its summary stays hidden"
    for entry, value in examples(kind):
        assert entry not in BESIDE, f"{name}: the ids {sorted(BESIDE)} are for what stands beside an answer"
        assert kind.parse(options, entry, value) is not None, f"{name} takes its example {value!r} back"


def _options(kind: Kind, given: Mapping[str, Any]) -> None:
    """Hold that an author who writes nonsense reads a sentence with the remedy under the cell."""
    assert as_stored(kind.options(**given)) == kind.options(**given), (
        f"{kind.name}: options must be JSON with text keys and no tuples, since pages are stored"
    )
    for name, parameter in inspect.signature(kind.options).parameters.items():
        assert parameter.kind is parameter.KEYWORD_ONLY, f"{kind.name}: {name} must be a keyword"
        assert name not in ("key", "prompt", "see", "about", "hint", "reason"), (
            f"{kind.name}: every activity has {name} already; call the option something else"
        )
        for odd in (*ODD, *_changed(given.get(name))):
            try:
                kept = kind.options(**{**given, name: odd})
            except SpecError as error:
                _is_remedy(kind, name, odd, str(error))
            except Exception as error:
                raise AssertionError(f"{kind.name}: {name}={_short(odd)} ends in {error!r}") from error
            else:
                as_stored(kept)
    for name in given:
        _keeps_letters(kind, given, name)


def _changed(value: Any) -> list[Any]:
    """Return an option that is well formed but for one line: empty, twice, too long, too many."""
    bad: tuple[Any, ...] = (None, 5, "", "x" * 300)
    if isinstance(value, Mapping) and value:
        first = next(iter(value))
        more = {f"more-{number}": f"More {number}" for number in range(200)}
        return [{**value, first: line} for line in (*bad, list(value.values())[-1])] + [{**value, **more}]
    if isinstance(value, list) and value:
        return [[line, *value[1:]] for line in (*bad, value[-1])] + [value * 200, tuple(value)]
    return [*bad, value] if isinstance(value, str) else []


def _keeps_letters(kind: Kind, given: Mapping[str, Any], name: str) -> None:
    """Hold that letters from right to left and emoji with joiners stay as they were written.

    An option that takes no words of any language is a name from a list, or several, and not a text.
    """
    for text in (RIGHT_TO_LEFT, JOINED):
        value = given[name]
        lines = value.values() if isinstance(value, Mapping) else [value]
        if not all(isinstance(line, str) for line in lines) or not _takes_words(kind, given, name):
            continue
        said = json.dumps(kind.options(**{**given, name: _reworded(value, text)}), ensure_ascii=False)
        assert text in said, f"{kind.name}: {name} does not keep {text}"


def _reworded(value: Any, text: str) -> Any:
    """Return an option with other words: of a mapping those of its first line."""
    return {**value, next(iter(value)): text} if isinstance(value, Mapping) else text


def _takes_words(kind: Kind, given: Mapping[str, Any], name: str) -> bool:
    try:
        return bool(kind.options(**{**given, name: _reworded(given[name], "A few words")}))
    except SpecError:
        return False


def _is_remedy(kind: Kind, name: str, odd: Any, text: str) -> None:
    where = f"{kind.name}: what {name}={_short(odd)} is refused with"
    assert text.rstrip().endswith("."), f"{where} does not end a sentence: {text!r}"
    assert len(text.split()) >= 5, f"{where} says too little: {text!r}"
    assert len(text) <= 600, f"{where} says too much: {text[:200]!r}…"


def _visibility(kind: Kind, given: Mapping[str, Any]) -> None:
    """Hold that every way of being seen is taken or refused in words; views are never live or named."""
    for see in See:
        for about in About:
            try:
                spec = make_spec(kind, "checked", "A question?", see=see, about=about, **given)
            except SpecError as error:
                _is_remedy(kind, "see", see, str(error))
                continue
            if not kind.asks:
                assert spec.see is See.PRIVATE
                continue
            guarded = see in (See.ANON_LIVE, See.NAMED) or among(see)
            assert about is About.IDEAS or not guarded
            assert see is not See.OPT_IN or not spec.charted, "a name beside a number unmasks others"


def _adjusting(kind: Kind, options: Mapping[str, Any]) -> None:
    """Hold that what a console sends is checked as what a browser sends."""
    for nonsense in (None, "", *NONSENSE, {"no-such-option": 1}, [*"ab"]):
        try:
            changed = kind.adjust(options, nonsense)
        except BadValue as error:
            assert str(error), f"{kind.name} refuses a change without a sentence"
            continue
        except Exception as error:
            raise AssertionError(f"{kind.name}: adjusting to {_short(nonsense)} ends in {error!r}") from error
        assert isinstance(as_stored(changed), dict), f"{kind.name}: a change is a dict of options"


def _parsing(kind: Kind, options: Mapping[str, Any], people: People) -> None:
    """Hold that what is kept stays as it is, that the rest gets a sentence, and that no id is unexpected."""
    name, most = kind.name, kind.most(options)
    assert most is None or (type(most) is int and most >= 1), f"{name}.most is {most!r}"
    for entry, value in (pair for answers in people for pair in answers.items()):
        kept = kind.parse(options, entry, value)
        assert kept is not None, f"{name} takes {value!r} back"
        assert as_stored(kept) == kept, f"{name}: the database gives {kept!r} back as something else"
        assert kind.parse(options, entry, kept) == kept, f"{name} changes what it has parsed"
        assert kind.parse(options, entry, None) is None, f"{name} does not take None back"
        for nonsense in NONSENSE:
            _refused_or_kept(kind, options, entry, nonsense)
        for odd in ("", " ", "\x00", "no-such-entry-\ud800", "x" * 64, entry + "\n"):
            assert not _refused_or_kept(kind, options, odd, value), f"{name} takes the entry id {odd!r}"
        if most is None:
            assert not _refused_or_kept(kind, options, "no-such-entry", value), (
                f"{name} takes any entry id, so `most` must say how many"
            )
    for answers in people:
        assert most is None or len(answers) <= most, f"{name}: one person has more than {most} entries"


def _inventions(kind: Kind, options: Mapping[str, Any], people: People) -> None:
    """Hold that whatever a browser sends becomes a value that stays as it is, or a sentence."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    said = sorted(_words([kind.example["options"], *people]))
    key = st.sampled_from(said or ["x"]) | st.text(max_size=8)
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | key
    values = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(key, inner, max_size=4),
        max_leaves=8,
    )
    slow = list(HealthCheck)  # a busy machine is no finding
    ids = sorted({entry for answers in people for entry in answers})
    entries = st.sampled_from([*ids, "answer", "abc-123"]) | st.text(max_size=64)

    @settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=slow)
    @given(entry=entries, value=values)
    def invented(entry: str, value: Any) -> None:
        _refused_or_kept(kind, options, entry, value)

    invented()


def _words(value: Any) -> set[str]:
    """Return every text in a value, keys too."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, Mapping):
        return {*map(str, value), *_words(list(value.values()))}
    return set().union(*map(_words, value)) if isinstance(value, Sequence) else set()


def _refused_or_kept(kind: Kind, options: Mapping[str, Any], entry: str, value: Any) -> bool:
    """Return whether a value was kept; assert that it stays as it is, or that it was refused in words."""
    try:
        kept = kind.parse(options, entry, value)
    except BadValue as error:
        assert 10 < len(str(error)) < 600, f"{kind.name} refuses {_short(value)} with {str(error)[:200]!r}"
        return False
    except Exception as error:
        raise AssertionError(f"{kind.name}: {_short(value)} in {entry!r} ends in {error!r}") from error
    assert as_stored(kept) == kept, f"{kind.name}: the database gives {_short(kept)} back as something else"
    assert kind.parse(options, entry, kept) == kept, f"{kind.name} keeps {_short(value)} unparsed"
    return True


def _takes_nothing(kind: Kind, options: Mapping[str, Any]) -> None:
    for value in (None, "words", *NONSENSE):
        assert not _refused_or_kept(kind, options, "answer", value), f"{kind.name} asks nothing but takes it"
    assert kind.figure(options) is None, f"{kind.name} asks nothing, so it has nothing to draw"


def _short(value: Any) -> str:
    try:
        text = repr(value)
    except ValueError:  # a number of more digits than Python writes
        return "a huge number"
    return text if len(text) < 80 else f"{text[:80]}…"
