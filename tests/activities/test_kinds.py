"""Every kind keeps what the rest of plckit relies on, and what no kind may ask for gets its remedy."""

from __future__ import annotations

from typing import Any

import pytest

from plckit.activities.base import BaseKind
from plckit.activities.registry import folder, kinds
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.visibility import See
from plckit.errors import BadValue, SpecError
from plckit.testing import NAME, an_activity, check_kind, every_kind, examples

# What kinds must take besides their examples.
GOOD: dict[str, list[tuple[str, Any]]] = {
    "checklist": [("room", True), ("data", False)],
    "commitment": [(ANSWER, {"will": NAME}), (ANSWER, {"by": "2027-02-15"}), (ANSWER, {"will": "x" * 280})],
    "data_chart": [
        ("abc-123", {"text": NAME, "pin": "outcome:O1", "to": "outcome:O9"}),
        ("abc-124", {"text": "x"}),
    ],
    "date": [(ANSWER, "2000-01-01"), (ANSWER, " 2100-12-31 "), (ANSWER, "2028-02-29")],
    "dot_map": [("room", 0), ("team", 10)],
    "dot_vote": [(ANSWER, {"time": 2, "work": 0, "visits": 1})],
    "evidence_log": [("abc-123.shows", NAME), ("abc-124.link", "example.org"), ("abc-125.on", "2028-02-29")],
    "fist_to_five": [(ANSWER, 0), (ANSWER, 5)],
    "glossary_entry": [(ANSWER, {"meaning": NAME}), (ANSWER, {"term": NAME, "example": "a\nb"})],
    "goal_builder": [
        ("will", NAME),
        ("near", 0),
        ("aim_of", 9999),
        ("by", "2028-02-29"),
        ("direction", "fewer"),
    ],
    "guess": [(ANSWER, ["Q01"]), (ANSWER, ["not-there", "Q02", "Q02"])],
    "hand_for_each": [("i-team", 0), ("i-tasks", "abstain")],
    "likert": [("say", "1"), ("disagree", 5), ("say", "not_sure")],
    "link_list": [("abc-123", {"url": "example.org"}), ("abc-124", {"url": "http://x.org", "text": NAME})],
    "long_text": [(ANSWER, f"{NAME}\n\nsecond\tparagraph"), (ANSWER, "x" * 4000)],
    "multi_select": [(ANSWER, ["planned", "watched"]), (ANSWER, ["none"]), (ANSWER, ["none", "none"])],
    "planner_table": [("abc-123.who", NAME), ("x" * 40 + ".help", "a\nb"), ("abc-124.when", "2028-02-29")],
    "pile_board": [
        ("n-abc-123", NAME),
        ("p-abc-123", ""),
        ("p-abc-124", NAME),
        ("at-card.7_x", "not-yet-there"),
        ("at-n-abc-123", "abc-123"),
        ("first-pile", "gone-1"),
    ],
    "short_text": [(ANSWER, NAME), (ANSWER, "x" * 560)],
    "slider": [(ANSWER, 0), (ANSWER, 10)],
    "slider_pair": [("lead", {"now": 0, "want": 10}), ("see", {"now": 3}), ("lead", {"want": 7})],
    "sliders": [("way", 0), ("deep", 10)],
    "sort_cards": [("team", "unsure"), ("time", "teams")],
    "status_grid": [("S-0000.O9", {"status": "not_yet"}), ("X1.O-2", {"status": "secure"})],
    "sticky_notes": [("abc-123", {"text": NAME, "sort": "need"})],
}

JOBS = {
    "columns": {"job": "Job", "backup": "Who else could", "head": "Only in one head?"},
    "lists": {"head": {"yes": "Yes", "no": "No"}},
    "add": 4,
    "picture": "jobs",
}
PARTNERS = {
    "columns": {"name": "Who", "level": "Ring", "strength": "How strong"},
    "lists": {"level": ["Near", "Far"], "strength": ["Thin", "Steady", "Strong"]},
    "add": 4,
    "picture": "partners",
}


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_kind_keeps_the_promises_of_all_kinds(name: str) -> None:
    """The store, the summaries and the exports rely on them; authors of kinds run the same check."""
    check_kind(kinds()[name], GOOD.get(name))


