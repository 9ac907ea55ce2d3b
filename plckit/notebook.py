"""What a workbook's author imports.

    from plckit.notebook import likert, step, workbook

    workbook("becoming-a-learning-community", "Becoming a learning community", minutes=90)
    step("The trust reading", minutes=8, group="Alone", now="Say how true each line is for you today.")
    likert("trust", "How true is this for you today?", rows=[...], see="anon-reveal")

Besides `workbook`, `step`, `show` and `again` there is one function for each kind of activity, named after
it. Each takes a key (stable: never rename one), the prompt, and the options of its kind; `help(likert)` lists
them. `see` says who sees the answers, `by` who writes one together, `reason`
asks for a reason beside them. In JupyterLab a call shows the
activity itself; when plckit makes a page of the notebook, it says what the activity is. `start_afresh()`
empties what you have answered in JupyterLab yourself.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from IPython.display import display

from plckit.activities.registry import kinds
from plckit.domain.catalogue import covered
from plckit.domain.entries import Kind
from plckit.domain.texts import plain_text
from plckit.domain.visibility import About, By, See, among
from plckit.domain.workbooks import FILE, SESSION, ActivitySpec
from plckit.errors import SpecError
from plckit.pages import mime

GROUPS = ("Alone", "Pairs", "Groups of 4", "New groups of 4", "Team", "Whole", "1:1")
KEY = re.compile(r"[a-z][a-z0-9-]{1,59}")
POINT = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)*(\.\*)?")

_made: list[str] = []
_keeps = SESSION


def workbook(key: str, title: str, *, minutes: int, keeps: str = SESSION) -> None:
    """Begin a workbook: its stable key, its title, and how long the meeting lasts.

    With keeps="file" it is for two people, and what they type stays on their own device: it is no session,
    and nothing of it reaches plckit. There a step that bears the key of an option of a multi_select is an
    area, passed over while it is not ticked, and its `choice` says where it stands. A column `will` holds
    promises, and a column `promised` those of last time.
    """
    global _keeps
    if keeps not in (SESSION, FILE):
        raise SpecError(f'keeps must be "{SESSION}" or "{FILE}", not {keeps!r}.')
    _keeps = keeps
    said = {"key": _key(key), "title": _line(title, "title"), "minutes": _minutes(minutes), "keeps": keeps}
    if _compiling():
        _say(mime.WORKBOOK, said)
    else:
        from plckit.kernel.desk import Desk, show_workbook

        if keeps == SESSION:
            Desk.begin(said)
        show_workbook(said)


def step(
    title: str,
    *,
    minutes: int,
    group: str,
    now: str,
    must: bool = True,
    before: bool = False,
    covers: Sequence[str] = (),
    key: str = "",
) -> None:
    """Begin a step: minutes, grouping (such as "Alone, then pairs"), and *now*, what to do in one sentence.

    "Groups of 4" are the same all the time; "New groups of 4" are made by the step, of people who were apart.

    A *must* step is kept when time is short. A step *before* people meet is prework and takes no time of the
    meeting. *covers* names the points of the catalogue it works on, or points of your own.
    """
    known = {name.lower() for name in GROUPS}
    if not group or any(part.strip().lower() not in known for part in group.split(", then ")):
        raise SpecError(f"group must be one of {', '.join(GROUPS)}, or two of them joined by “, then ”.")
    line = _line(title, "title")
    said = {
        "key": _key(key) if key else _key_of(line),
        "title": line,
        "minutes": _minutes(minutes),
        "group": group,
        "now": _line(now, "now"),
        "must": bool(must),
        "before": bool(before),
        "covers": _points(covers),
    }
    if _compiling():
        _say(mime.STEP, said)
    else:
        from plckit.kernel.desk import show_step

        show_step(said)


def show(chart: Any, words: str) -> None:
    """Show an Altair chart of a small table, with *words* for those who cannot see it.

    The table goes to everybody's browser, row by row, and can be read there.
    """
    from plckit.kernel.still import still

    said = still(chart, _line(words, "words"))
    if _compiling():
        _say(mime.CHART, said)
    else:
        from plckit.kernel.chart import ChartWidget

        display(ChartWidget.of(said))


def again(key: str) -> None:
    """Show once more what the group said in an activity of an earlier step."""
    if _key(key) not in _made:
        raise SpecError(f"again({key!r}) shows an activity that was made before. Check its key.")
    if _compiling():
        _say(mime.AGAIN, {"key": key})
    else:
        from plckit.kernel.desk import show_again

        show_again(key)


def start_afresh() -> None:
    """Begin again with nothing answered, where you work through a notebook alone; a session has none of it.

    What was written before stays in the database, and nothing shows it any more. Take the cell out again: it
    does the same whenever it runs.
    """
    if not _compiling() and _keeps != FILE:
        from plckit.kernel.desk import Desk, show_prompt

        Desk.current().start_afresh()
        show_prompt("This workbook has no answers of yours now. Take this cell out before you run all cells.")


def end() -> None:
    """Say which activities were made; the compiler calls this last."""
    display({mime.END: list(_made), "text/plain": ""}, raw=True)


def make_spec(
    kind: Kind,
    key: str,
    prompt: str,
    *,
    see: str | None = None,
    about: str | None = None,
    by: str = "person",
    hint: str = "",
    reason: str = "",
    **options: Any,
) -> ActivitySpec:
    """Return a checked spec; raise SpecError with the remedy."""
    sees, on = _visibility(kind, see, about)
    owner = _owner(kind, by, sees, on)
    try:
        checked = kind.options(**options)
    except TypeError as error:
        known = ", ".join(inspect.signature(kind.options).parameters)
        raise SpecError(f"{kind.name}(…) cannot read its options: {error}. It takes {known}.") from None
    figure = _figure(kind, json.dumps(checked)) if sees is not See.PRIVATE else None
    if sees is See.OPT_IN and figure:
        raise SpecError(
            f"{kind.name} shows numbers, and a name beside one could unmask others. Names can be added to "
            'words only: use see="anon-reveal", or see="named" for promises.'
        )
    if reason and not kind.asks:
        raise SpecError(f"{kind.name} asks nothing, so there is no reason to ask for. Take reason out.")
    said = (_line(prompt, "prompt"), sees, on, hint, _line(reason, "reason") if reason else "")
    return ActivitySpec(_key(key), kind.name, *said, options=checked, figure=figure, by=owner)


@functools.lru_cache(256)
def _figure(kind: Kind, options: str) -> dict[str, Any] | None:
    """Return a kind's chart without data; making one takes a tenth of a second, and many are the same."""
    return kind.figure(json.loads(options))


