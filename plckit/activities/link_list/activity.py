"""Links worth reading, each with a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from plckit.activities.base import BaseKind, Options, own_id, signature, whole_number
from plckit.domain.entries import Entry
from plckit.domain.texts import one_line, too_long
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

LONGEST_ADDRESS, LONGEST_TITLE = 500, 140
NOT_A_LINK = "That is not a link to a web page. Copy the address from your browser; it begins with https://"


class LinkList(BaseKind):
    """Links: an entry is one link, {"url": address, "text": what it is}; its id comes from the browser."""

    name = "link_list"
    example = {
        "prompt": "Paste a good link, and say what it is.",
        "options": {},
        "people": [
            {"link-0001": {"url": "https://www.example.org/reading", "text": "A short read on group talk"}},
            {"link-0002": {"url": "https://www.example.org/lesson", "text": "A lesson to borrow"}},
        ],
    }

    def options(self, *, most: int = 5) -> dict[str, Any]:
        """Return the options: *most* links a person may add."""
        return {"most": whole_number(most, 1, 20, "most")}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str] | None:
        """Return the link; one without an address is taken back. Only web pages are kept."""
        own_id(entry, "link")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {"url", "text"}:
            raise BadValue("This is not a link. Reload the page and try again.")
        url, text = address(value.get("url")), one_line(value.get("text"), LONGEST_TITLE)
        if url is None:
            if text:
                raise BadValue("Paste the link too: the address of the page, which begins with https://")
            return None
        return {"url": url, "text": text or ""}

    def most(self, options: Options) -> int:
        """Return how many links one person may have."""
        return int(options["most"])

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall: one {"text", "url", "note", "name"} a link."""
        return {"wall": [{**_shown(e.value), **signature(e)} for e in entries]}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return a row a link, the same one only once: {"link", "about"}."""
        found = {e.value["url"]: {"link": e.value["url"], "about": e.value["text"]} for e in entries}
        return {"rows": [*found.values()], "texts": [*found]}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the address and what it is."""
        return [("", value["url"], value["text"] or value["url"])]


def _shown(link: dict[str, str]) -> dict[str, str]:
    """Return a link with the site it leads to below its text, which can say anything."""
    url, text = link["url"], link["text"]
    return {"text": text, "url": url, "note": urlsplit(url).netloc} if text else {"text": url, "url": url}


def address(value: Any) -> str | None:
    """Return the address of a web page, with https:// in front where nothing is; refuse everything else.

    A name or a password in front of the host makes one site look like another, so it is no link.
    """
    text = one_line(value, LONGEST_ADDRESS)
    if text is None:
        return None
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)", text):
        text = f"https://{text.removeprefix('//')}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode() if parts.port != 0 else ""
    except (ValueError, UnicodeError):
        raise BadValue(NOT_A_LINK) from None
    plain = parts.scheme in ("http", "https") and re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host)
    if not plain or parts.username is not None or re.search(r"[\s\"'<>\\]", text):
        raise BadValue(NOT_A_LINK)
    found = parts._replace(netloc=host + (f":{parts.port}" if parts.port else "")).geturl()
    if len(found) > LONGEST_ADDRESS:
        raise too_long(len(found), LONGEST_ADDRESS)
    return found


KIND = LinkList()
