"""What a workbook says once it has been compiled: steps in order, prose, and the activities' specs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from plckit.domain.visibility import About, By, See
from plckit.errors import ActivityNotFound

SESSION, FILE = "session", "file"


@dataclass(frozen=True)
class ActivitySpec:
    """One prompt with one way of answering.

    `by` says who owns an entry: each person, or each pair, group or team. `reason` asks for a reason beside
    the answer, in its own words; empty where none is asked for. `figure` is the chart without data, for
    kinds that have one.
    """

    key: str
    kind: str
    prompt: str
    see: See
    about: About
    hint: str = ""
    reason: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    figure: Mapping[str, Any] | None = None
    by: By = By.PERSON

    @property
    def charted(self) -> bool:
        """Whether answers become marks on a chart; beside a chart of results they are words."""
        return self.figure is not None and "data" not in self.options

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ActivitySpec:
        """Return the spec that `asdict` wrote."""
        by = By(data.get("by", By.PERSON))
        return cls(**{**data, "see": See(data["see"]), "about": About(data["about"]), "by": by})


@dataclass(frozen=True)
class Step:
    """A timed part of a workbook.

    A step `before` is done before people meet. Each block is {"prose": html}, {"chart": figure},
    {"activity": key} or {"again": key}.
    """

    key: str
    title: str
    minutes: int
    group: str
    now: str
    must: bool = True
    covers: tuple[str, ...] = ()
    blocks: tuple[Mapping[str, Any], ...] = ()
    before: bool = False

    @property
    def activities(self) -> list[str]:
        """The keys of the activities on this step, in order."""
        return [block["activity"] for block in self.blocks if "activity" in block]


@dataclass(frozen=True)
class Page:
    """A compiled workbook: everything a session needs of the notebook it was made from.

    `keeps` says where its words stay: in a session, or in a file of the two people who use it.
    """

    key: str
    title: str
    minutes: int
    opening: tuple[Mapping[str, Any], ...]
    steps: tuple[Step, ...]
    activities: Mapping[str, ActivitySpec]
    keeps: str = SESSION

    def activity(self, key: str) -> ActivitySpec:
        """Return the spec with that key; raise ActivityNotFound."""
        try:
            return self.activities[key]
        except (KeyError, TypeError):
            raise ActivityNotFound(str(key)) from None

    def step(self, key: str) -> Step | None:
        """Return the step with that key, or None (before the first step)."""
        return next((step for step in self.steps if step.key == key), None)

    def step_of(self, activity: str) -> Step | None:
        """Return the step that holds *activity*."""
        return next((step for step in self.steps if activity in step.activities), None)

    def after(self, key: str) -> Step | None:
        """Return the step that follows *key* (the first one before the start), or None after the last."""
        keys = [step.key for step in self.steps]
        place = keys.index(key) + 1 if key in keys else 0
        return self.steps[place] if place < len(self.steps) else None

    def dumps(self) -> str:
        """Return the page as JSON text, the same text for the same page."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> Page:
        """Return the page that `dumps` wrote."""
        data = json.loads(text)
        steps = tuple(
            Step(**{**step, "covers": tuple(step["covers"]), "blocks": tuple(step["blocks"])})
            for step in data["steps"]
        )
        activities = {key: ActivitySpec.from_json(spec) for key, spec in data["activities"].items()}
        return cls(**{**data, "opening": tuple(data["opening"]), "steps": steps, "activities": activities})

    @property
    def digest(self) -> str:
        """A hash of the content, by which a page is pinned to sessions."""
        return hashlib.sha256(self.dumps().encode()).hexdigest()
