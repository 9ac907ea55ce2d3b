"""A facilitator sets a session up."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace

from plckit.domain.sessions import Session
from plckit.domain.texts import plain_text
from plckit.domain.workbooks import FILE, Page
from plckit.errors import BadValue, KeptInAFile
from plckit.sessions import hosting, timing
from plckit.store.transaction import Transaction

LONGEST_COMMUNITY = 80
LONGEST_SOLO = 35
"""Of a workbook's key in the code of a solo session, which takes forty letters."""


def community_name(typed: str) -> str:
    """Return the community's name as it will be shown; raise BadValue."""
    name = " ".join(plain_text(typed).split())
    if not name:
        raise BadValue("Please type the name of your community, for example “Year 9 team”.")
    if name in (".", ".."):
        raise BadValue("Please add a word: a name of dots alone is no address.")
    if len(name) > LONGEST_COMMUNITY:
        raise BadValue(f"That name has {len(name):,} letters. Please use {LONGEST_COMMUNITY} or fewer.")
    return name


def convene(
    tx: Transaction,
    workbook: str,
    page: Page,
    community: str,
    at: str,
    begins: str = "",
    ends: str = "",
    only: Sequence[str] = (),
) -> Session:
    """Return a stored session of *workbook* with a join code nobody else has.

    Planned from *begins* to *ends* (ISO, UTC) if both are given, and of *only* some steps where those were
    left over from an earlier meeting.
    """
    if begins or ends:
        begins, ends = timing.moment(begins), timing.moment(ends)
        timing.meeting_minutes(begins, ends)
    if page.keeps == FILE:
        raise KeptInAFile(page.title, workbook)
    code = hosting.fresh_code(tx)
    made = replace(_session(code, workbook, page, community_name(community), at), begins=begins, ends=ends)
    session = tx.sessions.add(made, page)
    timing.plan(tx, session, page, at, only)
    return session


def solo(tx: Transaction, page: Page, at: str) -> Session:
    """Return the session in which one person works through a notebook alone, made on first use."""
    code = _solo_code(page.key)
    found = tx.sessions.by_code(code)
    return found or tx.sessions.add(_session(code, page.key, page, "On my own", at), page)


def set_aside(tx: Transaction, session: Session, at: str) -> None:
    """Give a solo session's code away, so that its workbook's next one begins with nothing in it."""
    tx.sessions.change(session.id, "code", at, code=f"solo-{uuid.uuid4().hex}")


def _solo_code(workbook: str) -> str:
    """Return the code of a workbook's solo session; a key too long for it is cut and hashed."""
    if len(workbook) <= LONGEST_SOLO:
        return f"solo-{workbook}"
    return f"solo-{workbook[:18]}-{hashlib.sha256(workbook.encode()).hexdigest()[:16]}"


def _session(code: str, workbook: str, page: Page, community: str, at: str) -> Session:
    return Session(
        id=str(uuid.uuid4()),
        code=code,
        community=community,
        workbook=workbook,
        page=page.digest,
        step="",
        closed=False,
        shuffle=secrets.token_hex(16),
        console_key=secrets.token_urlsafe(18),
        projector_key=secrets.token_urlsafe(18),
        created=at,
    )