def _visibility(kind: Kind, see: str | None, about: str | None) -> tuple[See, About]:
    """Return who sees what is asked; a kind that asks nothing has nothing to show."""
    try:
        sees, on = See(see or kind.see), About(about or kind.about)
    except ValueError:
        modes, abouts = ", ".join(See), " or ".join(About)
        raise SpecError(f"see must be one of {modes}; about must be {abouts}.") from None
    if on is About.VIEWS and kind.asks and among(sees):
        raise SpecError(
            f"{kind.name} collects views, and in a {sees} everybody would know whose they are. Use "
            'see="anon-reveal" or see="private"; for facts and ideas say about="ideas".'
        )
    if on is About.VIEWS and sees in (See.ANON_LIVE, See.NAMED):
        raise SpecError(
            f"{kind.name} collects views, and nobody should have to answer after seeing what others "
            'think. Use see="anon-reveal" or see="private"; for facts and ideas say about="ideas".'
        )
    return (sees if kind.asks else See.PRIVATE), on


def _owner(kind: Kind, by: str, see: See, about: About) -> By:
    """Return who owns an entry of an activity; what people write together is seen by them or by the room."""
    try:
        owner = By(by)
    except ValueError:
        raise SpecError(f"by must be one of {', '.join(By)}.") from None
    if owner is By.PERSON or not kind.asks:
        return By.PERSON
    if about is About.VIEWS:
        raise SpecError(
            f"{kind.name} collects views, and a view is one person's. Take by out; for facts and ideas "
            'say about="ideas".'
        )
    if see in (See.PRIVATE, See.OPT_IN) or (among(see) and see.value != owner.value):
        raise SpecError(
            f'What a {by} writes together is seen by that {by} (see="{by}") or by everybody '
            '(see="anon-live", "anon-reveal" or "named").'
        )
    return owner


def _author(kind: Kind) -> Callable[..., None]:
    def make(
        key: str,
        prompt: str,
        *,
        see: str = kind.see,
        about: str | None = None,
        by: str = "person",
        hint: str = "",
        reason: str = "",
        **options: Any,
    ) -> None:
        spec = make_spec(kind, key, prompt, see=see, about=about, by=by, hint=hint, reason=reason, **options)
        _made.append(spec.key)
        if _compiling():
            _say(mime.ACTIVITY, asdict(spec))
        elif _keeps == FILE:
            from plckit.kernel.desk import show_prompt

            show_prompt(spec.prompt)
        else:
            from plckit.kernel.desk import Desk

            display(Desk.current().activity(spec))

    own = inspect.signature(kind.options)
    common = [p for p in inspect.signature(make).parameters.values() if p.kind is not p.VAR_KEYWORD]
    make.__signature__ = inspect.Signature([*common, *own.parameters.values()])  # type: ignore[attr-defined]
    make.__name__ = make.__qualname__ = kind.name
    make.__doc__ = f"{inspect.getdoc(type(kind))}\n\n{inspect.getdoc(kind.options)}"
    return make


def __getattr__(name: str) -> Callable[..., None]:
    if name.startswith("_") or name not in kinds():
        raise AttributeError(f"plckit.notebook has no {name!r}. It has: {', '.join(__all__)}.")
    made = globals()[name] = _author(kinds()[name])
    return made


def _compiling() -> bool:
    return mime.COMPILING in os.environ


def _say(kind: str, said: dict[str, Any]) -> None:
    display({kind: said, "text/plain": ""}, raw=True)


def _key(key: Any) -> str:
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise SpecError(f"{key!r} cannot be a key. Use small letters, digits and dashes, a letter first.")
    return key


def _key_of(title: str) -> str:
    """Return the key of a step whose author gave none; raise SpecError where its title makes no key."""
    key = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    if not KEY.fullmatch(key):
        raise SpecError(
            f"The title “{title}” makes no key for its step. Give one of small letters, digits and dashes, "
            'a letter first: key="warm-up".'
        )
    return key


def _line(text: Any, what: str) -> str:
    if not isinstance(text, str) or not (line := " ".join(plain_text(text).split())):
        raise SpecError(f"{what} is empty. Give it some words.")
    if len(line) > 300:
        raise SpecError(f"{what} has {len(line)} letters. Use 300 or fewer; the rest can stand in the prose.")
    return line


def _points(covers: Sequence[str]) -> list[str]:
    if isinstance(covers, str) or not all(isinstance(one, str) and POINT.fullmatch(one) for one in covers):
        raise SpecError(f'covers is a list of ids, such as ["dufour.question.1"], not {covers!r:.80}.')
    covered(covers)
    return list(covers)


def _minutes(minutes: Any) -> int:
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= 240:
        raise SpecError(f"minutes must be a whole number from 1 to 240, not {minutes!r}.")
    return minutes


__all__ = sorted(["again", "show", "start_afresh", "step", "workbook", *kinds()])
