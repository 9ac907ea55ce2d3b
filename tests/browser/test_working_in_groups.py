"""People who write together: one device writes, everybody sees it live, and only those who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cable import Cable
from people import LAPTOP, Person
from playwright.sync_api import Locator, expect
from running_server import Room, Server

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.sessions import facilitating, grouping
from plckit.testing import a_page, a_session, an_activity, utc_now

pytestmark = pytest.mark.browser
PLAN, TRY, IDEA = "Who does what by when?", "What will you try?", "What is on your mind?"
WRITE = "I write for us"


@pytest.fixture
def room(server: Server, server_store: object) -> Room:
    """Make a session of three steps, everything open: a group's table, a pair's words, one's own."""
    steps = {
        "Plan": [an_activity("planner_table", "plan", prompt=PLAN, by="group", see="anon-reveal")],
        "Try": [an_activity("short_text", "try-it", prompt=TRY, see="pair")],
        "Mind": [an_activity("long_text", "mind", prompt=IDEA, see="private")],
    }
    page = a_page(steps)
    groups = ("Groups", "Pairs", "Alone")
    page = replace(page, steps=tuple(replace(s, group=g) for s, g in zip(page.steps, groups, strict=True)))
    return Room(server, server_store, a_session(server_store, page, phase=Phase.OPEN))  # type: ignore[arg-type]


class Led:
    """What a facilitator asks of the room, from another process."""

    def __init__(self, room: Room) -> None:
        self.room, self.seat = room, room.seat(Role.FACILITATOR)

    def go(self, step: str) -> None:
        page = self.room.store.read(lambda tx: tx.sessions.page(self.room.session.page)).result()
        self.room.store.write(facilitating.go_to, page, self.seat, step, utc_now()).result()

    def gather(self) -> None:
        self.room.store.write(facilitating.gather, self.seat, utc_now()).result()

    def pause(self, paused: bool) -> None:
        self.room.store.write(facilitating.pause, self.seat, paused, utc_now()).result()

    def named(self, name: str) -> Seat:
        session = self.room.session.id
        people = self.room.store.read(lambda tx: tx.seats.all(session, Role.PARTICIPANT)).result()
        found: Seat = next(one for one in people if one.name == name)
        return found

    def move(self, name: str, group: str) -> None:
        who = self.named(name)
        self.room.store.write(grouping.move, self.seat, who.id, "group", group, utc_now()).result()


@pytest.fixture
def led(room: Room) -> Led:
    return Led(room)


@pytest.fixture
def three(room: Room, person: Callable[..., Person]) -> list[Person]:
    """Three people who have joined."""
    found = []
    for name in ("Ana", "Tom", "Zoë"):
        found.append(person())
        found[-1].join(room.server.address, room.code, name)
    return found


def cell(person: Person) -> Locator:
    return person.page.get_by_role("textbox", name="Facilitator, row 1")


def test_one_device_writes_and_the_pen_goes_from_hand_to_hand(led: Led, three: list[Person]) -> None:
    """Words on their way when somebody else takes the pen are kept, and the new writer goes on from them."""
    ana, tom, zoe = three
    led.go("plan")
    ana.sees("Group 1, with Tom and Zoë")
    ana.sees("Talk together. One of you writes for all.")
    expect(cell(ana)).not_to_be_editable()
    ana.page.get_by_role("button", name=WRITE).click()
    tom.sees("Talk. Ana writes for your group.")
    cell(ana).press_sequentially("Ask Mo")
    for other in (tom, zoe):
        expect(cell(other)).to_have_value("Ask Mo")
        expect(cell(other)).not_to_be_editable()
    cell(ana).press_sequentially(" and Li")
    tom.page.get_by_role("button", name="Let me write instead").click()
    ana.sees("Talk. Tom writes for your group.")
    expect(cell(ana)).not_to_be_editable()
    expect(cell(tom)).to_have_value("Ask Mo and Li")
    cell(tom).fill("Ask Mo and Li and Su")
    for other in (ana, zoe):  # also where the cursor still stands in the cell
        expect(cell(other)).to_have_value("Ask Mo and Li and Su")


