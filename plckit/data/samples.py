"""The sample data that come with plckit, as `Results`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from plckit.data.results import Results


def check(folder: Path, file: str, form: str) -> Results:
    """Return a check of the sample data: its tidy table with roster, items of one form, and outcomes."""
    from plckit.data.results import ITEMS, OUTCOMES, ROSTER, TABLE, Results

    table = _read(folder / file)
    items = _read(folder / "items.csv")
    items = items[items["form"] == form].copy()
    items["assessment_id"] = table["assessment_id"].iloc[0]
    items["label"] = items["item_id"]
    roster, outcomes = _read(folder / "roster.csv"), _read(folder / "outcomes.csv")
    groups = [name for name in ("english_learner", "ethnic_groups") if name in roster.columns]
    return Results(
        table=_typed(table[TABLE]),
        roster=roster[[*ROSTER, *groups]],
        items=_typed(items[ITEMS]),
        outcomes=_typed(outcomes[OUTCOMES]),
        synthetic=True,
    )


def _read(path: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    from plckit.data.results import NUMBERS

    found = table.copy()
    for column in NUMBERS & set(found.columns):
        found[column] = pd.to_numeric(found[column], errors="coerce")
    return found
