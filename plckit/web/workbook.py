"""`/session/KT7M`, `/console/KT7M`, `/projector/KT7M`: one workbook, three ways of looking at it.

A page is rendered once a session and role; only the seat's id differs from person to person, and who else
uses the same phone.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.activities.state import spec_state
from plckit.domain.artefacts import Artefact, current
from plckit.domain.people import Role, Seat
from plckit.domain.planning import in_minutes
from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page, Step
from plckit.errors import Removed, SessionNotFound
from plckit.pages.guide import guide_of, notes
from plckit.sessions import artefacts, hosting, joining
from plckit.sessions.clock import utc_now
from plckit.sessions.grouping import groupings, makes_new
from plckit.store.transaction import Transaction
from plckit.web.addresses import community_address, join_address, qr
from plckit.web.base import PageHandler, script_json
from plckit.web.identity import cookie_name, is_facilitator, remember_seat, remembered, same_key
from plckit.web.one_phone import Phone, people_of

# What differs from person to person stands in the rendered page as these.
SEAT = "00000000-seat-0000-0000-000000000000"
TURNS = "<!-- turns -->"

MOST_RENDERED = 200
CHARTER = "charter"


def _session_page(tx: Transaction, session: str) -> Page:
    page = tx.sessions.page(session)
    if page is None:
        raise SessionNotFound("")
    return page


class Workbook(PageHandler):
    """The workbook of one seat."""

    role = Role.PARTICIPANT
    template = "workbook.html"

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Send the page of the seat whose cookie this browser holds; without one, lead to the way in."""
        session, typed = await self.typed_session(code)
        phone = await people_of(self, session)
        if phone.now is None:
            self.redirect(f"/join/{typed}")  # not the code of now: an old one lets nobody in
        elif phone.now.removed:
            self.set_status(Removed.status)
            self.finish(self.page("message.html", sentence=str(Removed()), turns=self.turns(session, phone)))
        elif session.code != typed:
            self.redirect(f"/session/{session.code}")
        else:
            page = (await self.rendered(session)).replace(SEAT, phone.now.id)
            self.finish(page.replace(TURNS, self.turns(session, phone)))

    def turns(self, session: Session, phone: Phone) -> str:
        """Return how people who share this phone hand it on."""
        others = phone.can_take_over
        return self.page(
            "turns.html", session=session, phone=phone, others=others, xsrf=self.xsrf_form_html()
        )

    async def rendered(self, session: Session) -> str:
        """Return the page with a placeholder for the seat, rendered once and again for other ground rules."""
        charter = await self.asked(self.store.read(artefacts.newest, session.community, CHARTER))
        worded = (charter.id, charter.version) if charter else None
        key = (session.id, session.code, self.role, worded, *self.where())
        cache: dict[Any, str] = self.settings["rendered"]
        if key not in cache:
            if len(cache) >= MOST_RENDERED:
                cache.clear()
            page = await self.asked(self.store.read(_session_page, session.page))
            cache[key] = self.page(
                self.template,
                session=session,
                page=page,
                role=self.role,
                seat=SEAT,
                turns=TURNS,
                minutes=in_minutes,
                split=_split,
                charter=_charter(charter, page),
                data=_data(page, self.role, session.code),
                uses_results=any("data" in spec.options for spec in page.activities.values()),
                modules=self.assets.modules(*_scripts(page, self.role)),
                **self.more(session),
            )
        return cache[key]

    def where(self) -> tuple[str, ...]:
        """Return what else the rendered page depends on."""
        return ()

    def more(self, session: Session) -> dict[str, Any]:
        """Return further values for the template."""
        return {}