def test_what_a_pair_writes_reaches_the_partner_and_nobody_else(
    led: Led, room: Room, person: Callable[..., Person], three: list[Person]
) -> None:
    """With four people there are two pairs; the other pair's screens never hold the words."""
    three.append(person())
    three[3].join(room.server.address, room.code, "Mo")
    led.go("try")
    pairs = {}
    for one in three:
        line = one.page.locator("[data-place='try']")
        expect(line).to_contain_text("Your pair: ")
        pairs[one] = line.inner_text().removeprefix("Your pair: ")
    ana = three[0]
    partner = next(one for one, other in pairs.items() if other == "Ana")
    ana.page.get_by_role("textbox", name=TRY).fill("Wait longer")
    ana.saved(TRY)
    partner.sees("Wait longer")
    for other in three:
        if other not in (ana, partner):
            expect(other.page.get_by_text("Wait longer")).to_have_count(0)


def test_who_comes_late_is_placed_on_the_current_step(
    led: Led, room: Room, person: Callable[..., Person], three: list[Person]
) -> None:
    """A late joiner sees the group's draft at once."""
    led.go("plan")
    three[0].page.get_by_role("button", name=WRITE).click()
    cell(three[0]).fill("Ask Mo")
    three[0].saved(PLAN)
    late = person()
    late.join(room.server.address, room.code, "Late")
    late.is_at("Plan")
    late.sees("Group 1, with Ana, Tom and Zoë")
    late.sees("Talk. Ana writes for your group.")
    expect(cell(late)).to_have_value("Ask Mo")
    assert not late.barriers()


def test_who_changes_groups_finds_the_new_groups_draft(led: Led, three: list[Person]) -> None:
    """Alone in a new group nobody needs the pen; without a group the page says so."""
    ana, tom, _ = three
    led.go("plan")
    ana.page.get_by_role("button", name=WRITE).click()
    cell(ana).fill("Ask Mo")
    expect(cell(tom)).to_have_value("Ask Mo")
    led.move("Tom", "new")
    tom.sees("Group 2: you, until somebody joins you")
    expect(cell(tom)).to_have_value("")
    cell(tom).fill("Ask Su")
    tom.saved(PLAN)
    led.move("Tom", "")
    tom.sees("You have no group yet. The facilitator is placing people.")
    expect(cell(tom)).not_to_be_editable()
    ana.sees("Group 1, with Zoë")


def test_words_that_wait_for_a_network_stay_out_of_another_group(
    led: Led, room: Room, three: list[Person], person: Callable[..., Person]
) -> None:
    """The Wi-Fi goes, the groups change, the Wi-Fi comes: one group's words are not the next one's."""
    cable, mo = Cable(room.server.port), person()
    mo.join(f"http://127.0.0.1:{cable.port}", room.code, "Mo")
    led.go("plan")
    mo.page.get_by_role("button", name=WRITE).click()
    three[0].sees("Talk. Mo writes for your group.")
    cable.cut()
    mo.sees("Reconnecting…")
    cell(mo).fill("Only for you")
    cell(mo).blur()
    mo.sees("Not saved yet: it is sent as soon as the connection is back")
    led.move("Mo", "new")
    cable.mend()
    mo.sees("You wrote this in another group, so it was not saved. Your words are still in the box.")
    mo.sees("Group 2: you, until somebody joins you")
    expect(cell(mo)).to_have_value("Only for you")
    assert not room.rows("entry")["entry"]
    cell(mo).fill("For us as well")
    mo.saved(PLAN)
    assert [row[4] for row in room.rows("entry")["entry"]] == ["For us as well"]
    mo.page.reload()
    expect(cell(mo)).to_have_value("For us as well")
    cable.cut()


def test_words_in_the_middle_of_a_regrouping_stay_out_of_another_group(
    led: Led, room: Room, three: list[Person], person: Callable[..., Person]
) -> None:
    """What is typed and not sent yet is for those she sat with; a reload shows the new group's draft."""
    mo = person()
    mo.page.clock.install()
    mo.join(room.server.address, room.code, "Mo")
    led.go("plan")
    mo.page.get_by_role("button", name=WRITE).click()
    three[0].sees("Talk. Mo writes for your group.")
    mo.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))  # so that the pause in typing never ends
    cell(mo).press_sequentially("Only for y")
    mo.sees("Not saved yet")
    led.move("Mo", "new")
    mo.sees("You wrote this in another group, so it was not saved.")
    expect(cell(mo)).to_have_value("Only for y")
    assert not room.rows("entry")["entry"]
    mo.page.clock.resume()
    mo.page.reload()
    expect(cell(mo)).to_have_value("")
    assert not room.rows("entry")["entry"]


