"""Results on the screens of a room when something changes: who is in it, who agreed, what was deleted."""

from __future__ import annotations

import uuid
from typing import Any

import pandas as pd
import pytest
from meeting import Meeting, meeting_of

from plckit import data
from plckit.data import kept
from plckit.domain.artefacts import Artefact
from plckit.domain.datasets import Dataset
from plckit.sessions import results
from plckit.store.database import Store
from plckit.testing import a_session, an_activity, utc_now

STATUS = {"S-0001.O1": "not_yet", "S-0002.O1": "nearly"}
SHUT = "stays shut until everybody"


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """A meeting with charts, a class view behind a question, and students whose needs are piled."""
    return meeting_of(
        store,
        an_activity("choice", "agree", options={"yes": "Yes", "no": "No"}, see="private", reason="Why?"),
        an_activity("data_chart", "classes", chart="classes", agreed="agree", most=0),
        an_activity("data_chart", "among", chart="scores", see="group"),
        an_activity("status_grid", "status"),
        an_activity("pile_board", "needs", notes="status", most=0, see="named"),
        an_activity("artefact_view", "plan", artefact="support-plan", fields=[]),
        an_activity("data_chart", "support", chart="support"),
    )


def loaded(meeting: Meeting) -> Dataset:
    """Keep a check of 24 students in two classes."""
    rows = [
        {
            **{"student_code": f"S-{n:04}", "class_code": f"CLASS-{n % 2}", "item_id": f"Q{q}"},
            **{"outcome_id": "O1", "points": float(n * q % 3 > 0), "max_points": 1.0, "status": "scored"},
        }
        for n in range(24)
        for q in (1, 2, 3)
    ]
    about = {
        **{"title": "Check", "what": "results", "day": "2027-05-01", "students": 24, "synthetic": False},
        **{"purpose": "A test", "audience": "Tests", "delete_by": "2099-01-01"},
    }
    content = kept.dumps(data.from_frame(pd.DataFrame(rows)))
    job = meeting.store.write(results.keep, meeting.session.community, about, content, utc_now())
    return job.result()


def use(meeting: Meeting, audience: str, now: Dataset) -> None:
    """Say who is in the room."""
    job = meeting.store.write(results.use, meeting.leader, {"now": now.id}, audience, utc_now())
    job.result()


def is_open(meeting: Meeting) -> bool:
    """Return whether the class view is open, on every screen alike."""
    seen = {str(meeting.group("classes", seat)) for seat in (meeting.projector, meeting.leader)}
    assert len(seen) == 1
    told = seen.pop()
    assert (SHUT in told) != ("CLASS-0" in told)
    return "CLASS-0" in told


def test_each_person_here_agrees_for_herself(meeting: Meeting) -> None:
    """Neither a reason, nor who has left, nor a second tab says yes for somebody else (rule R1)."""
    use(meeting, "team", loaded(meeting))
    ana, ben = meeting.people("Ana", "Ben")
    meeting.put(ana, "agree", "yes")
    meeting.put(ana, "agree", "yes", "reason")
    assert not is_open(meeting)
    meeting.put(ben, "agree", "yes")
    assert is_open(meeting)
    (cy,) = meeting.people("Cy")
    assert not is_open(meeting), "who comes later was not asked yet"
    meeting.ask("remove", person=ana.id)
    assert not is_open(meeting), "the yes of who has left is nobody's"
    meeting.put(cy, "agree", "yes")
    assert is_open(meeting)
    meeting.put(ben, "agree", "no")
    assert not is_open(meeting)
    meeting.ask("remove", person=ben.id)
    assert is_open(meeting)


def test_when_others_come_in_nothing_of_single_students_stays(store: Store, meeting: Meeting) -> None:
    """Not in a group's chart, in counts, on cards of another activity, large on the wall, or in an export."""
    from plckit.analysis import OpenSession

    now = loaded(meeting)
    use(meeting, "team", now)
    people = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random", size=2)
    for entry, status in STATUS.items():
        meeting.put(people[0], "status", {"status": status}, entry)
    light = next(one for one in meeting.ask("entries", activity="status") if one["text"] == "Not yet")
    meeting.ask("light", activity="status", entry=light["id"])
    assert "S-0001 · O1" in meeting.heard(meeting.projector)
    assert "score:" in str(meeting.group("among", people[1]))
    use(meeting, "outside", now)
    assert meeting.group("status")["hidden"] == "Single students are shown to their own team only."
    assert meeting.group("needs")["cards"] == []
    assert meeting.page_of(meeting.projector)["room"]["light"] is None
    for seat in (people[1], meeting.projector, meeting.leader):
        assert "S-000" not in meeting.heard(seat)
    assert "score:" not in str(meeting.group("among", people[1]))
    assert "S-000" not in OpenSession(meeting.session.code, store.url).answers().to_string()
    use(meeting, "team", now)
    assert "S-0001 · O1" in meeting.heard(meeting.projector)


def test_deleted_results_leave_the_screens_of_groups(meeting: Meeting) -> None:
    """Also where a chart stays inside a group."""
    now = loaded(meeting)
    use(meeting, "team", now)
    ana, _ = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random", size=2)
    assert "rows" in meeting.group("among", ana)["picture"]
    meeting.store.write(results.delete, meeting.session.community, now.id, utc_now()).result()
    assert "were deleted" in meeting.group("among", ana)["picture"]["wait"]


def plan(meeting: Meeting, day: str, code: str, synthetic: bool) -> None:
    """Keep a support plan of an earlier session of the community."""
    content: dict[str, Any] = {
        "help": [{"who": code, "what": "Bar models", "when": "Monday", "check": "Friday"}],
        "status": {"said": "1 mark.", "status": {f"{code}.{n}": "not_yet" for n in ("O1", "O2")}},
        "tests": {"said": "4 of 4"},
    }
    earlier = a_session(meeting.store, meeting.page, community=meeting.session.community)
    about = (
        meeting.session.community,
        "support-plan",
        1,
        earlier.id,
        "08",
        "",
        "",
        f"{day}T10:00",
        "named",
        [],
    )
    artefact = Artefact(str(uuid.uuid4()), 1, *about, synthetic, content)
    meeting.store.write(lambda tx: tx.artefacts.add(artefact)).result()


def test_what_is_the_teams_own_is_not_on_a_card_for_others(meeting: Meeting) -> None:
    """The plan names students by code; where nobody has said who is in the room, others may be (rule P2)."""
    plan(meeting, "2027-03-01", "S-0001", synthetic=False)
    told = meeting.group("plan")["card"]["fields"]
    assert "S-0001" not in str(told)
    assert next(one["value"] for one in told if one["title"] == "The four tests")["said"] == "4 of 4"
    assert "For the team only" in str(told)
    now = loaded(meeting)
    use(meeting, "team", now)
    assert "S-0001" in str(meeting.group("plan"))
    use(meeting, "outside", now)
    assert "S-0001" not in meeting.heard(meeting.projector)


def test_made_up_plans_and_real_ones_do_not_meet(meeting: Meeting) -> None:
    """A chart is SYNTHETIC or the team's own, never both (rule P11)."""
    for number in range(6):
        plan(meeting, f"2027-03-0{number + 1}", f"S-100{number}", synthetic=True)
        plan(meeting, f"2027-04-0{number + 1}", f"S-200{number}", synthetic=False)
    use(meeting, "team", loaded(meeting))
    picture = str(meeting.group("support")["picture"])
    assert "Mar" not in picture
    assert "Apr" in picture
    assert "SYNTHETIC" not in picture
