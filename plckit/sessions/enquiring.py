"""Personal links: who gets one, and how evidence comes in between meetings, without a session.

A link opens one page for one person: the question of the enquiry and what she herself added. Only the hash
of its key is kept; it ends with the enquiry, or when a facilitator ends it.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from plckit.domain.artefacts import Artefact, current
from plckit.domain.enquiries import (
    METHODS,
    Evidence,
    Link,
    checked_number,
    day_of,
    turn_name,
    turns_of,
)
from plckit.domain.people import Seat, display_name, distinct
from plckit.domain.sessions import Session
from plckit.domain.texts import one_line, words
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, LinkEnded, LinkNotFound, NotYours, Refused, SentBefore
from plckit.sessions import enquiry_log
from plckit.sessions.clock import is_to_come
from plckit.sessions.leading import led, taking_part
from plckit.store.transaction import Transaction

LETTERS = 24
"""Bytes of a link's key: nobody finds one by trying."""

LONGEST, LONGEST_NUMBER, LONGEST_ADDRESS = 600, 60, 500
MOST_ROWS, MOST_WORDINGS = 60, 400
WORDS = {"did": "What we did", "saw": "What we saw", "means": "What it might mean"}


@dataclass(frozen=True)
class Opened:
    """What a link's page shows: the enquiry in a few words, its turns, and this person's own rows."""

    link: Link
    question: str
    method: str
    measure: str
    turns: tuple[tuple[int, str], ...]
    rows: tuple[Evidence, ...]

    @property
    def turn(self) -> int:
        """The turn that is on."""
        return self.turns[-1][0]


def give(tx: Transaction, page: Page, seat: Seat, name: Any, again: Any, at: str) -> dict[str, str]:
    """Return {"token", "name"}: a key that only this reply holds; or {"made"} where she has a link already.

    With *again* her link gets another key, and the one it had opens nothing any more. Its name is nobody
    else's who is here, so that nobody's rows stand as another's.
    """
    session = taking_part(tx, seat)
    if not any(spec.options.get("enquiry") == "link" for spec in page.activities.values()):
        raise Refused("No links are given in this workbook. A meeting of the enquiry itself gives them.")
    enquiry = enquiry_log.of_session(tx, session, page)
    offer = enquiry_log.offered(tx, session, page)["link"]
    if enquiry is None or offer["wait"]:
        raise Refused(offer["wait"])
    called = distinct(_name(name) or seat.name, tx.seats.names(session.id) - {seat.name})
    found = tx.enquiries.link_of(enquiry.id, seat.id)
    if found and not found.ended and again is not True:
        return {"made": found.made}
    token = secrets.token_urlsafe(LETTERS)
    if found:
        tx.enquiries.renew_link(found, _hash(token), called, at)
    else:
        who = {"session": session.id, "seat": seat.id, "name": called}
        link = Link(str(uuid.uuid4()), session.community, enquiry.id, made=at, **who)
        tx.enquiries.add_link(link, _hash(token))
    tx.feed.add(session.id, "evidence", at)  # the console says how many have one
    return {"token": token, "name": called}


def end_all(tx: Transaction, page: Page, seat: Seat, at: str) -> int:
    """End all links of the enquiry that a facilitator's session works on; return how many."""
    session = led(tx, seat, "end the links", afterwards=True)
    enquiry = enquiry_log.of_session(tx, session, page)
    tx.feed.add(session.id, "evidence", at)
    return tx.enquiries.end_links(enquiry.id, at) if enquiry else 0


def opened(tx: Transaction, token: str) -> Opened:
    """Return what the page of a link shows; raise LinkNotFound or LinkEnded."""
    link, enquiry = _of_token(tx, token)
    content = current(enquiry)
    changes = turns_of(content)
    method = METHODS.get(str(content.get("method", "")))
    turns = tuple((turn, turn_name(turn, changes)) for turn in range(max(len(changes), 1) + 1))
    rows = tuple(tx.enquiries.of(enquiry.id, link.id))
    question, measure = str(content.get("question", "")), str(content.get("measure", ""))
    return Opened(link, question, method.title if method else "", measure, turns, rows)