class Console(Workbook):
    """The facilitator's console."""

    screen = "console"
    role = Role.FACILITATOR
    template = "console.html"

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Send the page of the seat that this browser holds, under an address that gives nothing away."""
        session, typed = await self.typed_session(code)
        seat = await self.seat_of(session, self.role)
        if seat is None:
            await self.let_in(session)
        elif session.code != typed or self.get_query_argument("key", None) is not None:
            self.redirect(f"/{self.screen}/{session.code}")
        else:
            self.finish((await self.rendered(session)).replace(SEAT, seat.id))

    def key(self, session: Session) -> str:
        """Return the secret that opens this page without signing in."""
        return session.console_key

    async def seat_of(self, session: Session, role: Role) -> Seat | None:
        """Return the seat of *role* that this browser holds; None for one that was taken out."""
        held = remembered(self, cookie_name(session.id, role))
        seat = await self.asked(self.store.read(lambda tx: tx.seats.get(held))) if held else None
        mine = seat is not None and (seat.session, seat.role, seat.removed) == (session.id, role, False)
        return seat if mine else None

    async def leads(self, session: Session) -> bool:
        """Return whether this browser has signed in, or holds the session's console."""
        return is_facilitator(self) or await self.seat_of(session, Role.FACILITATOR) is not None

    async def let_in(self, session: Session) -> None:
        """Give a seat to whoever leads the session, or has the page's own secret link."""
        right_key = same_key(self.get_query_argument("key", ""), self.key(session))
        if not right_key and not await self.leads(session):
            raise HTTPError(
                403,
                reason="Only a facilitator can open this page. Use the link you got for this session.",
            )
        seat = await self.asked(self.store.write(self.sit, session))
        remember_seat(self, seat)
        self.redirect(f"/{self.screen}/{session.code}")

    @staticmethod
    def sit(tx: Transaction, session: Session) -> Seat:
        """Store a seat for the console."""
        return hosting.lead(tx, session, utc_now())

    def where(self) -> tuple[str, ...]:
        """Addresses depend on how this browser reached the server, one link on who has signed in."""
        signed_in = "signed in" if is_facilitator(self) else ""
        return (self.request.protocol, self.request.host, self.settings["serving"].lan or "", signed_in)

    def more(self, session: Session) -> dict[str, Any]:
        """Return where people join, and what the workbook's guide says about each step."""
        address = join_address(self.request, self.settings["serving"].lan, session.code)
        guide = guide_of(self.settings["workbooks"].folder, session.workbook)
        more = {"notes": notes(guide), "guide": guide.exists()}
        return {
            "address": address,
            "qr": qr(address),
            "community": community_address(session.community),
            **more,
        }


class Projector(Console):
    """The room's screen."""

    screen = "projector"
    role = Role.PROJECTOR
    template = "projector.html"

    def key(self, session: Session) -> str:
        """Return the secret that opens this page without signing in."""
        return session.projector_key

    @staticmethod
    def sit(tx: Transaction, session: Session) -> Seat:
        """Store a seat for the projector."""
        return joining.show(tx, session, utc_now())


def _charter(charter: Artefact | None, page: Page) -> dict[str, Any] | None:
    """Return the rules for the opening screens; {} where there are none yet and this page makes them."""
    if charter:
        return current(charter)
    makes = (spec.options["artefact"] for spec in page.activities.values() if spec.options.get("makes"))
    return {} if CHARTER in makes else None


def _scripts(page: Page, role: Role) -> list[str]:
    """Return what a page runs at the start; a phone gets its kinds once it knows its step."""
    kinds = sorted({spec.kind for spec in page.activities.values()})
    views = [] if role is Role.PARTICIPANT else [f"activities/{kind}/view.js" for kind in kinds]
    return ["web/static/host.js", f"web/static/{role}.js", "activities/activity.js", *views]


def _data(page: Page, role: Role, code: str) -> str:
    """Return what the scripts need of the page, safe inside a script element."""
    data = {
        "kernel": SEAT,
        "role": role,
        "code": code,
        "steps": [_step(step, page) for step in page.steps],
        "specs": {
            key: spec_state(spec, leads=role is Role.FACILITATOR) for key, spec in page.activities.items()
        },
    }
    return script_json(data)


def _step(step: Step, page: Page) -> dict[str, Any]:
    again = [block["again"] for block in step.blocks if "again" in block]
    return {
        "key": step.key,
        "title": step.title,
        "minutes": step.minutes,
        "before": step.before,
        "activities": step.activities,
        "again": again,
        "groupings": groupings(step, page),
        "regroups": makes_new(step),
    }


def _split(step: Step) -> tuple[list[Any], list[Any]]:
    """Return a step's opening prose and the rest: what is to be done comes first on a small screen."""
    blocks = list(step.blocks)
    if not step.activities:
        return [], blocks
    first = next(i for i, block in enumerate(blocks) if "prose" not in block)
    return blocks[:first], blocks[first:]


CODE = r"([^/]{1,40})"
routes = [
    (rf"/session/{CODE}", Workbook),
    (rf"/console/{CODE}", Console),
    (rf"/projector/{CODE}", Projector),
]
