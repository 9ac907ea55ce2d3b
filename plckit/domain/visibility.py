"""Who sees what (rules P3, P7): labels before typing, and what may be shown when."""

from __future__ import annotations

import enum

# Live and without names, an answer waits for two more people or two seconds, so that nobody can tell from
# a wall that moves who has just pressed Save.
PEOPLE_AT_ONCE = 3
SECONDS_TO_WAIT = 2.0

# Rule P3: no chart and no free text of views under five answers.
SMALLEST_GROUP = 5


class See(enum.StrEnum):
    """The visibility modes an activity may have."""

    PRIVATE = "private"
    ANON_LIVE = "anon-live"
    ANON_REVEAL = "anon-reveal"
    OPT_IN = "opt-in"
    NAMED = "named"
    PAIR = "pair"
    GROUP = "group"
    TEAM = "team"


class By(enum.StrEnum):
    """Who owns an entry: each person, or people who write one together."""

    PERSON = "person"
    PAIR = "pair"
    GROUP = "group"
    TEAM = "team"


class About(enum.StrEnum):
    """What is collected: views (ratings, feelings, opinions) are guarded more than ideas and facts."""

    VIEWS = "views"
    IDEAS = "ideas"


LABELS = {
    See.PRIVATE: "Only you",
    See.ANON_LIVE: "Everyone here, straight away, without names",
    See.ANON_REVEAL: "Everyone here, without names, once the facilitator reveals it",
    See.OPT_IN: "Everyone here, once the facilitator reveals it; your name only if you add it",
    See.NAMED: "Everyone here, with your name",
    See.PAIR: "Only your pair, with your name",
    See.GROUP: "Only your group, without names",
    See.TEAM: "Only your team, without names",
}
TOGETHER = {
    By.PAIR: "Your pair writes this together.",
    By.GROUP: "Your group writes this together.",
    By.TEAM: "Your team writes this together.",
}
DETAILS = {
    See.PRIVATE: "Your answer is kept so that you find it again. "
    "No other page shows it, not even the facilitator's.",
    See.ANON_LIVE: "Answers are shuffled and carry no name and no time.",
    See.ANON_REVEAL: "Nobody sees any answer before the reveal, not even the facilitator. "
    "Answers are then shuffled and carry no name and no time.",
    See.OPT_IN: "Nobody sees any answer before the reveal, not even the facilitator. "
    "Answers are then shuffled. Your name stays off unless you add it. The more people add theirs, "
    "the easier the others are to guess.",
    See.NAMED: "Write only what you are happy to sign.",
    See.PAIR: "Your partner sees it as you write. No other page shows it, not even the facilitator's.",
    See.GROUP: "Your group sees it as you write, and may guess who wrote what. "
    "No other page shows it, not even the facilitator's.",
    See.TEAM: "Your team sees it as you write, and may guess who wrote what. "
    "No other page shows it, not even the facilitator's.",
}
OF_GROUPS = {
    See.PAIR: "No other page shows it, not even the facilitator's.",
    See.GROUP: "No other page shows it, not even the facilitator's.",
    See.TEAM: "No other page shows it, not even the facilitator's.",
    See.ANON_REVEAL: "Nobody else sees it before the reveal.",
    See.ANON_LIVE: "Everyone here sees it as you write.",
    See.NAMED: "Everyone here sees it as you write.",
}
OWNER = "Whoever looks after the computer that runs plckit could read its files."
GUESS = "In a group this small, people may guess who wrote what."
FEW = 60
"""Under this many percent of answers views carry a warning (rule L6)."""
SOME = f"Fewer than {FEW}% of those asked have answered. The others may see it differently."
READ_FIRST = "The facilitator reads each one, without names, before others see it."
TOO_FEW = (
    f"Fewer than {SMALLEST_GROUP} people answered, so this stays hidden. Talk it round the group instead."
)


def who_sees(see: See, about: About, by: By = By.PERSON) -> dict[str, str]:
    """Return the label and the longer sentence shown beside an activity before anybody types."""
    if by is not By.PERSON:
        label = LABELS[see].replace("your name", f"your {by}'s name")
        if among(see):
            label = f"Only your {by}"
        sentences = [TOGETHER[by], OF_GROUPS.get(see, DETAILS[see]), OWNER]
        return {"label": label, "detail": " ".join(sentences)}
    detail = DETAILS[see]
    if about is About.VIEWS and waits_for_enough(see):
        detail += f" If fewer than {SMALLEST_GROUP} people answer, it stays hidden."
    if about is About.VIEWS and see is See.OPT_IN:
        detail += f" Names stay off while fewer than {SMALLEST_GROUP} answers would be without one."
    return {"label": LABELS[see], "detail": f"{detail} {OWNER}"}


def among(see: See) -> bool:
    """Return whether only the people of one's own pair, group or team see what is put in."""
    return see in (See.PAIR, See.GROUP, See.TEAM)


def is_anonymous(see: See) -> bool:
    """Return whether answers are shown without anything that tells who gave them."""
    return see in (See.ANON_LIVE, See.ANON_REVEAL, See.GROUP, See.TEAM)


def is_revealed_together(see: See) -> bool:
    """Return whether nobody sees an answer before the facilitator reveals them all."""
    return see in (See.ANON_REVEAL, See.OPT_IN)


def waits_for_enough(see: See) -> bool:
    """Return whether views stay hidden under five people: where any of them may go without a name (P3)."""
    return see in (See.ANON_LIVE, See.ANON_REVEAL, See.OPT_IN)


def why_hidden(see: See, about: About, revealed: bool, people: int) -> str | None:
    """Return why the room may not see the answers of *people* who answered, or None where it may (P3)."""
    if see is See.PRIVATE:
        return "These answers are private to each writer."
    if among(see):
        return f"These answers stay in each {see}."
    if is_revealed_together(see) and not revealed:
        return "Hidden until the facilitator reveals it."
    if about is About.VIEWS and waits_for_enough(see) and people < SMALLEST_GROUP:
        return TOO_FEW
    return None


def caution(see: See, about: About, people: int, of: int) -> str:
    """Return the line that goes with ideas of a small group, or with views of few of those asked (L6)."""
    if about is About.VIEWS:
        return SOME if 100 * people < FEW * of else ""
    return GUESS if waits_for_enough(see) and people < SMALLEST_GROUP else ""
