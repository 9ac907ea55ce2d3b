"""Fixtures: `shipped` (the files of data/ as bytes, by name), `table` (one of its tables, all text)."""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd
import pytest

from make_data.files import FOLDER


@pytest.fixture(scope="session")
def shipped() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}


@pytest.fixture
def table(shipped: dict[str, bytes]) -> Callable[[str], pd.DataFrame]:
    return lambda name: pd.read_csv(io.BytesIO(shipped[name]), dtype=str, keep_default_na=False)
