"""Who a request comes from: signed cookies, one a session and role, and the facilitator's own.

A seat's cookie holds its id, which is also its kernel id: a browser may open the channels of the seats
whose cookies it holds, and of no others. Where people share a phone, one more cookie holds the others' seats:
a tab that shows the one before still sends her words.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from jupyter_server.auth import Authorizer, IdentityProvider, User
from tornado.web import RequestHandler
from traitlets import Unicode

from plckit.domain.people import Role, Seat

DAYS = 400
SEAT = "plckit-seat-"
FACILITATOR = "plckit-facilitator"


def cookie_name(session: str, role: Role) -> str:
    """Return the name of the cookie that holds a seat of *role* in *session*."""
    return f"{SEAT}{role}-{session}"


def beside_name(session: str) -> str:
    """Return the name of the cookie that holds the other seats of a phone that people share in *session*."""
    return f"{SEAT}beside-{session}"


def remember(handler: RequestHandler, name: str, value: str) -> None:
    """Set a signed cookie that scripts cannot read and other sites cannot use."""
    handler.set_signed_cookie(
        name,
        value,
        expires_days=DAYS,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
    )


def remember_seat(handler: RequestHandler, seat: Seat) -> None:
    """Give the browser the cookie of *seat*."""
    remember(handler, cookie_name(seat.session, seat.role), seat.id)


def remembered(handler: RequestHandler, name: str) -> str | None:
    """Return what a signed cookie holds, None where it is missing or forged."""
    value = handler.get_signed_cookie(name, max_age_days=DAYS)
    return value.decode() if value else None


def own_seats(handler: RequestHandler) -> set[str]:
    """Return the ids of the seats whose cookies this request carries."""
    held = (remembered(handler, name) for name in handler.request.cookies if name.startswith(SEAT))
    return {seat for seats in held if seats for seat in seats.split()}


def seats_beside(handler: RequestHandler, session: str) -> list[str]:
    """Return the ids of the other seats of this browser in *session*: people who share one phone."""
    return (remembered(handler, beside_name(session)) or "").split()


def is_facilitator(handler: RequestHandler) -> bool:
    """Return whether this browser has signed in by the facilitator's secret link."""
    return same_key(remembered(handler, FACILITATOR), _badge(handler))


def remember_facilitator(handler: RequestHandler) -> None:
    """Sign this browser in as a facilitator's; the cookie does not hold the link's secret itself."""
    remember(handler, FACILITATOR, _badge(handler))


def _badge(handler: RequestHandler) -> str:
    return hashlib.sha256(handler.settings["facilitator_key"].encode()).hexdigest()


def same_key(given: str | None, key: str) -> bool:
    """Return whether a secret was given right, in a time that tells nothing."""
    return given is not None and hmac.compare_digest(given.encode(), key.encode())


class SeatIdentity(IdentityProvider):
    """Tells Voilà's handlers who a request comes from."""

    token = Unicode("")  # no token: nothing is opened by a secret in a header

    def get_user(self, handler: RequestHandler) -> User | None:
        """Return the seat that a kernel request is about if this browser holds its cookie, else None."""
        asked = handler.path_kwargs.get("kernel_id")
        return User(username=asked) if asked and asked in own_seats(handler) else None


class SeatAuthorizer(Authorizer):
    """A seat may use its own kernel, and nothing else."""

    def is_authorized(self, handler: RequestHandler, user: User, action: str, resource: str) -> bool:
        """Return whether *user* asks for the channels of its own kernel."""
        asked: Any = handler.path_kwargs.get("kernel_id")
        return (action, resource) == ("execute", "kernels") and user.username == asked