def add(tx: Transaction, token: str, given: Mapping[str, str], at: str) -> list[str]:
    """Keep a row of evidence; return the sessions that may show it. The same row sent twice is kept once.

    *given* has the fields of a form: id, turn, day, did, saw, means, number, url, and instead, the row that
    this one replaces. Raises BadValue, LinkNotFound, LinkEnded, NotYours or SentBefore.
    """
    link, enquiry = _of_token(tx, token)
    row = _row(link, given, len(turns_of(current(enquiry))), at)
    there = tx.enquiries.get(row.id)
    if there:
        if there.link != link.id:
            raise NotYours
        if replace(there, at=at) != row:
            raise SentBefore
        return []
    instead = _own(tx, link, given["instead"]) if given.get("instead") else None
    if tx.enquiries.count(link.id) >= MOST_WORDINGS or (
        instead is None and len(tx.enquiries.of(enquiry.id, link.id)) >= MOST_ROWS
    ):
        raise BadValue(f"You have {MOST_ROWS} rows here, which is the most. Change or take back one of them.")
    tx.enquiries.add(row)
    if instead:
        tx.enquiries.let_go(instead.id, at, row.id)
    return _told(tx, link, at)


def take_back(tx: Transaction, token: str, row: str, at: str) -> list[str]:
    """Take a row of one's own back; return the sessions that may show it."""
    link, _ = _of_token(tx, token)
    tx.enquiries.let_go(_own(tx, link, row).id, at)
    return _told(tx, link, at)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _of_token(tx: Transaction, token: str) -> tuple[Link, Artefact]:
    """Return the link and the latest version of its enquiry."""
    link = tx.enquiries.link(_hash(token))
    if link is None:
        raise LinkNotFound
    versions = tx.artefacts.versions(link.community, enquiry_log.ENQUIRY)
    enquiry = next((one for one in versions if one.id == link.enquiry), None)
    owner = tx.seats.get(link.seat)
    out = owner is None or owner.removed  # whoever was taken out of the meeting adds nothing between meetings
    if out or link.ended or enquiry is None or enquiry_log.is_over(tx, enquiry):
        raise LinkEnded
    return link, enquiry


def _own(tx: Transaction, link: Link, row: str) -> Evidence:
    """Return a row that came by this link; raise NotYours, and Refused for one that is gone."""
    found = tx.enquiries.get(row) if row.isascii() and len(row) <= 36 else None
    if found is None or found.link != link.id:
        raise NotYours
    if found.gone:
        raise Refused("You changed or took back this row before. Reload the page to see what stands now.")
    return found


def _told(tx: Transaction, link: Link, at: str) -> list[str]:
    """Tell the community's sessions that are on; return them."""
    on: list[Session] = [
        one for one in tx.sessions.all() if one.community == link.community and not one.closed
    ]
    for session in on:
        tx.feed.add(session.id, "evidence", at)
    return [session.id for session in on]


def _row(link: Link, given: Mapping[str, str], turns: int, at: str) -> Evidence:
    """Return the row that a form says; raise BadValue."""
    said = {key: _words(given.get(key, ""), label) for key, label in WORDS.items()}
    if not said["did"] and not said["saw"]:
        raise BadValue("Say what you did, or what you saw. One line is enough.")
    try:
        key = str(uuid.UUID(given.get("id", "")))
    except ValueError:
        raise BadValue("This page was not whole. Reload it; your words are still here.") from None
    turn = given.get("turn", "")
    if turn not in map(str, range(max(turns, 1) + 1)):
        raise BadValue("Choose the turn that this is about.")
    count = checked_number(one_line(given.get("number", ""), LONGEST_NUMBER)) or ""
    rest = {"number": count, "url": _address(given.get("url", ""))}
    return Evidence(
        key, link.enquiry, link.id, int(turn), _day(given.get("day", ""), at), **said, **rest, at=at
    )


def _words(text: str, label: str) -> str:
    try:
        return words(text, LONGEST) or ""
    except BadValue as error:
        raise BadValue(f"“{label}”: {error}") from None


def _day(text: str, at: str) -> str:
    """Return the day of a row; raise BadValue for none, and for one to come."""
    found = day_of(text)
    if not found or not found.startswith("20"):
        raise BadValue("Say on which day this was, such as 2027-02-15.")
    return not_to_come(found, at)


def not_to_come(day: str, at: str) -> str:
    """Return an ISO day; raise BadValue for one that is still to come at *at*."""
    if is_to_come(date.fromisoformat(day), at):
        raise BadValue("That day is still to come. Say on which day this was.")
    return day


def _address(text: str) -> str:
    found = one_line(text, LONGEST_ADDRESS) or ""
    if found and not (found.startswith("https://") and " " not in found and len(found) > len("https://")):
        raise BadValue(
            "That is not a link that can be kept. Copy it from your browser; it begins with https://"
        )
    return found


def _name(name: Any) -> str:
    """Return the name somebody wants to stand beside what she adds, "" where she gave none."""
    return display_name(name) if isinstance(name, str) and name.strip() else ""
