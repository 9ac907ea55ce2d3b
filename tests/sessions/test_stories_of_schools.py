"""Stories leave one school as a file, are read by another, and stand there as cards with notes of schools."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
from meeting import Meeting, meeting_of

from plckit.domain.artefacts import Artefact
from plckit.sessions import passing_on
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing import an_activity, utc_now

STORY = {
    "puzzle": "Why do some students stop at the first hard step?",
    "change": "They drew the sum first",
    "evidence": "18 of 26 went on, 9 before",
    "learned": "A drawing is a way in",
    "borrow": "A strip of paper",
    "share": "schools",
}


def kept(store: Store, community: str, **content: str) -> Artefact:
    """Keep a story of a community."""
    made = Artefact(
        *(str(uuid.uuid4()), 1, community, "story", 1, None, "enquiry-share", "", "", utc_now()),
        *("named", [], False, {**STORY, **content}),
    )
    store.write(lambda tx: tx.artefacts.add(made)).result()
    return made


def file_of(store: Store, community: str) -> bytes:
    """Return the file of a community's stories for other schools."""
    found = store.read(lambda tx: tx.artefacts.versions(community)).result()
    return passing_on.as_file(community, passing_on.for_other_schools(found), community).encode()


@pytest.fixture
def walk(store: Store) -> Meeting:
    return meeting_of(store, an_activity("gallery_walk", "walk"))


def test_only_what_its_authors_let_go_leaves_a_school(store: Store) -> None:
    """What is for the team or the school alone is not in the file, nor an earlier version that was."""
    kept(store, "Hill", puzzle="Ours alone", share="team")
    kept(store, "Hill", puzzle="Our school's", share="school")
    kept(store, "Hill")
    told = json.loads(file_of(store, "Hill"))["artefacts"]
    assert [(one["content"]["puzzle"], one["group"]) for one in told] == [(STORY["puzzle"], "Hill")]


def test_another_school_reads_the_file_and_walks_along_the_cards(walk: Meeting, tmp_path: Path) -> None:
    """A note stands on its card with the school it is from; who wrote it does not."""
    hill = open_store(f"sqlite:///{tmp_path / 'hill.db'}")
    kept(hill, "Hill School")
    content = file_of(hill, "Hill School")
    hill.close()
    found = passing_on.from_file(content, utc_now())
    take_in = (passing_on.take_in, walk.session.community, found)
    assert walk.store.write(*take_in).result() == 1
    assert walk.store.write(*take_in).result() == 0, "reading a file twice brings nothing new"
    ana, ben = walk.people("Ana", "Ben")
    [card] = walk.group("walk", ana)["cards"]
    assert (card["school"], card["text"]) == ("Hill School", STORY["puzzle"])
    walk.put(ana, "walk", "Bay College", "school")
    walk.put(ana, "walk", {"card": card["id"], "sort": "try", "text": "Drawing in Year 7"}, "note-0001")
    walk.put(ben, "walk", {"card": card["id"], "sort": "offer", "text": "Paper"}, "note-0002")
    [board] = walk.group("walk")["boards"]
    assert board["title"] == f"Hill School: {STORY['puzzle']}"
    assert {pile["title"]: pile["notes"] for pile in board["piles"]} == {
        "I want to try": ["Drawing in Year 7 (Bay College)"],
        "I can offer": ["Paper"],
    }
    assert "Ana" not in json.dumps(walk.group("walk"))


def test_without_stories_the_walk_says_where_they_come_from(walk: Meeting) -> None:
    """Nobody meets an empty shelf without a word; whoever leads reads it before the walk is opened."""
    assert walk.group("walk")["cards"] == []
    walk.phase("walk", "waiting")
    assert walk.group("walk", walk.leader)["stories"] == 0
