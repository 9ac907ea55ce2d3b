"""A session's answers as DataFrames and pictures, for whoever reads them in a notebook afterwards.

    from plckit.analysis import open_session

    meeting = open_session("KT7M")
    meeting.answers()
    meeting.chart("trust")
    review_counts(["counts.txt"])

Nothing here shows more than the room may see: the same rules decide, while the session runs and after it is
closed. Imports pandas inside its methods.
"""

from __future__ import annotations

import hashlib
import hmac
import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plckit.activities.registry import kinds
from plckit.charts import phrases
from plckit.domain import reviews
from plckit.domain.entries import REASON, Tidy
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import BadValue, SessionNotFound
from plckit.sessions import joining
from plckit.sessions.showing import FEW_REASONS, shown
from plckit.sessions.summarising import group_view
from plckit.sessions.supplying import supplied
from plckit.settings import DataFolder
from plckit.store.schema import open_store
from plckit.store.transaction import Transaction

if TYPE_CHECKING:
    import pandas as pd

    from plckit.kernel.chart import ChartWidget

COLUMNS = ("session workbook step activity kind see prompt row value label person at withheld").split()


def open_session(code: str, data: Path | None = None) -> OpenSession:
    """Return the session with that join code, however it was typed; raise SessionNotFound.

    *data* is plckit's data folder where it is not the usual one.
    """
    opened = OpenSession(code, DataFolder.open(data).database_url)
    opened._ask(lambda *_: None)
    return opened


def review_counts(files: Sequence[str | Path]) -> pd.DataFrame:
    """Return how many reviews of two people put each area where: an area a row, a column for each of 0 to 4.

    *files* hold lines that “Copy the counts” made, one a review, or are saved reviews, of which no word is
    read either. An area of fewer than five reviews is hidden (P3), and `withheld` says so.
    Raise BadValue where a file is neither, or of another workbook than the others.
    """
    import pandas as pd

    texts = [Path(file).read_text("utf-8-sig", "replace") for file in files]
    found = [one for text in texts for one in reviews.read_counts(text)]
    if len({workbook for workbook, _ in found}) > 1:
        raise BadValue("These reviews are of several workbooks. Count those of each by themselves.")
    counts = reviews.tally(areas for _, areas in found)
    columns = {
        status: [given[status] if given else None for given in counts.values()] for status in reviews.STATUSES
    }
    table = pd.DataFrame(columns, index=pd.Index([*counts], name="area"), dtype="Int64")
    table["withheld"] = [None if given else phrases.reason("withheld") for given in counts.values()]
    return table


@dataclass(frozen=True)
class Sentence:
    """A sentence where a chart would be, with the reason why there is none."""

    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<p class="plckit-sentence">{html.escape(self.text)}</p>'


class OpenSession:
    """One session's answers as they stand whenever one asks. Reads only, beside a running server too."""

    def __init__(self, code: str, database_url: str) -> None:
        self.code = code
        self._url = database_url

    def answers(self) -> pd.DataFrame:
        """Return what the room may see of every activity, a row each, in the order of the workbook.

        session, workbook, step, activity: the join code and the keys. kind, see, prompt: how it was asked,
        and for whom. row: the statement, the line, the option or the sort of note, where there are several.
        value: what was answered; label: the same in words. person: where the activity
        is named or the writer added a name; at (ISO, UTC): only where it is named; elsewhere missing, and
        rows are in an order that links nothing. withheld: why a row has no
        value, since the room may not see it (yet). Private activities are left out altogether.
        """
        import pandas as pd

        table = pd.DataFrame(self._ask(_answers), columns=COLUMNS).astype(object)
        return table.where(table.notna(), None)

    def summary(self, activity: str) -> pd.DataFrame:
        """Return what the group makes of one activity, in tidy rows.

        Where there is a chart they are its rows: the columns stand with `rows` in plckit.charts. Elsewhere
        each row is a text, a row of one of the tables, or a goal with a mark a letter. A hidden activity is
        one row with the reason in `withheld`.
        """
        import pandas as pd

        spec, group = self._ask(_group, activity)
        if "hidden" in group:
            return pd.DataFrame({"withheld": [group["hidden"]]})
        tables = list(_lines(spec, group.get("tables", ())))
        goals = [_goal(goal) for goal in group.get("goals", ())]
        return pd.DataFrame(group.get("rows") or group.get("wall") or tables or goals)

    def chart(self, activity: str) -> ChartWidget | Sentence:
        """Return the group's picture of one activity, or the sentence why there is none."""
        spec, group = self._ask(_group, activity)
        if isinstance(shown := _drawn(spec, group), Sentence):
            return shown
        from plckit.kernel.chart import ChartWidget

        first, *lines = shown["words"].split("\n")
        words = "\n".join([" ".join(filter(None, [first, shown.get("caution")])), *lines])
        said = {"figure": spec.figure, "rows": shown["rows"], "words": words, "table": shown["table"]}
        count = f"{shown['n']} of {shown['of']} answered" if "n" in shown else ""
        return ChartWidget.of(said, title=spec.prompt, count=count)

    def picture(self, activity: str, file: str | Path) -> Path | Sentence:
        """Write the same picture for paper into *file* (.svg or .png); return it, or why there is none."""
        from plckit.charts import paper

        spec, group = self._ask(_group, activity)
        if isinstance(shown := _drawn(spec, group), Sentence):
            return shown
        path = Path(file)
        if path.suffix == ".svg":
            path.write_text(paper.svg(spec.figure, shown["rows"]), encoding="utf-8")
        elif path.suffix == ".png":
            path.write_bytes(paper.png(spec.figure, shown["rows"]))
        else:
            raise BadValue(f"{path.name} must end in .svg or .png.")
        return path

    def __repr__(self) -> str:
        return f"<Session {self.code}>"

    def _ask(self, question: Callable[..., Any], *args: Any) -> Any:
        """Return the answer to a question about the session, put to the database as it is now."""
        store = open_store(self._url)
        try:
            return store.read(_asked, self.code, question, *args).result()
        finally:
            store.close()


