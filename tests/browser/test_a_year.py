"""A year of one community: what each meeting leaves behind is there where the next one needs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from a_year import COMMUNITY, Year
from people import Person
from playwright.sync_api import expect
from running_server import Server

from plckit.sessions.supplying import cards

pytestmark = pytest.mark.browser
RULE, DECISION, PURPOSE, TIGHT = (
    "We listen to the end",
    "We will read one text a month, from May on.",
    "leave with a question of their own",
    "Everybody is in a team",
)
SAW, WONDERED = "Fractions are far below the rest", "Why do drawings help some and not others?"
CHANGE = {
    "what": "Bar models before any rule",
    "who": "Ana and Ben",
    "when": "Monday, first lesson",
    "sign": "They draw one unasked",
    "check": "2030-05-20",
}


@pytest.fixture
def year(tmp_path: Path, cache: Path, person: Callable[..., Person]) -> Iterator[Year]:
    """Serve the real workbooks."""
    workbooks = Path(__file__).parents[2] / "workbooks"
    with Server(tmp_path / "data", cache, "--workbooks", workbooks) as server:
        yield Year(server, person)


def test_what_a_meeting_leaves_behind_is_there_for_the_next(year: Year) -> None:
    """Fourteen meetings of the same six people; the server is restarted after each."""
    agrees_how_to_talk(year)
    reads(year)
    reviews_itself(year, first=True)
    decides(year)
    draws_the_line(year)
    sets_a_goal(year)
    looks_at_results(year)
    gives_time(year)
    link = enquires(year)
    adds_evidence(year, link)
    checks_in(year)
    makes_sense(year)
    meets_other_schools(year)
    reviews_itself(year, first=False)
    talks_in_private(year)
    is_followed(year)


def agrees_how_to_talk(year: Year) -> None:
    with year.meeting("Becoming a learning community") as room:
        room.at("Trust reading")
        lines = room.page.activity("trust").options["rows"]
        room.all_say("trust", **dict.fromkeys(lines, 4))
        room.reveals("trust")
        room.at("Draft the rules")
        words = {
            "ours__rule": RULE,
            "ours__looks_like": "Nobody talks over another",
            "ours__we_say": "Let her end",
        }
        room.says("rules", **words)
        room.reveals("rules")
        room.at("Why are we here?")
        room.all_say("purpose", answer="So that nobody teaches alone")
        room.reveals("purpose")
        room.at("Our ground rules")
        room.keeps("Our ground rules")
        room.keeps("Our trust reading")
        year.phone.sees(RULE)


def reads(year: Year) -> None:
    with year.meeting("Learn it together: one text, read in parts") as room:
        year.phone.sees(RULE)  # the rules stand on every opening screen
        room.at("Choose our text")
        room.says("text", answer="Fullan, M. (2005). Learning communities writ large, pp. 209–223")
        room.at("Teach each other")
        room.says("whole", ours__says="A community must outlive its leaders")
        room.at("Our words")
        room.says("term", answer={"term": "Wait time", "meaning": "A pause after a question", "example": ""})
        room.at("Does it fit here?")
        room.says("fit", ours__fits="In our team talks", ours__next="Visit another school")
        room.at("Better than now?")
        room.all_say("know-enough", answer="yes")
        room.reveals("know-enough")
        room.at("Our knowledge bank")
        room.keeps("For our knowledge bank")
        room.keeps("Our glossary")


def reviews_itself(year: Year, *, first: bool) -> None:
    with year.meeting("Where are we now? Five-attributes review") as room:
        room.at("The survey")
        room.all_say(
            "survey", **dict.fromkeys(room.page.activity("survey").options["rows"], 3 if first else 4)
        )
        room.reveals("survey")
        room.at("Now and where we want to be")
        rows = room.page.activity("now-and-want").options["rows"]
        room.all_say("now-and-want", **{row: {"now": 4, "want": 7} for row in rows})
        room.reveals("now-and-want")
        room.at("Then and now")
        if not first:
            year.phone.sees(re.compile("2 waves|Wave|wave"))
        room.at("Two dots")
        room.all_say("work-on-first", answer={"shared-practice": 2})
        room.at("Our five-attributes profile")
        room.keeps("Our five-attributes profile")


def decides(year: Year) -> None:
    with year.meeting("Finding our consensus") as room:
        room.at("Before we meet: the proposal")
        room.ask("adjust", activity="proposal", value={"sentence": DECISION})
        room.at("Voices-heard check")
        for key in ("heard", "say-back"):
            room.all_say(key, answer="yes")
            room.reveals(key)
        room.at("First hand vote")
        room.all_say("first-vote", answer="4")
        room.reveals("first-vote")
        room.at("Second hand vote and will check")
        room.all_say("last-vote", answer={"hand": "4", "sees": "yes"})
        room.reveals("last-vote")
        room.at("Say the result")
        voices = dict.fromkeys(room.page.activity("result").options["voices"], "heard")
        said = {"members": 6, "voices": voices, "result": "consensus", "reason": "All want it", "by": "Dee"}
        assert room.ask("declare", activity="result", said=said) == "Consensus"
        room.all_see("Consensus")
        room.at("What I will do")
        room.says("promise", answer={"will": "bring the first text", "by": "2030-05-02"})
        room.at("Our record")
        room.keeps("What we decided, and how")


def draws_the_line(year: Year) -> None:
    with year.meeting("Loose and tight: what we all hold to, what teams choose") as room:
        room.at("What we have already")
        year.phone.sees(DECISION)
        room.at("Our purpose line")
        room.all_say("line", answer="learn to ask a question")
        room.reveals("line")
        room.ask("adjust", activity="chosen", value={"sentence": PURPOSE})
        room.all_see(PURPOSE)
        room.at("Agree the tight list")
        room.says("tight", note0001={"text": TIGHT})
        tight = room.page.activity("tight")
        [card] = room.store.read(cards, room.session, tight).result()
        room.all_say("hands", **{card["id"]: "4"})
        room.reveals("hands")
        room.at("Our loose–tight map")
        room.keeps("Our loose–tight map", {"Why": "Nobody should plan alone"})
        room.all_see(PURPOSE)


def sets_a_goal(year: Year) -> None:
    with year.meeting("What must every student learn? Outcomes and team goal") as room:
        room.at("Our rules")
        year.phone.sees(RULE)
        room.at("Cut the list, and how we will know")
        room.row(
            "outcomes",
            {"outcome": "Add fractions", "task": "Four sums", "enough": "3 of 4", "date": "2030-05-08"},
        )
        room.at("Our question")
        room.says("our-question", answer="What do they do at the first hard step?")
        room.at("Our compass")
        room.keeps("Our team compass")


def looks_at_results(year: Year) -> None:
    with year.meeting("Data discussion: see, wonder, so what, now what") as room:
        room.at("Why we are here")
        year.phone.sees("What do they do at the first hard step?")
        room.at("Wonder")
        tag = next(iter(room.page.activity("wonder").options["tags"]))
        room.says("wonder", note0001={"text": WONDERED, "tag": tag})
        room.reveals("wonder")
        room.at("Now what")
        room.row("now-what", CHANGE)
        room.at("Our data story")
        room.keeps("Our data story", {"What we saw": SAW})


def gives_time(year: Year) -> None:
    with year.meeting("Time and support for every student") as room:
        room.at("Plan the help")
        help_row = {
            "who": "S-4K7Q: bottoms",
            "what": "Bar models, Ben",
            "when": "Tuesday, 15 min",
            "check": "2030-05-20",
        }
        room.row("help", help_row)
        room.at("Our support plan")
        room.keeps("Our support plan")


def enquires(year: Year) -> str:
    """Plan an enquiry; return Ana's own link for the weeks between."""
    with year.meeting("Enquiry: ask and plan") as room:
        room.at("What we know already")
        for words in (WONDERED, "A community must outlive its leaders"):
            year.phone.sees(words)
        room.at("Sharpen it, and choose")
        blanks = {
            "change": "they draw first",
            "who": "all of Year 9",
            "learn": "go on alone",
            "when": "30 May",
        }
        room.says("our-question", **blanks)
        room.at("Pick a way of learning")
        room.says("method", answer="classroom-action-enquiry")
        room.at("Our plan, and your own link")
        room.keeps("Our enquiry")
        page = year.phone.page
        page.get_by_role("button", name="Make my link").click()
        return page.get_by_label("Your link").input_value()


