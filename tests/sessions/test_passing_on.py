"""One file for another plckit: it comes back as it went, and nothing that is not ours gets in."""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plckit.domain.artefact_dictionary import TYPES
from plckit.domain.artefact_types import ArtefactType, Form, text, texts
from plckit.domain.artefacts import Artefact, current
from plckit.errors import BadValue
from plckit.sessions import artefacts, passing_on
from plckit.store.database import Store
from plckit.testing import NAME, utc_now

AT = "2027-03-16T15:00:00.000+00:00"
NOW = "2027-03-20T15:00:00.000+00:00"
OLD = Path(__file__).with_name("artefacts_schema_1.json")
GOAL = {"said": "More students will solve equations.", "texts": [], "goal": {"cut": "8", "was": 13}}
VALUES: dict[Form, Callable[[Any], Any]] = {
    Form.TEXT: lambda one: f"{one.title}: {NAME}",
    Form.TEXTS: lambda one: [one.title, "two\nlines"],
    Form.ROWS: lambda one: [{key: f"{title} 李" for key, title in one.columns.items()}],
    Form.CHOICE: lambda one: next(iter(one.choices)),
    Form.RECORD: lambda one: (
        GOAL if one.key == "goal" else {"said": "3 answers: “Yes” 3.", "n": 3, "share": 0.5}
    ),
}


def an_artefact(kind: str, version: int = 1, **more: Any) -> Artefact:
    """Return an artefact of that kind with something in every field."""
    content = {one.key: VALUES[one.form](one) for one in TYPES[kind].fields}
    made = Artefact(
        str(uuid.uuid4()), version, "Ours", kind, 1, None, "a-workbook", "0f" * 32, "", AT, "named",
        ["becoming.issue.1", "dufour.reading.*"], True, content,
    )  # fmt: skip
    return replace(made, **more)


def taken_in(store: Store, community: str, found: list[Artefact]) -> int:
    return store.write(passing_on.take_in, community, found).result()


def all_of(store: Store, community: str) -> list[Artefact]:
    return store.read(lambda tx: tx.artefacts.versions(community)).result()


def a_file(*listed: Any, **more: Any) -> bytes:
    """Return a file with these artefacts, its head changed as asked."""
    head = {"format": passing_on.FORMAT, "version": 1, "community": "Ours", **more}
    return json.dumps({**head, "artefacts": list(listed)}).encode()


def told(sort: str = "charter", **more: Any) -> dict[str, Any]:
    """Return what a file says of an artefact, changed as asked."""
    return {**json.loads(passing_on.as_file("Ours", [an_artefact(sort)]))["artefacts"][0], **more}


def test_every_sort_comes_back_as_it_went(store: Store) -> None:
    """A school moves to another computer and opens its next meeting as if nothing had happened."""
    made = [an_artefact(kind) for kind in TYPES]
    made.append(replace(made[0], version=2, at=NOW))
    written = passing_on.as_file("Ours", made)
    found = passing_on.from_file(written.encode(), NOW)
    assert taken_in(store, "Ours", found) == len(made)
    assert artefacts.card(made[list(TYPES).index("story")])["fields"][-1]["value"] == "Our team"
    back = {(one.id, one.version): one for one in all_of(store, "Ours")}
    for one in made:
        team = {field.key for field in TYPES[one.kind].fields if field.team}
        content = {key: value for key, value in one.content.items() if key not in team}
        assert back[one.id, one.version] == replace(one, content=content)
    assert passing_on.as_file("Ours", [back[one.id, one.version] for one in made]) == written


def test_what_is_for_the_team_only_stays() -> None:
    """Codes of students are for the team that teaches them, not for a file that goes round."""
    names = {field.key for kind in TYPES.values() for field in kind.fields if field.team}
    assert names
    written = json.loads(passing_on.as_file("Ours", map(an_artefact, TYPES)))
    assert not [
        one for one in written["artefacts"] if one["content"].keys() & names and one["kind"] != "charter"
    ]
    alone = an_artefact("support-plan", content={"help": [{"who": "S1"}]})
    assert json.loads(passing_on.as_file("Ours", [alone]))["artefacts"] == []