def _drawn(spec: ActivitySpec, group: dict[str, Any]) -> dict[str, Any] | Sentence:
    """Return what an activity's chart draws: the room's answers, or results; or the sentence why nothing."""
    shown = group if spec.charted else group.get("picture", {})
    if "rows" in shown:
        return shown
    if why := shown.get("wait") or group.get("hidden"):
        return Sentence(why)
    return Sentence(f"“{spec.prompt}” has words and no chart. Read them with summary({spec.key!r}).")


def _asked(tx: Transaction, code: str, question: Callable[..., Any], *args: Any) -> Any:
    session = joining.find(tx, code)
    page = tx.sessions.page(session.page)
    if page is None:
        raise SessionNotFound(code)
    return question(tx, session, page, *args)


def _lines(spec: ActivitySpec, tables: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of tables: whose table or which, the row's label or number, and a text a column."""
    for number, table in enumerate(tables, 1):
        for place, row in enumerate(table["rows"], 1):
            columns = table.get("columns") or spec.options["columns"].values()
            cells = zip(columns, row["cells"], strict=True)
            yield {
                "table": table.get("name") or table.get("title") or number,
                "row": row["label"] or place,
                **dict(cells),
            }


def _goal(goal: dict[str, Any]) -> dict[str, Any]:
    """Return a goal as a row: its name where it has one, its sentence, and a mark a letter."""
    marks = {flag["title"].lower(): flag["mark"] for flag in goal["flags"]}
    return {**({"name": goal["name"]} if "name" in goal else {}), "goal": goal["sentence"], **marks}


def _group(tx: Transaction, session: Session, page: Page, activity: str) -> tuple[ActivitySpec, Any]:
    spec = page.activity(activity)
    return spec, group_view(tx, kinds(), session, spec, _phase(tx, session, spec), page)


def _answers(tx: Transaction, session: Session, page: Page) -> list[list[Any]]:
    return [
        [session.code, page.key, step.key, spec.key, spec.kind, spec.see.value, spec.prompt, *cells]
        for step in page.steps
        for spec in (page.activity(key) for key in step.activities)
        for cells in _cells(tx, session, page, spec)
    ]


def _cells(tx: Transaction, session: Session, page: Page, spec: ActivitySpec) -> Iterator[list[Any]]:
    """Yield row, value, label, person, at and withheld of one activity."""
    said = shown(tx, session, spec, _phase(tx, session, spec))
    if not said.people:  # nobody answered, or it is private
        return
    if said.hidden:
        yield [None, None, None, None, None, said.hidden]
        return
    named = spec.see is See.NAMED
    moments = {(r[1], r[2]): r[4] for r in tx.entries.of(session.id, spec.key)} if named else {}
    kind = kinds()[spec.kind]
    rows = kind.tidy(supplied(tx, kind, session, spec, page), said.entries)
    rows += [Tidy(reason, REASON, reason.value, reason.value) for reason in said.reasons]
    rows += [Tidy(None, REASON, None, "", FEW_REASONS)] if said.few_reasons else []
    for row in rows if named else _shuffled(session, spec, rows):
        name, entry = (row.entry.name, row.entry.entry) if row.entry else ("", "")
        at = moments.get((name, entry))
        yield [row.row or None, row.value, row.label or None, name or None, at, row.withheld or None]


def _shuffled(session: Session, spec: ActivitySpec, rows: list[Tidy]) -> list[Tidy]:
    """Return rows in an order of keyed hashes: what one person said stands together only by chance."""

    def place(numbered: tuple[int, Tidy]) -> tuple[bool, str]:
        number, row = numbered
        parts = (spec.key, row.row, row.label, *((row.entry.who, row.entry.entry) if row.entry else ()))
        text = "\0".join(parts)
        digest = hmac.new(session.shuffle.encode(), text.encode(), hashlib.sha256).hexdigest()
        return bool(row.withheld), digest if row.entry else f"{number:06}"

    return [row for _, row in sorted(enumerate(rows), key=place)]


def _phase(tx: Transaction, session: Session, spec: ActivitySpec) -> Phase:
    return tx.sessions.phases(session.id).get(spec.key, Phase.WAITING)