def adds_evidence(year: Year, link: str) -> None:
    """Between two meetings, without a session: only a link, and no seat."""
    page = year.phone.page
    page.context.clear_cookies()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("they draw first")
    page.get_by_label("What we did").fill("They drew before they wrote")
    page.get_by_label("What we saw").fill("Nine of them went on alone")
    page.get_by_label(re.compile("A number")).fill("9 of 26")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Nine of them went on alone")).to_be_visible()


def checks_in(year: Year) -> None:
    with year.meeting("Enquiry: check in") as room:
        room.at("What we tried")
        year.phone.sees(re.compile("they draw first"))
        room.at("Log it")
        year.phone.sees("Nine of them went on alone")
        room.at("Next turn")
        room.says("next", turn__shifted="They wait less", turn__change="They draw in pairs")
        room.at("What we keep")
        room.keeps("Our enquiry")


def makes_sense(year: Year) -> None:
    with year.meeting("Enquiry: make sense and share") as room:
        room.at("Before and after")
        year.phone.sees("Nine of them went on alone")
        room.at("What we can say")
        claim = {
            "claim": "More go on alone",
            "evidence": "9 of 26, then 18 of 26",
            "kind": "watching",
            "second": "none",
            "limits": "One class",
            "other": "Spring",
        }
        room.row("claims", claim)
        room.at("What we know now")
        room.says("known", answer="A drawing is a way in")
        room.at("One-page story")
        room.says("borrow", answer="A strip of paper a lesson")
        room.says("share", answer="schools")
        room.at("Our story")
        room.keeps("Our enquiry, with what we can say")
        year.phone.sees("None yet")
        room.keeps("Our story")


