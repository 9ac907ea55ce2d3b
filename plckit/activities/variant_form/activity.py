"""A form for the way of learning that a team has chosen: its card, and a table with its own columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from plckit.activities.base import activity_key, option_of, whole_number
from plckit.activities.rows import LIMIT, Rows
from plckit.domain.enquiries import METHODS, PLAN, Method
from plckit.domain.entries import Entry
from plckit.domain.noticing import PERSONAL
from plckit.domain.workbooks import ActivitySpec

PARTS = ("plan", "log")
NEED = "need"
NO_METHOD = (
    "No way of learning is chosen yet. Workbook 09a, “Ask and plan”, is where a team picks one. "
    "Until then, write here in the three columns that fit all of them."
)
NOW = "What to do now, in these minutes"
ANY = {"tried": "What we tried", "noticed": "What we saw", "next": "Next try"}


class VariantForm(Rows):
    """Rows for one of five ways of learning; an entry is one cell, so that a set writes it together.

    Which way it is stands in the enquiry, or in a choice of the same workbook, so the columns are known in
    the room alone. Where words may name a student, the writer is asked to use codes (rule P10).
    """

    name = "variant_form"
    works_on = "enquiry"
    example = {
        "prompt": "Learn from it, by the card of your way of learning",
        "options": {"part": "log"},
        "people": [
            {
                "mf0000aa-1a2b3c.focus": "Who gets to answer",
                "mf0000aa-1a2b3c.facts": "Nine students spoke, four of them twice",
                "mf0000aa-1a2b3c.thinking": "I look to the left side of the room",
                "mf0000aa-1a2b3c.try": "Ask by cards",
            },
            {"mf0000cc-7a8b9c.facts": "Three students drew before they wrote"},
        ],
        "supplied": {"method": "peer-observation-coaching"},
    }

    def options(self, *, part: str, method: str = "", most: int = 6) -> dict[str, Any]:
        """Return the options: the *part* of the form, “plan” or “log”, and *most* rows.

        *method* is the key of a choice of this workbook; without it the community's enquiry tells.
        """
        part = option_of(part, PARTS, "part")
        forms = {key: _form(method, part) for key, method in METHODS.items()}
        every = {key: label for form in forms.values() for key, label in form["columns"].items()}
        key = {"method": activity_key(method, "method")} if method != "" else {}
        return {
            **key,
            "enquiry": "method",
            "forms": {"": _any(part), **forms},
            "columns": _any(part)["columns"] | every,
            "dates": ["when"] if part == "plan" else [],
            "asks": PERSONAL,
            "rows": {},
            "add": whole_number(most, 1, 12, "most"),
            "limit": LIMIT,
        }

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"variant": key of the way of learning, "" for none}."""
        return {"variant": _method(spec)}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the tables with the columns of this way of learning alone: {"tables": [{…, "columns"}]}."""
        columns = spec.options["forms"][_method(spec)]["columns"]
        own = [one for one in entries if one.entry.partition(".")[2] in columns]
        told = super().summarise(replace(spec, options={**spec.options, "columns": columns}), own)
        return {"tables": [{**table, "columns": list(columns.values())} for table in told["tables"]]}


def _method(spec: ActivitySpec) -> str:
    found = spec.options.get("supplied", {}).get("method", "")
    return found if found in METHODS else ""


def _form(method: Method, part: str) -> dict[str, Any]:
    plan = part == "plan"
    columns: Mapping[str, str] = PLAN | {NEED: method.needs} if plan else method.log
    about = f"{method.group} · {method.every}" if plan else NOW
    turn = list(method.turn if plan else method.meeting)
    card = {"title": method.title, "about": about, "turn": turn, "watch": method.watch_out}
    return {**card, "columns": dict(columns)}


def _any(part: str) -> dict[str, Any]:
    columns = PLAN | {NEED: "What this way of learning needs"} if part == "plan" else ANY
    return {"title": "", "about": NO_METHOD, "turn": [], "watch": "", "columns": dict(columns)}


KIND = VariantForm()