@pytest.mark.parametrize(
    ("name", "options", "good"),
    [
        ("short_text", {"words": True, "leave_out": ["School"]}, [(ANSWER, "learning"), (ANSWER, "शिक्षा")]),
        ("sticky_notes", {"words": True}, [("abc-123", {"text": "learning"}), ("abc-124", {"text": NAME})]),
        (
            "sticky_notes",
            {"tags": {"task": "Task", "time": "Time"}, "wonder": "wonder-notes"},
            [("abc-123", {"text": NAME, "tag": "task"}), ("abc-124", {"text": "x", "tag": ""})],
        ),
        ("data_chart", {"chart": "outcomes", "wonder": "wonder"}, [("abc-123", {"text": "Low", "pin": ""})]),
        ("guess", {"of": "outcomes", "picks": 1}, [(ANSWER, ["O1"])]),
        ("goal_builder", {"assessments": ["Check 1"], "last": "2027-07-01"}, [("assessment", "1")]),
        ("evidence_log", {"types": ["Work"], "link": False, "most": 1}, [("abc-123.type", "1")]),
        ("multi_select", {"options": ["Red", "Blue", "Green"], "fold": 3}, [(ANSWER, ["1", "2"])]),
        ("planner_table", {"columns": ["Rule", "Sign"], "rows": {"a": "A", "b": "B"}}, [("a.1", NAME)] * 5),
        ("planner_table", {"columns": ["By"], "dates": ["1"], "rows": ["A"]}, [("1.1", "2027-02-15")]),
        ("planner_table", JOBS, [("abc-123.job", NAME), ("abc-123.head", "yes"), ("abc-124.backup", "Bo")]),
        (
            "planner_table",
            PARTNERS,
            [("abc-123.name", NAME), ("abc-123.level", "2"), ("abc-123.strength", "3")],
        ),
        ("pile_board", {"cards": ["Red", "Blue"], "most": 0}, [("p-abc-123", NAME), ("at-1", "abc-123")]),
        ("hand_for_each", {"cards": ["Red", "Blue"], "labels": list("abcdef")}, [("1", "3"), ("2", 5)]),
        ("likert", {"rows": ["One."], "labels": ["No", "So", "Yes"]}, [("1", "3")] * 5),
        ("likert", {"rows": ["One."], "waves": True}, [("1", "3")] * 5),
        ("likert", {"rows": ["One."], "stacked": True}, [("1", "3")] * 5),
    ],
)
def test_a_kind_with_other_options_keeps_them_too(
    name: str, options: dict[str, Any], good: list[tuple[str, Any]]
) -> None:
    """Options can turn a wall into a chart, which is another summary."""
    check_kind(kinds()[name], good, options)


def test_a_kind_is_known_by_its_folder_and_has_a_view() -> None:
    """The folder's name is what the browser asks for."""
    assert len(kinds()) >= 20
    for name, kind in kinds().items():
        assert kind.name == name
        assert (folder(kind) / "view.js").exists()


def test_the_page_of_every_kind_has_each_kind_and_each_way_of_being_seen() -> None:
    """What the tests of rooms and servers put in is as wide as what plckit can ask."""
    first, second = every_kind().values()
    assert {spec.see for spec in first} == set(See)
    assert {spec.kind for spec in second} == set(kinds())
    assert any(spec.reason for spec in first)


class Weather(BaseKind):
    """How do you arrive today? A kind of another package, which the registry has never heard of."""

    name = "weather"
    example = {  # noqa: RUF012
        "prompt": "How do you arrive?",
        "options": {"skies": ["sun", "rain"]},
        "people": [{ANSWER: "sun"}, {ANSWER: "rain"}],
    }

    def options(self, *, skies: list[str]) -> dict[str, Any]:
        """Return the skies."""
        if not isinstance(skies, list) or not all(
            isinstance(sky, str) and 0 < len(sky) < 20 for sky in skies
        ):
            raise SpecError("skies must be a list of short words.")
        return {"skies": skies}

    def parse(self, options: Any, entry: str, value: Any) -> str | None:
        """Return the sky."""
        if entry != ANSWER or not (value is None or (isinstance(value, str) and value in options["skies"])):
            raise BadValue("That is no weather we know.")
        return value


def test_a_kind_of_another_package_is_checked_by_itself() -> None:
    """Its author has nothing but the kind: no registry, no folder, no list of ours."""
    assert "weather" not in kinds()
    check_kind(Weather())
    assert examples(Weather()) == [(ANSWER, "sun"), (ANSWER, "rain")]


class TakesAnything(Weather):
    """Believes the browser."""

    def parse(self, options: Any, entry: str, value: Any) -> Any:
        """Return what came."""
        return value


class Stumbles(Weather):
    """Expects a text wherever one is usual."""

    def parse(self, options: Any, entry: str, value: Any) -> Any:
        """Return the sky, or fall."""
        return super().parse(options, entry, value if value is None else value.lower())


class TellsWho(Weather):
    """Puts on the wall what links answers."""

    def summarise(self, spec: Any, entries: Any) -> dict[str, Any]:
        """Return a wall of keys."""
        return {"wall": [{"text": e.value, "note": e.who} for e in entries]}


