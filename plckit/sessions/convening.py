"""A facilitator sets a session up."""

from __future__ import annotations

import random
import secrets
import uuid

from plckit.domain.sessions import Session, new_code
from plckit.domain.texts import plain_text
from plckit.domain.workbooks import Page
from plckit.errors import BadValue
from plckit.store.transaction import Transaction

LONGEST_COMMUNITY = 80


def community_name(typed: str) -> str:
    """Return the community's name as it will be shown; raise BadValue."""
    name = " ".join(plain_text(typed).split())
    if not name:
        raise BadValue("Please type the name of your community, for example “Year 9 team”.")
    if len(name) > LONGEST_COMMUNITY:
        raise BadValue(f"That name has {len(name):,} letters. Please use {LONGEST_COMMUNITY} or fewer.")
    return name


def convene(tx: Transaction, workbook: str, page: Page, community: str, at: str) -> Session:
    """Return a stored session of *workbook* with a join code nobody else has."""
    rng = random.SystemRandom()
    code = new_code(rng)
    while tx.sessions.by_code(code):
        code = new_code(rng)
    return tx.sessions.add(_session(code, workbook, page, community_name(community), at), page)


def solo(tx: Transaction, page: Page, at: str) -> Session:
    """Return the session in which one person works through a notebook alone, made on first use."""
    code = f"solo-{page.key}"[:40]
    found = tx.sessions.by_code(code)
    return found or tx.sessions.add(_session(code, page.key, page, "On my own", at), page)


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
