"""Where one person works through a notebook alone: a solo session in the store, and its one seat."""

from __future__ import annotations

import html
import logging
import threading
from dataclasses import replace
from typing import Any, ClassVar

from IPython.display import display

from plckit.activities.registry import kinds
from plckit.domain.entries import SUPPLIED, Receipt
from plckit.domain.people import Seat
from plckit.domain.planning import in_minutes
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import FILE, ActivitySpec, Page
from plckit.errors import BadValue, PlckitError, SpecError
from plckit.kernel.fitting import Fitting
from plckit.kernel.widget import ActivityWidget
from plckit.seats.looking import own
from plckit.seats.room import NOTHING
from plckit.sessions import answering, convening, joining
from plckit.sessions.clock import utc_now
from plckit.sessions.summarising import group_view
from plckit.sessions.supplying import all_cards
from plckit.settings import DataFolder
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.store.transaction import Transaction

log = logging.getLogger(__name__)

BROKEN = "Something went wrong, so this was not saved. Your words are still in the box."
KEPT = "Your answers stay on this computer, for whoever opens this workbook here again."
NOT_HERE = "For two people, on their own device: plckit serve has it at /review. Nothing is typed here."
State = dict[str, Any]


class Desk:
    """One person's place in one workbook.

    Cells and answers come from different threads: whoever reads a state and then shows it holds `lock`.
    """

    _current: ClassVar[Desk | None] = None

    def __init__(self, page: Page, store: Store) -> None:
        self.page = page
        self.store = store
        self.session, self.seat = store.write(_sit, page, utc_now()).result()
        self._widgets: dict[str, ActivityWidget] = {}
        self.lock = threading.RLock()

    @classmethod
    def begin(cls, said: dict[str, Any]) -> Desk:
        """Sit down to a workbook and return the desk; running its first cell again keeps it."""
        page = Page(**said, opening=(), steps=(), activities={})
        url = DataFolder.open().database_url
        desk = cls._current
        if desk is None or (desk.page.key, desk.store.url) != (page.key, url):
            cls._current = desk = cls(page, open_store(url))
        return desk

    @classmethod
    def current(cls) -> Desk:
        """Return the desk of the workbook that was begun; raise SpecError where none was."""
        if cls._current is None:
            raise SpecError("A notebook begins with workbook(…). Run its first cell, then this one.")
        return cls._current

    def activity(self, spec: ActivitySpec) -> ActivityWidget:
        """Return the activity's widget with what was answered before; one a key, however often it is run."""
        with self.lock:
            self.page = replace(self.page, activities={**self.page.activities, spec.key: spec})
            state = self.store.write(_open, self.session, self.seat, self.page, spec, utc_now()).result()
            widget = self._widgets.get(spec.key)
            if widget is None or widget.comm is None:
                widget = self._widgets[spec.key] = ActivityWidget(self, spec, state)
            else:
                widget.become(spec, state)
            return widget

    def put(self, activity: str, asked: dict[str, Any]) -> tuple[State, State]:
        """Store an answer; return what the browser is told, and the fields that changed."""
        op, entry = asked.get("op"), asked.get("entry")
        about = {"op": op, "entry": entry}
        try:
            what = (self.page, activity, entry, op, asked.get("value"), utc_now())
            receipt, state = self.store.write(_put, self.session, self.seat, *what).result()
        except PlckitError as error:
            return {"type": "refused", **about, "message": str(error), "later": error.later}, {}
        except Exception:
            log.exception("An answer to %r failed.", activity)
            return {"type": "failed", **about, "message": BROKEN}, {}
        return {"type": "saved", **about, "revision": receipt.revision, "at": receipt.at}, state

    def adjust(self, activity: str, given: Any) -> State:
        """Change what a facilitator may change in a session; return the fields that changed."""
        spec = self.page.activity(activity)
        try:
            changed = kinds()[spec.kind].adjust(spec.options, given)
        except BadValue as error:
            log.warning("Refused a change of %r: %s", activity, error)
            return {}
        told = (self.page, spec, changed, utc_now())
        return self.store.write(_adjust, self.session, self.seat, *told).result()

    def pass_on(self, activity: str) -> None:
        """Show the notes of *activity*, as they are now, on the boards that work on them."""
        for key, widget in self._widgets.items():
            spec = self.page.activity(key)
            if spec.options.get("notes") == activity:
                fields = self.store.read(_fields, self.session, self.seat, self.page, spec)
                widget.show(fields.result())

    def start_afresh(self) -> None:
        """Begin again with nothing answered; what was written before stays in the store, shown no more."""
        with self.lock:
            self.session, self.seat = self.store.write(_sit_anew, self.session, self.page, utc_now()).result()
            for key, widget in self._widgets.items():
                what = (self.page, self.page.activity(key), utc_now())
                widget.show(self.store.write(_open, self.session, self.seat, *what).result())

    def close(self) -> None:
        """Get up: take the widgets away and let go of the store."""
        for widget in self._widgets.values():
            widget.close()
        self.store.close()
        if Desk._current is self:
            Desk._current = None


