"""`plckit answers`: what people wrote, as a file that is opened in a spreadsheet."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from typer.testing import CliRunner

from plckit.cli.app import app


def test_no_answer_runs_as_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody with a phone writes these cells; JSON has them as they are."""
    table = pd.DataFrame({"value": ["=HYPERLINK(1)", "fine", "-2", None, 5]}, dtype=object)
    monkeypatch.setattr(
        "plckit.analysis.open_session", lambda *_, **__: SimpleNamespace(answers=lambda: table)
    )
    said = CliRunner().invoke(app, ["answers", "KT7M"], catch_exceptions=False).output
    assert said.splitlines() == ["value", "'=HYPERLINK(1)", "fine", "-2", '""', "5"]
    told = CliRunner().invoke(app, ["answers", "KT7M", "--format", "json"], catch_exceptions=False).output
    assert '"=HYPERLINK(1)"' in told
