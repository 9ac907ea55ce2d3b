"""Groups are formed so that everybody is in one and nobody is left alone."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.domain.groups import HOW, form, group_names, mix, place
from plckit.errors import BadValue

PEOPLE = st.integers(0, 40).map(lambda n: [f"p{i}" for i in range(n)])
SIZES = st.sampled_from((2, 3, 4))
SEEDS = st.integers(0, 999)


def sizes(groups: list[list[str]]) -> list[int]:
    return sorted(map(len, groups))


def sets(groups: list[list[str]]) -> list[set[str]]:
    return sorted(map(set, groups), key=sorted)


def seated(**tables: str) -> dict[str, str]:
    """Return person → table for tables written as letters: `seated(t1="abc")`."""
    return {person: table[1:] for table, people in tables.items() for person in people}


@pytest.mark.parametrize(
    ("people", "pairs", "threes", "fours"),
    [
        (0, [], [], []),
        (1, [1], [1], [1]),
        (2, [2], [2], [2]),
        (3, [3], [3], [3]),
        (4, [2, 2], [4], [4]),
        (5, [2, 3], [2, 3], [5]),
        (6, [2, 2, 2], [3, 3], [3, 3]),
        (7, [2, 2, 3], [3, 4], [3, 4]),
        (9, [2, 2, 2, 3], [3, 3, 3], [4, 5]),
        (10, [2] * 5, [3, 3, 4], [3, 3, 4]),
        (24, [2] * 12, [3] * 8, [4] * 6),
    ],
)
def test_rooms_of_every_size(people: int, pairs: list[int], threes: list[int], fours: list[int]) -> None:
    """One person over joins a group; two or more make another one."""
    crowd = [f"p{i}" for i in range(people)]
    found = [sizes(form(crowd, size, random.Random(1))) for size in (2, 3, 4)]
    assert found == [pairs, threes, fours]


def test_chance_needs_its_seed_alone() -> None:
    """A session can be played again; another seed mixes the room anew."""
    crowd = list("abcdefghijkl")
    assert form(crowd, 2, random.Random(1)) == form(crowd, 2, random.Random(1))
    assert form(crowd, 2, random.Random(1)) != form(crowd, 2, random.Random(2))
    assert crowd == list("abcdefghijkl")


def test_tables_are_the_groups() -> None:
    """In the order of their numbers, as they sit; who gave no number joins the smallest."""
    tables = seated(t2="abcdef", t10="gh", t1="ijk")
    groups = form("abcdefghijkxy", 4, random.Random(1), tables=tables, how="tables")
    assert [set(group) - {"x", "y"} for group in groups] == [set("ijk"), set("abcdef"), set("gh")]
    assert sizes(groups) == [3, 4, 6]


def test_pairs_stay_at_their_table() -> None:
    """Five at a table are a pair and a three; nobody turns to another table."""
    tables = seated(t1="abcde", t2="fghi")
    groups = form("abcdefghi", 2, random.Random(1), tables=tables, how="tables")
    assert sizes(groups) == [2, 2, 2, 3]
    assert all(len({tables[person] for person in group}) == 1 for group in groups)


@pytest.mark.parametrize(
    ("tables", "size", "expected"),
    [
        (seated(t1="a", t2="bcd", t3="ef"), 4, [{"a", "e", "f"}, {"b", "c", "d"}]),
        (seated(t1="a", t2="b"), 4, [{"a", "b"}]),
        (seated(t1="a", t2="bcdef"), 4, [set("abcdef")]),
        (seated(t1="a", t2="b", t3="cd"), 2, [{"a", "b"}, {"c", "d"}]),
    ],
)
def test_who_sits_alone_joins_another_table(
    tables: dict[str, str], size: int, expected: list[set[str]]
) -> None:
    """Someone alone at a table comes before the borders between tables."""
    groups = form(list(tables), size, random.Random(1), tables=tables, how="tables")
    assert sets(groups) == expected


def test_one_alone_makes_a_pair_at_an_odd_table() -> None:
    """Beside a table of two and one of three, the person alone completes the three, and all are pairs."""
    tables = seated(t1="a", t2="bc", t3="def")
    assert sizes(form("abcdef", 2, random.Random(1), tables=tables, how="tables")) == [2, 2, 2]


def test_one_number_among_many_without_is_no_table_of_twenty() -> None:
    """When hardly anybody typed a number, the rest still sit in fours, and the table stays together."""
    crowd = [f"p{i}" for i in range(20)]
    groups = form(crowd, 4, random.Random(1), tables={"p3": "1", "p7": "1"}, how="tables")
    assert sizes(groups) == [4] * 5
    assert any({"p3", "p7"} <= set(group) for group in groups)


def test_a_table_is_divided_where_it_grows_to_twice_the_size() -> None:
    """Two at a table and six without a number are two fours."""
    groups = form("abcdefgh", 4, random.Random(1), tables={"a": "1", "b": "1"}, how="tables")
    assert sizes(groups) == [4, 4]


def test_without_tables_or_earlier_groups_chance_decides() -> None:
    """The first time there is nothing to go by."""
    crowd = list("abcdefghi")
    by_chance = sizes(form(crowd, 4, random.Random(3)))
    assert sizes(form(crowd, 4, random.Random(3), how="tables")) == by_chance
    assert sizes(form(crowd, 4, random.Random(3), how="before")) == by_chance


def test_roles_are_mixed() -> None:
    """Four leaders, four aides and eight teachers: each four has one, one and two."""
    roles = {f"p{i}": ["leader", "aide", "teacher", "teacher"][i // 4] for i in range(16)}
    groups = form(list(roles), 4, random.Random(1), roles=roles, how="roles")
    expected = Counter(leader=1, aide=1, teacher=2)
    assert [Counter(roles[person] for person in group) for group in groups] == [expected] * 4


@pytest.mark.parametrize(
    ("people", "size", "before", "expected"),
    [
        ("abcd", 2, ["ac", "bd"], ["ac", "bd"]),
        ("abcdex", 4, ["abez", "cdy"], ["abe", "cdx"]),
        ("abcx", 2, ["ab", "cd"], ["ab", "cx"]),
        ("abcde", 2, ["abc", "de"], ["abc", "de"]),
        ("abcdexy", 2, ["abc", "de"], ["abc", "de", "xy"]),
        ("abcdefg", 4, ["abcd", "ef", "gz"], ["abcd", "efg"]),
        ("abcdexyz", 4, ["abcde"], ["abcde", "xyz"]),
    ],
)
def test_as_last_time(people: str, size: int, before: list[str], expected: list[str]) -> None:
    """Earlier groups stay as far as their people are here; one who is left joins others, as newcomers do."""
    groups = form(people, size, random.Random(1), before=before, how="before")
    assert sets(groups) == [set(group) for group in expected]


@pytest.mark.parametrize(
    ("people", "before", "expected"),
    [
        ("abcdefghxy", ["abcd", "efgh"], [5, 5]),
        ("abcdefwxyz", ["abc", "def"], [5, 5]),
        ("abcdefghwxyz", ["abcd", "efgh"], [4, 4, 4]),
        ("abcdex", ["abcde"], [3, 3]),
        ("abcd", ["ab", "cd"], [2, 2]),
    ],
)
def test_newcomers_fill_fours(people: str, before: list[str], expected: list[int]) -> None:
    """They fill the smallest, make a group where they are three, and never a group of six."""
    assert sizes(form(people, 4, random.Random(1), before=before, how="before")) == expected


def test_an_unknown_way_is_refused() -> None:
    """The words come from a form, and forms can be forged."""
    with pytest.raises(BadValue, match="random, tables, roles, before"):
        form("abcd", 2, random.Random(1), how="birthdays")


@given(PEOPLE, SIZES, SEEDS, st.sampled_from(HOW), st.data())
def test_everybody_once_and_nobody_alone(
    people: list[str], size: int, seed: int, how: str, data: st.DataObject
) -> None:
    """Whatever the room looks like; at most one more than the size, and a table may be larger."""
    said = st.lists(st.sampled_from(["", "", "1", "2", "3", "7", "10"]), min_size=40, max_size=40)
    tables = dict(zip(people, data.draw(said), strict=False))
    earlier: dict[str, list[str]] = {}
    for person, group in zip([*people[::2], "gone", "left"], data.draw(said), strict=False):
        earlier.setdefault(group, []).append(person)
    before = list(earlier.values())
    groups = form(people, size, random.Random(seed), tables=tables, roles=tables, before=before, how=how)
    assert Counter(person for group in groups for person in group) == Counter(people)
    assert all(len(group) > 1 for group in groups) or len(people) == 1
    most = size + 1
    if how == "tables" and size > 2:
        at_tables = Counter(table for table in tables.values() if table)
        most = max(2 * size - 1, *(n + 1 for n in at_tables.values()), 0)
    assert all(len(group) <= most for group in groups)
    if how in ("random", "roles"):
        assert not groups or max(sizes(groups)) - min(sizes(groups)) <= 1
        assert len(people) < size or all(len(group) >= size - 1 for group in groups)


@given(PEOPLE, SIZES, SEEDS, st.data())
def test_roles_are_spread_as_evenly_as_can_be(
    people: list[str], size: int, seed: int, data: st.DataObject
) -> None:
    """Of each role no group has two more than another."""
    roles = {person: data.draw(st.sampled_from(["leader", "teacher", "aide", ""])) for person in people}
    groups = form(people, size, random.Random(seed), roles=roles, how="roles")
    for role in set(roles.values()):
        counts = [sum(roles[person] == role for person in group) for group in groups]
        assert max(counts) - min(counts) <= 1


@given(PEOPLE, SIZES, SEEDS, st.data())
def test_new_groups_are_as_mixed_as_can_be(
    people: list[str], size: int, seed: int, data: st.DataObject
) -> None:
    """Everybody once, groups of one size, and of each table no group has two more than another."""
    drawn = {person: data.draw(st.sampled_from(["1", "2", "3", "7", ""])) for person in people}
    origins = {person: table for person, table in drawn.items() if table}
    groups = mix(people, origins, size, random.Random(seed))
    assert Counter(person for group in groups for person in group) == Counter(people)
    assert not groups or max(sizes(groups)) - min(sizes(groups)) <= 1
    assert all(len(group) <= size + max(1, size // 2) for group in groups)
    assert all(len(group) > 1 for group in groups) or len(people) == 1
    for table in set(drawn.values()):
        counts = [sum(drawn[person] == table for person in group) for group in groups]
        assert max(counts) - min(counts) <= 1


@given(st.integers(2, 4), st.integers(4, 40), SEEDS)
def test_in_a_jigsaw_every_group_hears_every_part(parts: int, people: int, seed: int) -> None:
    """Parts of about equal size, in groups of four to six; seven people are too few for four parts."""
    origins = {f"p{i}": str(i % parts) for i in range(people)}
    groups = mix(list(origins), origins, 4, random.Random(seed))
    assert all(len({origins[person] for person in group}) == parts for group in groups) or people == 7


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        (seated(t1="abcd", t2="efgh"), [4, 4]),
        (seated(t1="abc", t2="def", t3="gh", t4="ij"), [5, 5]),
        (seated(t1="abcdefgh", t2="i", t3="j"), [3, 3, 4]),
        (seated(t1="abc", t2="def", t3="ghi", t4="jkl", t5="mno", t6="pqr", t7="stu"), [4, 4, 4, 4, 5]),
        (seated(t1="ab"), [2]),
    ],
)
def test_how_large_new_groups_are(origins: dict[str, str], expected: list[int]) -> None:
    """Fours, as everywhere; a little larger where otherwise somebody would miss a part."""
    assert sizes(mix(list(origins), origins, 4, random.Random(1))) == expected


@given(PEOPLE, SEEDS, st.data())
def test_pairs_cross_tables_only_for_somebody_alone(
    people: list[str], seed: int, data: st.DataObject
) -> None:
    """With two or more at every table, each pair is of one table."""
    tables = {person: data.draw(st.sampled_from("123")) for person in people}
    if 1 in Counter(tables.values()).values():
        return
    groups = form(people, 2, random.Random(seed), tables=tables, how="tables")
    assert all(len({tables[person] for person in group}) == 1 for group in groups)


@pytest.mark.parametrize(
    ("groups", "size", "index"),
    [
        ([], 2, 0),
        (["ab", "cd"], 2, 0),
        (["abe", "cd"], 2, 1),
        (["abe", "cdf"], 2, 2),
        (["abe", "cdf", "g"], 2, 2),
        (["abcd", "efg"], 4, 1),
        (["abcdef", "ghijk"], 4, 1),
        (["abcdefg", "hijklmn"], 4, 2),
        (["ab", "", "cd"], 2, 0),
        (["ab", "zc"], 2, 1),
    ],
)
def test_where_a_late_person_goes(groups: list[str], size: int, index: int) -> None:
    """A pair becomes a three and then is full; who waits alone gets company; who is placed stays."""
    assert place("z", [list(group) for group in groups], size) == index


def test_a_late_person_finds_their_own_table() -> None:
    """A table is a group however large; in pairs its threes are full."""
    tables = seated(t1="abcde", t2="fg")

    def placed(groups: list[str], size: int, table: str = "1") -> int:
        return place("z", [list(group) for group in groups], size, table=table, tables=tables)

    assert placed(["fg", "abcde"], 4) == 1
    assert placed(["fg", "abc", "de"], 2) == 2
    assert placed(["fg", "abc", "dey"], 2) == 0
    assert placed(["fg", "abcde"], 4, table="3") == 0
    assert placed(["fge", "abcd"], 4) == 1
    assert placed(["fg", "abcdexyvw"], 4) == 1


def test_somebody_alone_comes_before_the_own_table() -> None:
    """One person waits beside a full room, and the next to come keeps them company."""
    tables = seated(t1="ab")
    assert place("z", ["x", "ab"], 2, table="1", tables=tables) == 0


def test_no_number_is_no_table() -> None:
    """People without a table are not each other's table mates."""
    assert place("z", ["abc", "de"], 4, tables=dict.fromkeys("abcde", "")) == 1


@given(PEOPLE, SIZES, SEEDS, st.integers(0, 30))
def test_however_many_come_late_one_at_most_waits(people: list[str], size: int, seed: int, late: int) -> None:
    """Groups grow until they could be two; a new group's first person is joined by the next."""
    groups = form(people, size, random.Random(seed))
    for i in range(late):
        where = place(f"late{i}", groups, size)
        if where == len(groups):
            groups.append([])
        groups[where].append(f"late{i}")
        assert sum(len(group) == 1 for group in groups) <= 1
    assert all(len(group) < 2 * size for group in groups)


@pytest.mark.parametrize(
    ("grouping", "names"),
    [
        ("Pairs, then whole", ["Pair 1", "Pair 2"]),
        ("Alone, then pairs", ["Pair 1", "Pair 2"]),
        ("1:1", ["Pair 1", "Pair 2"]),
        ("Groups of 4", ["Group 1", "Group 2"]),
        ("Team", ["Team 1", "Team 2"]),
    ],
)
def test_groups_have_plain_names(grouping: str, names: list[str]) -> None:
    """People look for a word and a number on the wall."""
    assert group_names(grouping, 2) == names
    assert group_names(grouping, 0) == []