def show_workbook(said: dict[str, Any]) -> None:
    """Show a workbook's title, and where its answers go."""
    _show(
        ("h1", "", said["title"]),
        ("p", "eyebrow", f"{in_minutes(said['minutes'])} in a meeting · you are working on your own"),
        ("p", "quiet", NOT_HERE if said["keeps"] == FILE else KEPT),
    )


def show_step(said: dict[str, Any]) -> None:
    """Show a step's title, its minutes and grouping, and what to do now."""
    _show(
        ("h2", "", said["title"]),
        ("p", "eyebrow", f"{in_minutes(said['minutes'])} · {said['group']}"),
        ("p", "now", said["now"]),
    )


def show_prompt(prompt: str) -> None:
    """Show what is asked where nothing may be typed."""
    _show(("p", "now", prompt))


def show_again(key: str) -> None:
    """Show where in a session the group's view of an earlier activity stands once more."""
    prompt = Desk.current().page.activity(key).prompt
    _show(("p", "quiet", f"In a session, what the group said to “{prompt}” is shown here once more."))


def _show(*lines: tuple[str, str, str]) -> None:
    tags = (f'<{tag} class="{name}">{html.escape(text)}</{tag}>' for tag, name, text in lines)
    markup = f'<div class="plckit-step">{"".join(tags)}</div>'
    display({"text/html": markup, "text/plain": "\n".join(text for _, _, text in lines)}, raw=True)


def _sit(tx: Transaction, page: Page, at: str) -> tuple[Session, Seat]:
    session = convening.solo(tx, page, at)
    return session, joining.alone(tx, session, at)


def _sit_anew(tx: Transaction, session: Session, page: Page, at: str) -> tuple[Session, Seat]:
    convening.set_aside(tx, session, at)
    return _sit(tx, page, at)


def _open(tx: Transaction, session: Session, seat: Seat, page: Page, spec: ActivitySpec, at: str) -> State:
    """Return the fields of an activity, which is always open to somebody who works alone."""
    if tx.sessions.phases(session.id).get(spec.key) is not Phase.OPEN:
        tx.sessions.set_phases(session.id, [spec.key], Phase.OPEN, at)
    return _fields(tx, session, seat, page, spec)


def _put(
    tx: Transaction,
    session: Session,
    seat: Seat,
    page: Page,
    activity: str,
    entry: Any,
    op: Any,
    value: Any,
    at: str,
) -> tuple[Receipt, State]:
    receipt = answering.put(tx, kinds(), page, seat, activity, entry, op, value, at)
    return receipt, _fields(tx, session, seat, page, page.activity(activity))


def _adjust(
    tx: Transaction,
    session: Session,
    seat: Seat,
    page: Page,
    spec: ActivitySpec,
    changed: dict[str, Any],
    at: str,
) -> State:
    tx.sessions.adjust(session.id, spec.key, changed, at)
    return _fields(tx, session, seat, page, spec)


def _fields(tx: Transaction, session: Session, seat: Seat, page: Page, spec: ActivitySpec) -> State:
    """Return the fields of an activity; a board has the notes of its own notebook at once."""
    tx.entries = Fitting(tx.entries, page.activities)
    source = page.activities.get(str(spec.options.get("notes", "")))
    notes = {SUPPLIED: all_cards(tx, session, source)} if source else {}
    filled = replace(spec, options={**spec.options, **notes})
    members = tx.groups.all(session.id)
    return {
        **own(tx, {spec.key: spec}, members, seat.id).get(spec.key, NOTHING),
        "group": group_view(tx, kinds(), session, filled, Phase.OPEN),
        "phase": Phase.OPEN.value,
    }
