"""How a person answers each kind, by keyboard alone and by touch alone, and what a screen reader then says.

One row a kind. A row's steps are those of `steps.py`; `kept` is what the server keeps (for what the browser
numbered itself “an id” stands), `hears` what a screen
reader finds, in this order, and `told` what it is told meanwhile, before “Saved”.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from steps import At, Choose, Day, Drag, Fold, Key, Slide, Step, Words


@dataclass(frozen=True)
class Drive:
    """One way to answer a kind, twice."""

    keys: tuple[Step, ...]
    taps: tuple[Step, ...]
    kept: list[Any]
    hears: tuple[str, ...]
    told: tuple[str, ...] = ()


def box(name: str, words: str, role: str = "textbox") -> tuple[Step, ...]:
    """Go to the box of that name and write."""
    return At(role, name), Words(words)


def spoken(name: str, words: str) -> str:
    """Return how a box with words is read aloud."""
    return f"textbox “{name}” {words}"


IDEA, GROUP = (
    "What is one idea for our next meeting?",
    "Think of a group where you learned a lot. What made it work?",
)
BETTER, WHEN = "Would this be better than what we do today?", "When should we look again?"
MEANS, EXAMPLE = "What it means to us", "An example, if you have one"
NOW, WANT = "Where we are now", "Where we want to be"
ROOM, TEAM_IS = "How much room do I have?", "How strong is our team?"
WAY, DEEP = "We know our direction.", "Learning goes deep."
ONE_TERM = (*box("The term", "Wait time"), *box(MEANS, "A pause"), *box(EXAMPLE, "Three seconds"))
ONE_LINK = (*box("Link", "www.example.org"), *box("What it is", "A read"), At("button", "Add"))
TIME, NOT_YET = At("button", "Put a dot on: Time to plan together"), At("checkbox", "none yet")
WATCHED, PLANNED = "watched a colleague", At("checkbox", "planned with someone")
ONE_FIND = (
    Day("Date, row 1"),
    Choose("Type, row 1", "Student work"),
    *box("Which work, by code, row 1", "S014, ana@example.org"),
    *box("Link, row 1", "www.example.org"),
)
ASKED = "This looks like an e-mail address. Does this name a student? Use codes."
ONE_NOTE = box("Write a note", "Big groups")
ONE_ROW = (Day("Date, row 1"), *box("Facilitator, row 1", "Maths"), *box("Help wanted, row 1", "A guide"))
CAN_WAIT = "More about this goal: these boxes can wait"
COUNT = "Students who do it today"
ONE_PROMISE = (*box("I will", "bring work"), Day("by"))

ABOUT, O3 = "About", "O3: I can add fractions with different bottoms"
ONE_NOTICING = (*box("Write what you notice", "O3 is low"), Choose(ABOUT, O3))
HARD, HARDER = At("checkbox", "Q02 (O1)"), At("checkbox", "Q10 (O3)")

TEA = box("Write a note", "Tea")
TEAM, TO_ALL = At("button", "Each staff member is in a team"), At("button", "Everyone holds to this")
EXTRA = "Students who are stuck get extra time in the school day"

DRIVES: dict[str, Drive] = {
    "checklist": Drive(
        keys=(At("radio", "Yes"), Key("Space"), At("radio", "Yes", 1), Key("Space"), Key("ArrowRight")),
        taps=(At("radio", "Yes"), At("radio", "No", 1)),
        kept=["yes", "no"],
        hears=("radiogroup “A room with tables”", "radio “Yes” checked", "radiogroup “The results, checked”",
               "radio “Yes”", "radio “No” checked"),
    ),
    "choice": Drive(
        keys=(At("radio", "We stay on learning"), Key("Space"), Key("ArrowDown")),
        taps=(At("radio", "We listen"),),
        kept=["listen"],
        hears=("radio “We stay on learning”", "radio “We listen” checked", "radio “Equal parts”"),
    ),
    "commitment": Drive(
        keys=ONE_PROMISE,
        taps=ONE_PROMISE,
        kept=[{"will": "bring work", "by": "2027-02-15"}],
        hears=(spoken("I will", "bring work"), "Date “by” 2027-02-15", "button “Clear”"),
    ),
    "artefact_maker": Drive(
        keys=(), taps=(), kept=[],
        hears=("heading “Our data story”", "“Data story”", "term “What we saw”", "definition “”",
               "“O3 is far below the others”", "term “What we change”",
               "term “What we teach in a new way”", "“Bar models before any rule”"),
    ),
    "artefact_view": Drive(
        keys=(), taps=(), kept=[],
        hears=("heading “What we said we would do”", "“Data story”",
               "“ · Kept on 16 March 2027 · SYNTHETIC data”",
               "“What we change”", "“Who does it”", "“Ana, Ben”"),
    ),
    "data_chart": Drive(
        keys=(*ONE_NOTICING, At("button", "Add"), Key("Enter")),
        taps=(*ONE_NOTICING, At("button", "Add")),
        kept=[{"text": "O3 is low", "pin": "outcome:O3"}],
        hears=("region “The results”", "textbox “Write what you notice”",
               f"combobox “{ABOUT}” The whole chart", "button “Add”", "list “Your noticings”",
               spoken("Change: O3 is low", "O3 is low"), f"combobox “About: O3 is low” {O3}",
               "combobox “to: O3 is low” this one only", "button “Remove: O3 is low”"),
    ),
    "date": Drive(
        keys=(Day(WHEN),),
        taps=(Day(WHEN),),
        kept=["2027-02-15"],
        hears=(f"Date “{WHEN}” 2027-02-15", "button “Clear”"),
    ),
    "declare_result": Drive(
        keys=(), taps=(), kept=[],
        hears=("heading “What have we decided?”", "“Result”", "term “We declare”",
               "“Consensus, with doubts on record”", "term “Why”", "term “Doubts on record”"),
    ),
    "dot_vote": Drive(
        keys=(TIME, Key("Space"), Key("Enter"), At("button", "Put a dot on: Student work"), Key("Enter")),
        taps=(TIME, TIME, At("button", "Put a dot on: Student work")),
        kept=[{"time": 2, "work": 1}],
        hears=("“2 dots”", "button “Take a dot from: Time to plan together”", "“0 dots”",
               "button “Put a dot on: Visits” disabled", "“1 dot”", "“0 of 3 dots left”"),
        told=("2 of 3 dots left", "1 of 3 dots left", "0 of 3 dots left"),
    ),
    "dot_map": Drive(
        keys=(At("slider", ROOM), Key("End"), At("slider", TEAM_IS), Key("End"), Key("ArrowLeft")),
        taps=(Slide(ROOM, 10), Slide(TEAM_IS, 9)),
        kept=[10, 9],
        hears=(f"slider “{ROOM}” 10 of 10, Very much", f"button “Clear: {ROOM}”",
               f"slider “{TEAM_IS}” 9 of 10", "“Your dot is nearest to “Free and together”.”"),
        told=("Your dot is nearest to “Free and together”.",),
    ),
    "evidence_log": Drive(
        keys=(*ONE_FIND, Key("Tab")),
        taps=(*ONE_FIND, At("textbox", "What these students knew, row 1")),
        kept=["2027-02-15", "work", "S014, ana@example.org", "https://www.example.org"],
        hears=("table “Your table”", "Date “Date, row 1” 2027-02-15", "combobox “Type, row 1” Student work",
               spoken("Which work, by code, row 1", "S014, ana@example.org"), f"“{ASKED}”",
               spoken("Link, row 1", "https://www.example.org"), "button “Add a row”"),
        told=(ASKED,),
    ),
    "final_vote": Drive(
        keys=(At("radio", "0 I must stop this"), Key("Space"), *[Key("ArrowDown")] * 4, At("radio", "Yes"),
              Key("Space"), Key("ArrowDown")),
        taps=(At("radio", "4 Good"), At("radio", "Not sure")),
        kept=[{"hand": "4", "sees": "not_sure"}],
        hears=("radiogroup “Your hand”",
               "radio “4 Good” checked", "radio “Abstain: I take no part in this vote”",
               "radiogroup “Whatever I want myself, I can see what this group wants.”",
               "radio “Not sure” checked"),
        told=("One more tap: can you see what this group wants?",),
    ),
    "fist_to_five": Drive(
        keys=(At("radio", "0 I must stop this"), Key("Space"), *[Key("ArrowDown")] * 4),
        taps=(At("radio", "4 Good"),),
        kept=["4"],
        hears=("radio “3 I can live with it and will help”", "radio “4 Good” checked",
               "radio “Abstain: I take no part in this vote”"),
    ),
    "glossary_entry": Drive(
        keys=ONE_TERM,
        taps=ONE_TERM,
        kept=[{"term": "Wait time", "meaning": "A pause", "example": "Three seconds"}],
        hears=(spoken("The term", "Wait time"), spoken(MEANS, "A pause"), spoken(EXAMPLE, "Three seconds")),
    ),
    "goal_builder": Drive(
        keys=(*box("Which students", "Year 9"), *box(COUNT, "13", "spinbutton"), Key("ArrowUp"),
              Fold(CAN_WAIT), At("radio", "More students do it"), Key("Space"),
              At("radio", "Yes, the same check"), Key("Space"), Key("ArrowDown")),
        taps=(*box("Which students", "Year 9"), *box(COUNT, "14", "spinbutton"),
              Fold(CAN_WAIT), At("radio", "More students do it"),
              At("radio", "Yes, a new form that is as hard")),
        kept=["Year 9", 14, "more", "alike"],
        hears=("group “Specific”", spoken("Which students", "Year 9"), "group “Measurable”",
               f"spinbutton “{COUNT}” 14", "group “Achievable”",
               "group “Time-bound”", "button “Clear: By which day”",
               "group “Specific, the rest”", "radiogroup “What is to change”",
               "radio “More students do it” checked", "group “Measurable, the rest”",
               "radiogroup “Will it be given again?”", "radio “Yes, a new form that is as hard” checked",
               "group “Relevant”", "group “Assigned”"),
    ),
    "guess": Drive(
        keys=(HARD, Key("Space"), HARDER, Key("Space"), At("checkbox", "Q02 (O1)", back=True), Key("Space")),
        taps=(HARDER,),
        kept=[["Q10"]],
        hears=("checkbox “Q02 (O1)”", "checkbox “Q10 (O3)” checked", "checkbox “Q15 (O4)”",
               "“1 of 3 picked.”"),
        told=("1 of 3 picked.",),
    ),
    "hand_for_each": Drive(
        keys=(At("radio", "0 I must stop this"), Key("Space"), *[Key("ArrowRight")] * 4,
              At("radio", "0 I must stop this", 1), Key("Space"), Key("ArrowLeft")),
        taps=(At("radio", "4 Good"), At("radio", "Abstain", 1)),
        kept=["4", "abstain"],
        hears=("“I must stop this”", "radiogroup “Everybody is in a team that meets in the school day”",
               "radio “4 Good” checked",
               "radiogroup “Students who are stuck get extra time in the school day”",
               "radio “Abstain” checked"),
    ),
    "likert": Drive(
        keys=(At("radio", "Strongly disagree"), Key("Space"), *[Key("ArrowRight")] * 3,
              At("radio", "Strongly disagree", 1), Key("Space"), Key("ArrowLeft")),
        taps=(At("radio", "Agree"), At("radio", "Not sure", 1)),
        kept=["4", "not_sure"],
        hears=("radiogroup “I could say “I don't know” in this group.”", "radio “Agree” checked",
               "radiogroup “We can disagree.”", "radio “Not sure” checked"),
    ),
    "link_list": Drive(
        keys=(*ONE_LINK, Key("Enter")),
        taps=ONE_LINK,
        kept=[{"url": "https://www.example.org", "text": "A read"}],
        hears=("textbox “Link”", "textbox “What it is”", "button “Add”", "list “Your links”",
               spoken("What it is", "A read"), spoken("Change: A read", "https://www.example.org"),
               "button “Remove: A read”"),
    ),
    "long_text": Drive(
        keys=(*box(GROUP, "We met"), Key("Enter"), Words("every week")),
        taps=box(GROUP, "We met\nevery week"),
        kept=["We met\nevery week"],
        hears=(spoken(GROUP, "We met\nevery week"),),
    ),
    "multi_select": Drive(
        keys=(NOT_YET, Key("Space"), At("checkbox", WATCHED, back=True), Key("Space"), PLANNED, Key("Space")),
        taps=(NOT_YET, At("checkbox", WATCHED), PLANNED),
        kept=[["watched", "planned"]],
        hears=("checkbox “watched a colleague” checked", "checkbox “planned with someone” checked",
               "checkbox “none yet”"),
    ),
    "pile_board": Drive(
        keys=(*TEA, Key("Enter"), At("button", "Tea"), Key("Enter"), At("button", "A new pile"), Key("Enter"),
              At("textbox", "Name of this pile", back=True), Words("A break")),
        taps=(*TEA, At("button", "Add"), At("button", "Tea"), At("button", "A new pile"),
              *box("Name of this pile", "A break")),
        kept=["Tea", "A break", "an id"],
        hears=("textbox “Write a note”", "button “Add”", "group “Not in a pile”", "“0 notes”",
               "group “A break”", spoken("Name of this pile", "A break"), "“1 note”", "button “Tea”",
               "button “Sort this out first: A break”", "button “Take apart: A break”", "button “New pile”"),
        told=("Picked up: “Tea”. Choose where it goes.", "“Tea” is now in Pile with “Tea”, 1 note"),
    ),
    "planner_table": Drive(
        keys=(*ONE_ROW, At("button", "Add a row"), Key("Enter"), *box("Facilitator, row 2", "The library"),
              At("button", "Remove row 1", back=True), Key("Enter"), Key("Enter")),
        taps=(*ONE_ROW, At("button", "Add a row"), *box("Facilitator, row 2", "The library"),
              At("button", "Remove row 1"), At("button", "Put it back")),
        kept=["The library", "2027-02-15", "Maths", "A guide"],
        hears=("table “Your table”", "rowheader “Row 1”", "Date “Date, row 1” 2027-02-15",
               "button “Clear: Date, row 1”", spoken("Facilitator, row 1", "Maths"),
               spoken("Help wanted, row 1", "A guide"), "button “Remove row 1”", "rowheader “Row 2”",
               spoken("Facilitator, row 2", "The library"), "button “Add a row”"),
        told=("Row 2 added", "Row 1 removed", "Row 1 is back"),
    ),
    "proposal": Drive(
        keys=(), taps=(), kept=[],
        hears=("heading “What we decide on today”", "“What stands now”", "term “The sentence”",
               "“We will read one text together each month, from May on.”", "term “What it said before”"),
    ),
    "protocol": Drive(
        keys=(), taps=(), kept=[],
        hears=("group “Talk it through: Question Round”", "“Round 3 of 8”", "heading “Facts”",
               "timer “Time left in this round”", "“3 min left”", "“Next: Questions (23 minutes)”",
               "list “Rounds”", "“Arrive”", "“5 minutes”", "“Close”"),
    ),
    "rank": Drive(
        keys=(At("button", "Up: Talk in pairs"), Key("Enter"), Key("Space"), Key("Enter")),
        taps=(At("button", "Up: Talk in pairs"), Drag("Talk in pairs", onto="Reading aloud")),
        kept=[["talk", "reading", "maths"]],
        hears=("“Talk in pairs”", "button “Up: Talk in pairs” disabled", "“Reading aloud”", "“Number facts”",
               "button “Down: Number facts” disabled", "button “Clear”"),
        told=("“Talk in pairs” is number 2 of 3", "“Talk in pairs” is number 1 of 3"),
    ),
    "short_text": Drive(
        keys=box(IDEA, "Visit each other"),
        taps=box(IDEA, "Visit each other"),
        kept=["Visit each other"],
        hears=(spoken(IDEA, "Visit each other"),),
    ),
    "slider": Drive(
        keys=(At("slider", BETTER), Key("ArrowRight"), Key("End")),
        taps=(Slide(BETTER, 10),),
        kept=[10],
        hears=(f"slider “{BETTER}” 10 of 10, Much better", "button “Clear”"),
    ),
    "sliders": Drive(
        keys=(At("slider", WAY), Key("End"), At("slider", DEEP), Key("Space")),
        taps=(Slide(WAY, 10), Slide(DEEP, 5)),
        kept=[10, 5],
        hears=(f"slider “{WAY}” 10 of 10, Fully", f"button “Clear: {WAY}”", f"slider “{DEEP}” 5 of 10"),
    ),
    "slider_pair": Drive(
        keys=(At("slider", NOW), Key("Space"), At("slider", WANT), Key("End"),
              At("slider", NOW, 1), Key("Home")),
        taps=(Slide(NOW, 5), Slide(WANT, 10), Slide(NOW, 0, 1)),
        kept=[{"now": 5, "want": 10}, {"now": 0, "want": None}],
        hears=("group “Everybody can lead.”", f"slider “{NOW}” 5 of 10", f"slider “{WANT}” 10 of 10",
               "group “We see each other teach.”", f"slider “{NOW}” 0 of 10", f"slider “{WANT}” not set"),
    ),
    "sort_cards": Drive(
        keys=(TEAM, Key("Enter"), TO_ALL, Key("Enter"), At("button", EXTRA, back=True), Key("Space"), TO_ALL,
              Key("Space")),
        taps=(TEAM, TO_ALL, Drag(EXTRA, onto="Each staff member is in a team")),
        kept=["all", "all"],
        hears=("group “Not sorted yet”", "“2 cards”", "list “”", "button “How a team runs its meeting”",
               "group “Everyone holds to this”", "“2 cards”", "button “Each staff member is in a team”",
               f"button “{EXTRA}”", "group “Teams choose”", "“0 cards”"),
        told=("Picked up: “Each staff member is in a team”. Choose where it goes.",
              "“Each staff member is in a team” is now in Everyone holds to this, 1 card",
              f"“{EXTRA}” is now in Everyone holds to this, 2 cards"),
    ),
    "status_grid": Drive(
        keys=(Choose("S-4K7Q", "Not yet"), At("button", "Keep one student as last time", back=True),
              Key("Enter")),
        taps=(Choose("S-4K7Q", "Not yet"), At("button", "Keep one student as last time")),
        kept=[{"status": "not_yet", "text": "S-4K7Q · O1 · not yet"},
              {"status": "nearly", "text": "S-9XYZ · O1 · nearly"}],
        hears=("combobox “Class” C1", "combobox “Outcome” O1: I can estimate an answer", "“2 of 4 marked”",
               "combobox “S-3T8H” not marked", "combobox “S-4K7Q” Not yet", "combobox “S-9XYZ” Nearly"),
        told=("1 of 4 marked", "2 of 4 marked"),
    ),
    "sticky_notes": Drive(
        keys=(At("radio", "What I need"), Key("ArrowRight"), *ONE_NOTE, Key("Enter")),
        taps=(At("radio", "What is hard"), *ONE_NOTE, At("button", "Add")),
        kept=[{"text": "Big groups", "sort": "hard"}],
        hears=("radio “What is hard” checked", "textbox “Write a note”", "button “Add”", "list “Your notes”",
               "“What is hard”", spoken("Change: Big groups", "Big groups"), "button “Remove: Big groups”"),
    ),
    "timer": Drive(keys=(), taps=(), kept=[], hears=("timer “Read your part.”",)),
    "yes_partly_no": Drive(
        keys=(At("radio", "Yes"), Key("Space"), Key("ArrowDown")),
        taps=(At("radio", "Partly"),),
        kept=["partly"],
        hears=("radio “Yes”", "radio “Partly” checked", "radio “No”"),
    ),
}  # fmt: skip