def test_reading_a_file_twice_changes_nothing(store: Store) -> None:
    """Whoever is not sure whether it worked presses once more."""
    found = passing_on.from_file(a_file(told(), told("story")), NOW)
    assert [taken_in(store, "Ours", found) for _ in range(2)] == [2, 0]
    assert len(all_of(store, "Ours")) == 2


def test_two_communities_of_one_server_each_have_their_own(store: Store) -> None:
    """A story that was borrowed can be revised without changing the lender's."""
    found = passing_on.from_file(a_file(told("story")), NOW)
    assert [taken_in(store, name, found) for name in ("Ours", "Theirs", "Theirs")] == [1, 1, 0]
    theirs = all_of(store, "Theirs")[0]
    assert theirs.id != all_of(store, "Ours")[0].id
    other = {**theirs.content, "learned": "Something else"}
    store.write(artefacts.revise, "Theirs", theirs.id, 1, other, NOW).result()
    assert all_of(store, "Ours")[0].version == 1
    assert taken_in(store, "Theirs", found) == 0


def test_an_id_that_was_taken_on_purpose_joins_no_two_communities(store: Store) -> None:
    """Whoever knows which id a borrowed card will get can put another one there first."""
    [card] = passing_on.from_file(a_file(told("story")), NOW)
    there = replace(card, id=str(uuid.uuid5(uuid.UUID(card.id), "Theirs")), version=3)
    for community, one in (("Ours", card), ("Elsewhere", there), ("Theirs", card)):
        assert taken_in(store, community, [one]) == 1
    [found] = all_of(store, "Theirs")
    assert found.id not in (card.id, there.id)
    assert all_of(store, "Elsewhere") == [replace(there, community="Elsewhere")]
    assert taken_in(store, "Theirs", [card]) == 0