def meets_other_schools(year: Year) -> None:
    with year.meeting("Spreading: a gallery across schools") as room:
        room.at("Gallery walk")
        story = year.phone.page.locator("details.story").filter(has_text=COMMUNITY)
        story.locator("summary").click()
        expect(story.get_by_text("A strip of paper a lesson")).to_be_visible()
        room.at("Choose one or two")
        room.row(
            "borrow",
            {"what": "Cards for questions", "class": "Year 7", "when": "2030-06-10", "host": "Bay College"},
        )
        room.at("Fast-share promise")
        room.row("tell", {"how": "A call", "when": "2030-07-01"}, row="us")
        room.at("Our borrow plan")
        room.keeps("Our borrow plan")
        year.phone.sees("Team 1")  # whose plan it is; the five without a table are one team


def talks_in_private(year: Year) -> None:
    """The review of two people asks for no session and leaves nothing in the community's data."""
    page = year.leader.page
    page.goto(f"{year.server.address}/review/12")
    page.get_by_role("button", name="Begin a review").click()
    expect(page.get_by_role("heading", level=1, name="Look back")).to_be_visible()


def is_followed(year: Year) -> None:
    """The coach sees what was held, what is due, and what comes next; each artefact is kept."""
    page = year.leader.page
    page.goto(f"{year.server.address}/coach")
    page.get_by_role("link", name=COMMUNITY).first.click()
    for words in ("bring the first text", "Bar models before any rule"):
        year.leader.sees(re.compile(words))
    page.goto(f"{year.server.address}/community/{COMMUNITY.replace(' ', '%20')}")
    for title in (
        "Ground rules",
        "Consensus record",
        "Loose–tight map",
        "Team compass",
        "Enquiry",
        "One-page story",
    ):
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
    assert not year.leader.barriers()