class TellsOrder(Weather):
    """Says who was first."""

    def summarise(self, spec: Any, entries: Any) -> dict[str, Any]:
        """Return the first answer and the wall."""
        return {"first": [e.value for e in entries][:1], **super().summarise(spec, entries)}


class AlwaysNames(Weather):
    """Has a place for a name without one."""

    def summarise(self, spec: Any, entries: Any) -> dict[str, Any]:
        """Return a wall with names."""
        return {"wall": [{"text": e.value, "name": e.name} for e in entries]}


class TrustsAuthors(Weather):
    """Expects options to be right."""

    def options(self, *, skies: list[str]) -> dict[str, Any]:
        """Return the skies."""
        return {"skies": [sky.strip() for sky in skies]}


class SaysNothing(Weather):
    """Refuses without a remedy."""

    def options(self, *, skies: list[str]) -> dict[str, Any]:
        """Return the skies."""
        try:
            return super().options(skies=skies)
        except SpecError:
            raise SpecError("bad skies") from None


class ViewsOfTwo(Weather):
    """Collects views, and its example would stay hidden."""

    about = kinds()["likert"].about


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (TakesAnything, "cannot be kept: "),
        (Stumbles, "ends in AttributeError"),
        (TellsWho, "tells who answered"),
        (TellsOrder, "the order of entries shows"),
        (AlwaysNames, "has a place for names without any|shows names where none may stand"),
        (TrustsAuthors, r"skies=None ends in TypeError"),
        (SaysNothing, "does not end a sentence"),
        (ViewsOfTwo, "the example needs 5 people"),
    ],
)
def test_a_broken_kind_is_caught(broken: type[Weather], sentence: str) -> None:
    """A check that has never failed may check nothing."""
    with pytest.raises(AssertionError, match=sentence):
        check_kind(broken())


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"see": "everybody"},
            "see must be one of private, anon-live, anon-reveal, opt-in, named, pair, group, team; ",
        ),
        (
            {"about": "feelings"},
            "see must be one of private, anon-live, anon-reveal, opt-in, named, pair, group, team; ",
        ),
        (
            {"see": "named", "about": "views"},
            "short_text collects views, and nobody should have to answer after",
        ),
        ({"see": "anon-live", "about": "views"}, "short_text collects views, and nobody should"),
        ({"colour": "red"}, "short_text(…) cannot read its options: "),
        ({"prompt": " "}, "prompt is empty. Give it some words."),
        ({"prompt": "x" * 301}, "prompt has 301 letters. Use 300 or fewer; the rest can stand in the prose."),
        ({"reason": " \u200b"}, "reason is empty. Give it some words."),
        ({"reason": "x" * 301}, "reason has 301 letters. Use 300 or fewer; the rest can stand in the prose."),
        (
            {"see": "opt-in", "words": True},
            "short_text shows numbers, and a name beside one could unmask others. Names can be added to "
            'words only: use see="anon-reveal", or see="named" for promises.',
        ),
        (
            {"key": "Not A Key"},
            "'Not A Key' cannot be a key. Use small letters, digits and dashes, a letter first.",
        ),
    ],
)
def test_what_no_kind_may_ask_for_gets_its_remedy(asked: dict[str, Any], sentence: str) -> None:
    """Visibility is decided before anybody types, so a mistake in it stops the workbook."""
    with pytest.raises(SpecError) as error:
        an_activity("short_text", **{"key": "key", **asked})
    assert str(error.value).startswith(sentence)


CHARTS = sorted(name for name in kinds() if an_activity(name, "key", see="anon-reveal").figure)


@pytest.mark.parametrize("name", CHARTS)
def test_a_name_cannot_be_added_to_a_chart(name: str) -> None:
    """Who signs one bar of three unmasks the other two."""
    with pytest.raises(SpecError, match="a name beside one could unmask others"):
        an_activity(name, "key", see="opt-in", about="ideas")


def test_a_timer_asks_nothing_and_so_for_no_reason() -> None:
    """Nobody could read it anywhere."""
    with pytest.raises(SpecError, match=r"^timer asks nothing, so there is no reason to ask for\. Take"):
        an_activity("timer", "read", reason="Why?")
    assert an_activity("timer", "read", see="named").see is See.PRIVATE


def test_a_wall_has_names_where_the_activity_is_named_alone() -> None:
    """A name comes to a kind only where it may be shown; a kind shows it or nothing."""
    walls = 0
    for name, kind in kinds().items():
        spec = an_activity(name, "key", see="named", about="ideas")
        for shown in (NAME, ""):
            entries = [Entry("who", e, kind.parse(spec.options, e, v), shown) for e, v in examples(kind)[:1]]
            wall = kind.summarise(spec, entries).get("wall", ())
            assert [row["name"] for row in wall if "name" in row] == ([NAME] if shown and wall else [])
            walls += bool(wall)
    assert walls >= 10
