"""What every page shares: headers, templates, one shape for errors."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from concurrent.futures import Future
from http.client import responses
from typing import Any, TypeVar

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, MissingArgumentError
from voila.handler import BaseVoilaHandler

from plckit.domain.sessions import Session, tidy_code
from plckit.errors import PlckitError
from plckit.seats.hub import Hub
from plckit.sessions import joining
from plckit.store.database import Store
from plckit.web.assets import Assets
from plckit.web.identity import is_facilitator

log = logging.getLogger(__name__)
T = TypeVar("T")

# Nothing from elsewhere, no inline scripts or styles, in nobody's frame.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SENTENCES = {
    403: "This page does not belong to you. Join the session again to get your own.",
    404: "There is no such page here. Go back to the front door.",
    405: "That cannot be done here. Go back to the front door.",
    410: "This page was away for too long. It connects again by itself.",
    413: "That was too large to keep.",
}


def script_json(data: Any) -> str:
    """Return *data* as JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def without_key(path: str) -> str:
    """Return a path as the log may hold it: the key of a personal link stands in no line."""
    return re.sub(r"(/e/).*", r"\1…", path, flags=re.IGNORECASE | re.DOTALL)


class Refusals:
    """How every handler of ours refuses: one line in the log, and never a page of Jupyter's."""

    request: Any

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what we refuse as one line, and what we did not expect in full."""
        if isinstance(value, PlckitError | HTTPError):
            log.warning("Refused %s %s: %s", self.request.method, without_key(self.request.path), value)
        else:
            path = without_key(self.request.path)
            log.error("%s %s failed.", self.request.method, path, exc_info=(typ, value, tb))


class PageHandler(Refusals, BaseVoilaHandler):
    """A page of plckit."""

    def initialize(self) -> None:
        """Take no options: everything is in the settings."""
        super().initialize(voila_configuration=self.settings["voila_configuration"])

    @property
    def content_security_policy(self) -> str:
        """The policy that pages are served under."""
        return POLICY

    def set_default_headers(self) -> None:
        """Set the headers of every page."""
        super().set_default_headers()
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    @property
    def store(self) -> Store:
        """The database."""
        return self.settings["store"]

    @property
    def hub(self) -> Hub:
        """The live seats."""
        return self.settings["hub"]

    @property
    def assets(self) -> Assets:
        """Scripts and styles."""
        return self.settings["assets"]

    async def asked(self, job: Future[T]) -> T:
        """Wait for the database without holding anybody up."""
        return await asyncio.wrap_future(job)

    async def session(self, code: str) -> Session:
        """Return the session with that join code; raise SessionNotFound."""
        return await self.asked(self.store.read(joining.find, code))

    async def typed_session(self, code: str) -> tuple[Session, str]:
        """Return the session and the code as it was typed, tidied.

        That may be one it had before: whoever knows only that one must not be told the one it has now.
        """
        return await self.session(code), tidy_code(code)

    def must_be_facilitator(self) -> None:
        """Refuse everybody who has not signed in by the secret link."""
        if not is_facilitator(self):
            raise HTTPError(
                403, reason="Only a facilitator can do that. Use the sign-in link plckit printed."
            )

    def page(self, template: str, **values: Any) -> str:
        """Return a template of ours as HTML."""
        return (
            self.settings["voila_jinja2_env"]
            .get_template(template)
            .render(static=self.assets.url, facilitator=is_facilitator(self), **values)
        )

    def form(self, name: str) -> str:
        """Return one field of a form, empty where it is missing."""
        return self.get_body_argument(name, "")

    def send_error(self, status_code: int = 500, **kwargs: Any) -> None:
        """Answer one of our own errors with its own status."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        super().send_error(error.status if isinstance(error, PlckitError) else status_code, **kwargs)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Render every error in one shape: what happened, what to do, a way back."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, PlckitError):
            sentence = str(error)
        elif isinstance(error, HTTPError) and error.reason:
            sentence = error.reason
        elif isinstance(error, MissingArgumentError):
            sentence = "Part of that form was missing. Go back and try again."
        else:
            fallback = "Something went wrong on the server. Nothing you saved is lost: please try again."
            sentence = SENTENCES.get(status_code, fallback)
        self.set_status(status_code, responses.get(status_code, "Refused"))
        self.finish(self.page("message.html", sentence=sentence, status=status_code))


class NoSuchPage(PageHandler):
    """Everything that is not on the list of routes."""

    @allow_unauthenticated
    def get(self) -> None:
        """Refuse."""
        raise HTTPError(404)

    head = post = put = patch = delete = options = get
