"""A community's first year: four terms of workbooks, where it stands in them, and what to hold next, and why.

The plan is that of the content brief, section 2.0 (“A first year that works”). Nothing here forbids anything:
a community holds what it needs, and the plan says what is still open. Stdlib and plckit.domain only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

MOST_NEXT = 3
ONE_MORE = "You chose one more turn."
MANY_NOT_YET = Fraction(1, 3)
"""From this share of “not yet” on, a group reads once more before it decides."""


@dataclass(frozen=True)
class Book:
    """A workbook of the plan: its file and title, why it is held, which artefact it needs and makes."""

    stem: str
    title: str
    why: str
    needs: str = ""
    makes: str = ""

    @property
    def number(self) -> str:
        """What it is called by."""
        return self.stem.partition("_")[0]


RULES, REVIEW, READING = "becoming-a-learning-community", "five-attributes-review", "learn-it-together"
CONSENSUS, LOOSE_TIGHT, GOAL = "finding-our-consensus", "loose-and-tight", "outcomes-and-goal"
DATA, SUPPORT, CHECK = "data-discussion", "time-and-support", "free-and-together"
ASK, TURN, SHARE = "enquiry-ask-and-plan", "enquiry-check-in", "enquiry-share"
LASTING, SPREADING, ONE_TO_ONE = "lasting", "spreading", "periodic-review"

BOOKS = {
    RULES: Book(
        "01_becoming_a_learning_community",
        "Becoming a learning community",
        "Rules for talking come first: every later meeting opens with them.",
    ),
    REVIEW: Book(
        "02_five_attributes_review",
        "Where are we now? Five-attributes review",
        "The same lines each time show what looks different over the year.",
    ),
    READING: Book(
        "03_learn_it_together",
        "Learn it together",
        "Read something short together each month, and always before a big decision.",
        makes="knowledge",
    ),
    CONSENSUS: Book(
        "04_finding_our_consensus",
        "Finding our consensus",
        "You have read together; now find out what everybody will stand behind.",
        "knowledge",
        "consensus-record",
    ),
    LOOSE_TIGHT: Book(
        "05_loose_and_tight",
        "Loose and tight",
        "What was decided becomes a short list that all hold to; the rest is for teams to choose.",
        "consensus-record",
    ),
    GOAL: Book(
        "06_outcomes_and_goal",
        "Outcomes and team goal",
        "A data discussion needs outcomes and a goal to look at.",
        makes="team-compass",
    ),
    DATA: Book(
        "07_data_discussion",
        "Data discussion",
        "After each check, every three to six weeks: it opens with the sign you agreed on last time.",
        "team-compass",
        "data-story",
    ),
    SUPPORT: Book(
        "08_time_and_support",
        "Time and support",
        "Every two or three weeks while help runs: who needs it now, and who can do without?",
        "data-story",
    ),
    ASK: Book(
        "09a_enquiry_ask_and_plan",
        "Enquiry: ask and plan",
        "One enquiry a term into your own teaching.",
        makes="enquiry",
    ),
    TURN: Book(
        "09b_enquiry_check_in",
        "Enquiry: check in",
        "An enquiry is running: see what this turn taught you before the next one.",
        "enquiry",
    ),
    SHARE: Book(
        "09c_enquiry_share",
        "Enquiry: share",
        "The turns are done: say what you can claim, and put it on one page.",
        "enquiry",
        "story",
    ),
    CHECK: Book(
        "10_free_and_together",
        "Free and together",
        "Once or twice a year: is there room for each of you, and do you work as one team?",
    ),
    LASTING: Book(
        "11a_lasting", "Lasting", "Once a year, before anybody leaves: which jobs are in one head only?"
    ),
    SPREADING: Book(
        "11b_spreading",
        "Spreading",
        "Your stories are worth showing to other schools, and theirs to you.",
        "story",
    ),
    ONE_TO_ONE: Book(
        "12_periodic_review",
        "Periodic review",
        "Every six to eight weeks, coach and leader alone.",
    ),
}

TERMS = (
    (RULES, READING, CONSENSUS, LOOSE_TIGHT, REVIEW, GOAL),
    (DATA, SUPPORT, SUPPORT, SUPPORT, ASK, TURN, TURN, READING, ONE_TO_ONE, CHECK),
    (SHARE, DATA, SUPPORT, SUPPORT, SUPPORT, REVIEW, GOAL, ASK, TURN, ONE_TO_ONE, LASTING),
    (SHARE, SPREADING, DATA, CHECK, REVIEW, LOOSE_TIGHT, ONE_TO_ONE),
)
UNSEEN = frozenset({ONE_TO_ONE})
"""Kept in a file of their own by the two who hold them, so nobody here knows when that was."""


@dataclass(frozen=True)
class Slot:
    """One place in the plan: its term (1 to 4), its workbook, the day (ISO) it was held, "" while open."""

    term: int
    book: str
    day: str = ""


@dataclass(frozen=True)
class Year:
    """Where a community stands: every place of the plan, what was held besides, and the term it is in."""

    slots: tuple[Slot, ...]
    besides: tuple[tuple[str, str], ...]
    term: int

    def open(self, term: int) -> list[Slot]:
        """Return the places of a term that are still open and can be known to be."""
        return [s for s in self.slots if s.term == term and not s.day and s.book not in UNSEEN]

    @property
    def passed_by(self) -> list[str]:
        """The workbooks that earlier terms left open, each once, unless they come again by themselves."""
        later = {slot.book for term in range(self.term, len(TERMS) + 1) for slot in self.open(term)}
        left = [slot.book for term in range(1, self.term) for slot in self.open(term)]
        return [book for book in dict.fromkeys(left) if book not in later]


@dataclass(frozen=True)
class Known:
    """What decides about the next meeting.

    `left` are the types of artefacts there are, `not_yet` of how many (people, answers) said that they do not
    know enough to decide yet, None where nobody asked, `running` whether an enquiry is under way, and `again`
    the workbook that goes on with one for which one more turn was chosen.
    """

    left: Collection[str] = ()
    not_yet: tuple[int, int] | None = None
    running: bool = False
    again: str = ""


@dataclass(frozen=True)
class Next:
    """A meeting to hold: its workbook, its term in the plan, and why; `lacks` is an artefact that is missing.

    Nothing is lacking that a meeting named before it makes.
    """

    book: str
    term: int
    why: str
    lacks: str = ""


def year_of(held: Sequence[tuple[str, str]]) -> Year:
    """Return where a community stands that has *held* (workbook, ISO day).

    A meeting takes the first place of its workbook that is open in a term that was reached, or in the next
    one once half of the term before is held. What fits nowhere was held besides.
    """
    slots = [Slot(term, book) for term, books in enumerate(TERMS, 1) for book in books]
    term, besides = 1, []
    for book, day in sorted(held, key=lambda one: one[1]):
        reached = term + (2 * len(_held(slots, term)) >= len(_counted(slots, term)))
        places = (i for i, s in enumerate(slots) if s.book == book and not s.day and s.term <= reached)
        place = next(places, None)
        if place is None:
            besides.append((book, day))
            continue
        slots[place] = replace(slots[place], day=day)
        term = max(term, slots[place].term)
    while term < len(TERMS) and len(_held(slots, term)) == len(_counted(slots, term)):
        term += 1
    return Year(tuple(slots), tuple(besides), term)


def _counted(slots: Sequence[Slot], term: int) -> list[Slot]:
    return [slot for slot in slots if slot.term == term and slot.book not in UNSEEN]


def _held(slots: Sequence[Slot], term: int) -> list[Slot]:
    return [slot for slot in _counted(slots, term) if slot.day]


def what_next(now: Year, known: Known) -> list[Next]:
    """Return up to three meetings to hold next, in their order; none once all four terms are held."""
    why = ONE_MORE if known.again == TURN else BOOKS[SHARE].why
    found = {known.again: Next(known.again, now.term, why)} if known.again else {}
    for term in range(now.term, len(TERMS) + 1):
        for slot in now.open(term):
            for book, why in _in_place_of(slot, known):
                there = {*known.left, *(BOOKS[before].makes for before in found), ""}
                lacks = "" if BOOKS[book].needs in there else BOOKS[book].needs
                found.setdefault(book, Next(book, term, why or BOOKS[book].why, lacks))
    return list(found.values())[:MOST_NEXT]


def _in_place_of(slot: Slot, known: Known) -> list[tuple[str, str]]:
    """Return what to hold for an open place, and why where that is no matter of course."""
    if slot.book == CONSENSUS and known.not_yet and Fraction(*known.not_yet) >= MANY_NOT_YET:
        people, answers = known.not_yet
        why = f"Before you decide: {people} of {answers} said that they do not know enough yet."
        return [(READING, why), (CONSENSUS, "")]
    if slot.book in (TURN, SHARE) and not known.running:
        return [(ASK, "")]
    if slot.book == ASK and known.running:
        return []
    return [(slot.book, "")]


def maker_of(artefact: str) -> Book:
    """Return the workbook that leaves a type of artefact behind, of those that others need."""
    return next(book for book in BOOKS.values() if book.makes == artefact)
