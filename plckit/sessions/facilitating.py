"""A facilitator leads: steps, phases, the end."""

from __future__ import annotations

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session, change_phase
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, NotAllowed, SessionClosed, SessionNotFound
from plckit.store.transaction import Transaction


def go_to(tx: Transaction, page: Page, seat: Seat, step: str, at: str) -> None:
    """Make *step* the current one and open its activities that are still waiting."""
    session = _led(tx, seat, "move to another step")
    target = page.step(step)
    if target is None:
        raise BadValue("This workbook has no such step. Reload the console and try again.")
    if step != session.step:
        tx.sessions.set_step(session.id, step, at)
    known = tx.sessions.phases(session.id)
    waiting = [key for key in target.activities if known.get(key, Phase.WAITING) is Phase.WAITING]
    tx.sessions.set_phases(session.id, waiting, Phase.OPEN, at)


def set_phase(tx: Transaction, page: Page, seat: Seat, activity: str, phase: str, at: str) -> None:
    """Open, lock or reveal one activity (or take that back)."""
    session = _led(tx, seat, "open, lock or reveal")
    wanted = change_phase(page.activity(activity), phase)
    if tx.sessions.phases(session.id).get(activity) is not wanted:
        tx.sessions.set_phases(session.id, [activity], wanted, at)


def close(tx: Transaction, seat: Seat, at: str) -> None:
    """End the session: nothing can be changed any more, everything stays readable."""
    tx.sessions.close(_led(tx, seat, "finish the session").id, at)


def _led(tx: Transaction, seat: Seat, what: str) -> Session:
    if seat.role is not Role.FACILITATOR:
        raise NotAllowed(what)
    session = tx.sessions.get(seat.session)
    if session is None:
        raise SessionNotFound("")
    if session.closed:
        raise SessionClosed(session.code)
    return session
