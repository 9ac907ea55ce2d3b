"""Who is in the room: roles, names and rejoin words."""

from __future__ import annotations

import enum
import random
import unicodedata
from dataclasses import dataclass

from plckit.domain.texts import plain_text
from plckit.errors import BadValue

LONGEST_NAME = 40
LONGEST_TABLE = 30
LONGEST_TABLE_CODE = 3


class Role(enum.StrEnum):
    """What a seat is for; a seat never changes its role."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"
    # Nobody sits on these two: what a group writes together, and what was entered for somebody.
    GROUP = "group"
    PAPER = "paper"


@dataclass(frozen=True)
class Seat:
    """A person's (or a screen's, or a group's) place in one session.

    `id` is a random uuid4, also its kernel id. `table` is the table a person sits at and `job` what she does,
    for mixing groups; both are empty where nobody asked. `grouping` is set for groups alone.
    """

    id: str
    session: str
    role: Role
    name: str
    rejoin: str
    table: str = ""
    job: str = ""
    grouping: str = ""
    removed: bool = False


def display_name(typed: str) -> str:
    """Return the name as it will be shown; raise BadValue for one that nobody could read out."""
    name = " ".join(plain_text(typed).split())
    if not any(unicodedata.category(c)[0] in "LN" for c in name):
        raise BadValue("Please type a name with at least one letter, or choose a made-up name.")
    if len(name) > LONGEST_NAME:
        raise BadValue(f"That name has {len(name):,} letters. Please use {LONGEST_NAME} or fewer.")
    return name


def table_number(typed: str) -> str:
    """Return a table's number or short code in capitals, or its name as typed; raise BadValue."""
    table = " ".join(plain_text(typed).split())
    code = table.upper().removeprefix("TABLE ")
    code = code.lstrip("0") or code
    if len(code) <= LONGEST_TABLE_CODE:
        return code
    if len(table) > LONGEST_TABLE:
        raise BadValue(f"A table has a number, or a name of {LONGEST_TABLE} letters at most.")
    return table


def table_name(table: str) -> str:
    """Return how a table is called on screens: “Table 3”, and one with a name by that name alone."""
    return f"Table {table}" if 0 < len(table) <= LONGEST_TABLE_CODE else table


def same_table(one: str, other: str) -> bool:
    """Return whether two spellings mean one table: capitals, spaces and accents make no difference."""
    return _bare(one) == _bare(other)


def _bare(table: str) -> str:
    letters = unicodedata.normalize("NFKD", table.casefold())
    return "".join(c for c in letters if not c.isspace() and not "\u0300" <= c <= "\u036f")


def distinct(name: str, taken: set[str]) -> str:
    """Return *name*, with a number behind it if somebody in the session has it already."""
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


COLOURS = (
    "amber azure beige blue bronze brown copper coral cream crimson cyan dusky ebony emerald fawn ginger "
    "golden green grey hazel indigo ivory jade khaki lavender lemon lilac lime magenta maroon mauve mint "
    "navy ochre olive orange peach pearl pink plum purple red rose ruby russet rust sable salmon sandy "
    "scarlet silver slate tawny teal topaz umber velvet violet white yellow"
).split()
ANIMALS = (
    "badger bat bear beaver bee bison bobcat buffalo camel cat cheetah crab crane cricket crow deer dingo "
    "dolphin donkey dove duck eagle eel egret elk falcon ferret finch fox frog gannet gecko gibbon goat "
    "goose gull hare hawk hedgehog heron horse ibex ibis jackal jay kea kestrel kiwi koala lark lemur "
    "leopard lion lizard llama lynx magpie marten mole moose moth mouse newt ocelot octopus orca osprey "
    "otter owl oyster panda panther parrot pelican penguin pigeon pika pony puffin puma quail rabbit "
    "raven robin salmon seal shark sheep shrew skua snail sparrow squid stoat stork swan swift tapir tern "
    "tiger toad trout tui turtle vole walrus weasel weka whale wolf wombat wren yak zebra"
).split()


def made_up_name(rng: random.Random) -> str:
    """Return a friendly made-up name, such as “Teal Kestrel”."""
    return f"{rng.choice(COLOURS)} {rng.choice(ANIMALS)}".title()


def rejoin_word(rng: random.Random) -> str:
    """Return a word that brings one person back, such as “blue otter 724” (some 5 million of them)."""
    return f"{rng.choice(COLOURS)} {rng.choice(ANIMALS)} {rng.randint(100, 999)}"


def recovery_words(rng: random.Random) -> str:
    """Return what brings a facilitator back, such as “teal kiwi coral heron 4821”."""
    animals, colours = rng.sample(ANIMALS, 2), rng.sample(COLOURS, 2)
    return f"{colours[0]} {animals[0]} {colours[1]} {animals[1]} {rng.randint(1000, 9999)}"


def tidy_rejoin_word(typed: str) -> str:
    """Return a typed rejoin word as it is stored: small letters, single spaces."""
    return " ".join(plain_text(typed).casefold().replace("-", " ").split())[:60]