def test_a_pause_leaves_words_and_cursor_where_they_are(led: Led, three: list[Person]) -> None:
    """The box is locked for everybody, says why, and is written in again where the cursor stood."""
    ana = three[0]
    led.go("mind")
    box = ana.page.get_by_role("textbox", name=IDEA)
    box.press_sequentially("Half a thou")
    led.pause(True)
    ana.sees("Pause: please look up. Your words are kept.")
    expect(box).not_to_be_editable()
    expect(box).to_be_focused()
    led.pause(False)
    expect(ana.page.get_by_text("Pause: please")).to_be_hidden()
    expect(box).to_be_editable()
    ana.page.keyboard.type("ght")
    expect(box).to_have_value("Half a thought")
    ana.saved(IDEA)


def test_all_are_brought_along_and_can_go_back_to_their_words(led: Led, three: list[Person]) -> None:
    """Who is in the middle of a word comes along too: it is kept, and one press leads back to it."""
    ana = three[0]
    led.go("mind")
    box = ana.page.get_by_role("textbox", name=IDEA)
    box.press_sequentially("Half a thou")
    led.go("plan")
    ana.sees("The group has moved on to “Plan”.")
    expect(ana.page.get_by_role("button", name="Go to the group's step")).to_be_hidden()
    expect(box).to_be_focused()
    led.gather()
    ana.is_at("Plan")
    ana.sees("We moved on together. Your words are kept.")
    expect(ana.page.get_by_role("heading", level=1, name="Plan")).to_be_focused()
    ana.page.get_by_role("button", name="Back to what I was writing").click()
    expect(box).to_be_focused()
    expect(box).to_have_value("Half a thou")
    ana.saved(IDEA)
    ana.page.get_by_role("button", name="Go to the group's step").click()
    ana.is_at("Plan")


def test_who_has_stopped_for_a_while_goes_along(led: Led, room: Room, person: Callable[..., Person]) -> None:
    """Fifteen seconds after the last key, everything saved, nobody is in the middle of an answer."""
    ana = person()
    ana.page.clock.install()
    ana.join(room.server.address, room.code, "Ana")
    led.go("mind")
    box = ana.page.get_by_role("textbox", name=IDEA)
    box.press_sequentially("A thought")
    ana.saved(IDEA)
    ana.page.clock.fast_forward(16_000)
    led.go("plan")
    ana.is_at("Plan")


def test_the_table_is_asked_for_before_there_are_groups(
    led: Led, room: Room, person: Callable[..., Person]
) -> None:
    """Who says at which table she sits is in that table's group."""
    found = []
    for name, table in (("Ana", "7"), ("Tom", "7"), ("Zoë", "2"), ("Mo", "2")):
        found.append(person())
        found[-1].join(room.server.address, room.code, name)
        found[-1].page.get_by_text("Which table do you sit at?").click()
        found[-1].page.get_by_label("Its number or name").fill(table)
        found[-1].page.keyboard.press("Enter")
        found[-1].sees(f"Kept: your table is {table}.")
    led.go("plan")
    found[0].sees("Table 7, with Tom")
    found[2].sees("Table 2, with Mo")


def test_screens_for_groups_stand_in_nobodys_way(
    led: Led, room: Room, person: Callable[..., Person], three: list[Person]
) -> None:
    """Light and dark, writing and looking on, paused and called along, pass axe."""
    dark = person(color_scheme="dark", viewport=LAPTOP)
    dark.join(room.server.address, room.code, "Dark")
    led.go("plan")
    three[0].page.get_by_role("button", name=WRITE).click()
    dark.sees("Talk. Ana writes for your group.")
    found = {str(i): one.barriers() for i, one in enumerate((three[0], three[1], dark))}
    led.pause(True)
    dark.sees("Pause: please look up.")
    found |= {f"paused {i}": one.barriers() for i, one in enumerate((three[0], dark))}
    assert len(found) == 5
    assert not {where: what for where, what in found.items() if what}
