"""One community and its year: a console, one phone in a browser, and five people who answer without one."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from people import LAPTOP, Person
from playwright.sync_api import Locator, expect
from running_server import Server

from plckit.activities.registry import kinds
from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page
from plckit.seats.requests import READS, Request, answer
from plckit.sessions import answering
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing import a_seat, utc_now

NAMES = ("Ana", "Ben", "Cleo", "Dee", "Eru", "Fay")
COMMUNITY = "Year 9 maths"


class Year:
    """The community's server, which is stopped and started between meetings."""

    def __init__(self, server: Server, person: Callable[..., Person]) -> None:
        self.server = server
        self.leader, self.phone = person(viewport=LAPTOP), person()
        self.leader.page.goto(f"{server.address}/sign-in?key={server.facilitator_key()}")

    @contextmanager
    def meeting(self, title: str) -> Iterator[Meeting]:
        """Hold a meeting with the workbook of that title; afterwards finish it and restart the server."""
        page = self.leader.page
        page.goto(self.server.address)
        workbooks = page.get_by_label("Workbook")
        (found,) = workbooks.get_by_role("option").filter(has_text=title).all()
        workbooks.select_option(found.get_attribute("value"))
        page.get_by_label("Your community").fill(COMMUNITY)
        page.get_by_role("button", name="Begin", exact=True).click()
        page.get_by_role("link", name="Go to the console").click()
        self.leader.is_connected()
        code = re.search(r"/console/(\w{4})", page.url).group(1)  # type: ignore[union-attr]
        self.phone.join(self.server.address, code, NAMES[0])
        page.get_by_role("radio", name="Only I see this screen").check()
        store = open_store(self.server.data.database_url)
        try:
            yield Meeting(self, store, code)
        finally:
            store.close()
        for name in ("Finish the session…", "Finish"):
            page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()
        self.leader.sees("Finished")
        self.server.stop()
        self.server.start()


class Meeting:
    """One meeting of six people."""

    def __init__(self, year: Year, store: Store, code: str) -> None:
        self.year, self.store = year, store
        session = store.read(lambda tx: tx.sessions.by_code(code)).result()
        assert session is not None
        self.session: Session = session
        self.page: Page = store.read(lambda tx: tx.sessions.page(session.page)).result()
        seats = store.read(lambda tx: tx.seats.all(session.id, Role.PARTICIPANT)).result()
        self.people = [*seats, *(a_seat(store, session, name=name) for name in NAMES[1:])]
        self.leader: Seat = store.read(lambda tx: tx.seats.all(session.id, Role.FACILITATOR)).result()[0]

    def ask(self, what: str, **said: Any) -> Any:
        """Let the console ask for something."""
        request = Request(kinds(), self.page, self.leader, said, utc_now())
        ask = self.store.read if what in READS else self.store.write
        return ask(answer, request, what).result()

    def at(self, title: str) -> None:
        """Take the room to the step of that title; Ana's phone follows."""
        step = next(step for step in self.page.steps if step.title == title)
        self.ask("go", step=step.key)
        self.year.phone.is_at(title)

    def says(self, activity: str, seat: int = 0, **entries: Any) -> None:
        """Let one person (Ana, if nobody is named) put entries: `answer`, or a row or cell by its id."""
        for entry, value in entries.items():
            asked = (kinds(), self.page, self.people[seat], activity, entry.replace("__", "."))
            self.store.write(answering.put, *asked, str(uuid.uuid4()), value, at=utc_now()).result()

    def row(self, activity: str, cells: Mapping[str, Any], row: str = "mf0000aa-1a2b3c") -> None:
        """Let Ana fill in a row of a table."""
        self.says(activity, **{f"{row}__{column}": value for column, value in cells.items()})

    def all_say(self, activity: str, **entries: Any) -> None:
        """Let each of the six put the same entries."""
        for who in range(len(self.people)):
            self.says(activity, who, **entries)

    def reveals(self, *activities: str) -> None:
        """Reveal activities."""
        for activity in activities:
            self.ask("phase", activity=activity, phase="revealed")

    def all_see(self, text: str) -> None:
        """Wait until console and phone show *text*."""
        for one in (self.year.phone, self.year.leader):
            one.sees(text)

    def keeps(self, prompt: str, wording: Mapping[str, str] | None = None) -> None:
        """Open the draft on the console, type what is still needed, and keep it."""
        tool = self._led(prompt)
        maker = next(one for one in self.page.activities.values() if one.prompt == prompt)
        if maker.options["recorded"]:  # there is nothing to word
            tool.get_by_role("button", name="Keep it").click()
        else:
            tool.get_by_role("button", name="Word it now").click()
            form = tool.locator("form")
            for key in maker.options["folded"]:
                field = artefact_type(maker.options["artefact"]).field(key)
                assert field
                expect(form.get_by_text(field.title)).to_be_hidden()
            for label, words in (wording or {}).items():
                box = form.get_by_label(label).first
                expect(box).to_have_value("")
                box.fill(words)
            form.get_by_role("button", name="Keep it").click()
        expect(tool.get_by_text(re.compile("^Kept"))).to_be_visible()

    def _led(self, prompt: str) -> Locator:
        heading = self.year.leader.page.get_by_role("heading", name=prompt, exact=True)
        return self.year.leader.page.locator(".led").filter(has=heading).filter(visible=True)