def test_what_an_older_plckit_saved_is_read_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file lies in a drawer for years: fields that got another name since then are found under it."""
    later = ArtefactType(
        "charter",
        "Ground rules",
        (
            text("aim", "Why we meet", must=True),
            text("added", "Added since", must=True),
            texts("lines", "Lines"),
        ),
        schema=2,
        renamed={1: {"purpose": "aim"}},
    )
    monkeypatch.setitem(TYPES, "charter", later)
    charter, story = passing_on.from_file(OLD.read_bytes(), NOW)
    assert (charter.schema, charter.content) == (2, {"aim": "Every student is known by somebody."})
    assert current(story)["share"] == "schools"
    with pytest.raises(BadValue, match="from a newer plckit"):
        passing_on.from_file(a_file(told("story", schema=2)), NOW)


ROW = {"rule": "We listen", "looks_like": "Nobody is cut off", "we_say": "Hold on"}
REFUSED = {
    "not JSON": b"rules",
    "not text": b"\xff\xfe\x00",
    "another file": b'{"format": "notebook"}',
    "nested": b"[" * 100_000,
    "a number without end": a_file(told("trust-reading", content={"reading": {"said": "x", "n": 1}})).replace(
        b'"n": 1', b'"n": 1e999'
    ),
    "too large": b" " * (passing_on.LARGEST + 1),
    "newer": a_file(version=2),
    "no list": a_file() .replace(b"[]", b"{}"),
    "no artefact": a_file(5),
    "a part too many": a_file(told(session="x")),
    "no such sort": a_file(told(kind="gossip")),
    "odd id": a_file(told(id="../../x")),
    "true for one": a_file(told(version=True)),
    "tomorrow": a_file(told(at="2031-01-01T00:00:00.000+00:00")),
    "no day": a_file(told(at="yesterday")),
    "no such label": a_file(told(see="everybody")),
    "an unknown part": a_file(told(content={"rules": [ROW], "gossip": "x"})),
    "a number for words": a_file(told(content={"rules": [ROW], "purpose": 5})),
    "an odd column": a_file(told(content={"rules": [{**ROW, "who": "x"}]})),
    "too long": a_file(told(content={"rules": [ROW], "purpose": "x" * 1001})),
    "too many": a_file(told(content={"rules": [ROW] * 13})),
    "empty": a_file(told(content={})),
    "no such choice": a_file(told("story", content={"share": "all"})),
    "for the team": a_file(told("data-story", content={"codes": ["S1"]})),
    "a record without words": a_file(told("trust-reading", content={"reading": {"n": 1}})),
    "a goal that is none": a_file(told("team-compass", content={"goal": {**GOAL, "goal": {"was": "y"}}})),
    "a long record": a_file(told("trust-reading", content={"reading": {"said": "x" * 20_001}})),
}  # fmt: skip


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_not_ours_is_refused_in_a_sentence(content: bytes) -> None:
    """The sentence says that nothing was kept, and why."""
    with pytest.raises(BadValue, match=r"^Nothing was read from the file: [^\n]+\.$"):
        passing_on.from_file(content, NOW)


def test_half_a_file_is_not_kept(store: Store) -> None:
    """The second of two does not fit what is here, so the first does not come in either."""
    here = an_artefact("charter")
    assert taken_in(store, "Ours", [here]) == 1
    clash = replace(an_artefact("story"), id=here.id, version=2)
    with pytest.raises(BadValue, match="as another sort"):
        taken_in(store, "Ours", [an_artefact("glossary"), clash])
    assert all_of(store, "Ours") == [here]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(sorted({one.key for kind in TYPES.values() for one in kind.fields}))


@given(
    parts=st.dictionaries(st.sampled_from(sorted(passing_on.CHECKS)), JSON, max_size=3),
    content=st.dictionaries(FIELDS, JSON | st.lists(st.dictionaries(st.just("rule"), JSON)), max_size=3),
    kind=st.sampled_from(sorted(TYPES)),
)
@settings(max_examples=50)
@example(parts={"version": 10**400}, content={}, kind="charter")
@example(parts={}, content={"reading": {"said": "\ud800", "x": 10**400}}, kind="trust-reading")
def test_no_file_does_anything_but_come_in_or_be_refused(
    parts: dict[str, Any], content: dict[str, Any], kind: str
) -> None:
    """Anybody can send a facilitator a file."""
    fits = {one.key: value for one in TYPES[kind].fields if (value := content.get(one.key)) is not None}
    for one in (told(kind, **parts), told(kind, content=content), told(kind, content=fits), parts):
        found = []
        with contextlib.suppress(BadValue):
            found = passing_on.from_file(a_file(one), NOW)
        written = passing_on.as_file("Ours", found)
        assert passing_on.from_file(written.encode(), NOW) == found
        json.dumps([artefacts.card(version) for version in found], allow_nan=False).encode()


@given(JSON)
def test_no_json_at_all_is_read(anything: Any) -> None:
    """A settings file, a notebook, somebody's joke."""
    with pytest.raises(BadValue):
        passing_on.from_file(json.dumps(anything).encode(), NOW)


@pytest.mark.parametrize(
    ("community", "name"),
    [("Year 9 team", "year-9-team"), ("Équipe / maths", "equipe-maths"), ("李", "community")],
)
def test_a_file_has_a_name_that_every_computer_takes(community: str, name: str) -> None:
    """Slashes and quotes in a name end up elsewhere, or nowhere."""
    assert passing_on.file_name(community) == f"plckit-{name}.json"


def test_nothing_is_newer_than_now() -> None:
    """The moment of a version orders them all, so none may claim tomorrow."""
    assert passing_on.from_file(a_file(told(at=utc_now())), utc_now())
