"""A personal link: with it a person adds evidence from a phone between meetings."""

from __future__ import annotations

from typing import Any

from plckit.activities.base import BaseKind, Options, activity_key
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue


class MyLink(BaseKind):
    """Nobody answers; whoever wants one gets a link of their own, which no other screen shows."""

    name = "my_link"
    asks = False
    works_on = "link"
    see = See.NAMED
    example = {
        "prompt": "Your own link",
        "options": {},
        "people": [],
        "supplied": {
            "link": {
                "question": "If we start with a wrong answer, will Year 9 say why by May?",
                "wait": "",
                "made": 3,
                "of": 4,
            }
        },
    }

    def options(self, *, after: str = "") -> dict[str, Any]:
        """Return the options: *after* is the key of the artefact_maker that keeps the enquiry."""
        key = {"after": activity_key(after, "after")} if after != "" else {}
        return {"enquiry": "link", **key}

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"link": {"question": what it asks, "wait": why there is no link, "made", "of"}}."""
        return dict(spec.options["supplied"])

    def parse(self, options: Options, entry: str, value: Any) -> None:
        """Refuse everything."""
        raise BadValue("A link takes no answer.")


KIND = MyLink()
