"""Results as the store keeps them: tables as CSV text, compressed; imports pandas inside functions only."""

from __future__ import annotations

import csv
import io
import json
import zlib
from typing import TYPE_CHECKING, Any

from plckit.domain.datasets import Standing
from plckit.errors import BadFile

if TYPE_CHECKING:
    import pandas as pd

    from plckit.data.results import Results

TABLES = ("table", "roster", "items", "outcomes")
SUPPORT = ("student_code", "outcome_id", "check_date", "status")


def dumps(results: Results) -> bytes:
    """Return results as bytes that `loads` reads back."""
    told: dict[str, Any] = {name: getattr(results, name).to_csv(index=False) for name in TABLES}
    return _packed({**told, "synthetic": results.synthetic, "enrolled": results.enrolled})


def loads(content: bytes) -> Results:
    """Return the results that `dumps` wrote."""
    from plckit.data.results import NUMBERS, Results

    told = json.loads(zlib.decompress(content))
    tables = {name: _table(told[name], NUMBERS) for name in TABLES}
    return Results(**tables, synthetic=told["synthetic"], enrolled=told.get("enrolled", 0))


def dumps_support(text: str, synthetic: bool) -> bytes:
    """Return a support log, CSV text with the columns of `SUPPORT`, as bytes; raise BadFile."""
    rows = [{key: row.get(key) or "" for key in SUPPORT} for row in csv.DictReader(io.StringIO(text))]
    if not rows or not all(row["student_code"] and row["outcome_id"] and row["check_date"] for row in rows):
        raise BadFile("The support log", f"it needs the columns {', '.join(SUPPORT)}.")
    odd = {row["status"] for row in rows} - set(Standing)
    if odd:
        raise BadFile(
            "The support log", f"a status can be {', '.join(Standing)}, not “{sorted(odd)[0][:40]}”."
        )
    return support_bytes(rows, synthetic)


def support_bytes(rows: list[dict[str, str]], synthetic: bool) -> bytes:
    """Return the rows of a support log, keys as in `SUPPORT`, as bytes that `support_rows` reads back."""
    return _packed({"support": rows, "synthetic": synthetic})


def support_rows(content: bytes) -> tuple[list[dict[str, str]], bool]:
    """Return the rows of a support log, and whether they are made up."""
    told = json.loads(zlib.decompress(content))
    return told["support"], told["synthetic"]


def _packed(told: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 6)


def _table(text: str, numbers: frozenset[str]) -> pd.DataFrame:
    import pandas as pd

    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    for column in numbers & set(table.columns):
        table[column] = pd.to_numeric(table[column], errors="coerce")
    return table
