"""An author's own chart on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd
import pytest
from running_server import Server

import plckit.notebook
from plckit.domain.people import Role
from plckit.errors import SpecError
from plckit.kernel.still import MOST_ROWS, still
from plckit.pages import mime
from plckit.seats.hub import utc_now
from plckit.sessions import facilitating
from plckit.store.database import Store
from plckit.testing import NAME, a_page, a_seat, a_session

TABLE = pd.DataFrame(
    {"month": pd.to_datetime(["2024-01-01", "2024-02-01"]), "minutes": [40, 55], "room": ["A", None]}
)


def bars() -> Any:
    return alt.Chart(TABLE).mark_bar().encode(x="minutes", y="room")


def signals(said: dict[str, Any]) -> set[str]:
    return {signal["name"] for signal in said["figure"]["vega"]["signals"]}


def test_the_numbers_come_out_of_the_chart() -> None:
    """The figure waits for rows, and the table shows the same rows."""
    said = still(bars(), "Room A took 40 minutes.")
    assert said["words"] == "Room A took 40 minutes."
    assert [row["minutes"] for row in said["rows"]] == [40, 55]
    assert said["table"]["columns"] == ["month", "minutes", "room"]
    assert said["table"]["rows"] == [["2024-01-01T00:00:00", 40, "A"], ["2024-02-01T00:00:00", 55, ""]]
    assert {"name": "rows"} in said["figure"]["vega"]["data"]
    assert "Room" not in str(said["figure"])


def test_the_page_sets_width_and_colours() -> None:
    """The script that draws knows three colours and one width."""
    said = still(bars().properties(width=2000), "…")
    assert {"ink", "paper", "accent"} <= signals(said)
    assert said["figure"]["vega"]["width"] == 320
    assert said["figure"]["vega"]["background"] == "transparent"


def test_moments_are_read_as_moments() -> None:
    """Rows travel as JSON, in which a date is text."""
    said = still(alt.Chart(TABLE).mark_line().encode(x="month", y="minutes"), "…")
    assert "toDate(datum" in str(said["figure"]["vega"]["data"])


def test_layers_on_one_table_and_an_authors_own_look_stay() -> None:
    """An author's configuration wins over the room's."""
    text = bars().mark_text().encode(text="minutes")
    said = still((bars() + text).configure_axis(labelFontSize=20), "…")
    assert len(said["rows"]) == 2
    assert "'fontSize': {'value': 20}" in str(said["figure"]) or "'labelFontSize': 20" in str(said["figure"])


@pytest.mark.parametrize(
    ("chart", "sentence"),
    [
        (lambda: alt.Chart("numbers.csv").mark_bar().encode(x="a:Q"), "from one table in the notebook"),
        (lambda: bars() | bars(), "several panels"),
        (lambda: bars().facet("room"), "several panels"),
        (lambda: bars().encode(row="room"), "several panels"),
        (lambda: alt.Chart(pd.DataFrame({"a": range(MOST_ROWS + 1)})).mark_bar().encode(x="a"), "501 rows"),
        (lambda: alt.Chart(pd.DataFrame({"a": range(6000)})).mark_bar().encode(x="a"), "thousands of rows"),
    ],
)
def test_a_chart_that_cannot_be_shown_says_what_to_do(chart: Any, sentence: str) -> None:
    """The author reads it in the cell, not on the day of the meeting."""
    with pytest.raises(SpecError, match=sentence):
        still(chart(), "…")


@pytest.mark.browser
def test_plckits_own_page_draws_it_under_its_strict_policy(
    browser: Any, server: Server, server_store: Store
) -> None:
    """One `show` for a notebook and for the room."""
    page = a_page({"Look": []})
    block = {"chart": still(bars(), "Room A took 40 minutes.")}
    session = a_session(server_store, replace(page, steps=(replace(page.steps[0], blocks=(block,)),)))
    leader = a_seat(server_store, session, Role.FACILITATOR)
    server_store.write(facilitating.go_to, page, leader, "look", utc_now()).result()
    screen, problems = browser.new_page(viewport={"width": 360, "height": 740}), []
    screen.on("console", lambda said: problems.append(said.text))
    screen.goto(f"{server.address}/join/{session.code}")
    screen.get_by_label("What shall we call you?").fill(NAME)
    screen.keyboard.press("Enter")
    screen.locator("svg").get_by_text("minutes").wait_for()
    screen.get_by_text("Room A took 40 minutes.").wait_for()
    assert screen.evaluate("document.documentElement.scrollWidth") == 360
    assert problems == []
    screen.close()


def test_a_compiled_page_carries_figure_rows_words_and_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What `show` says to the compiler is what plckit's pages draw."""
    said: list[Any] = []
    monkeypatch.setenv(mime.COMPILING, "1")
    monkeypatch.setattr(plckit.notebook, "display", lambda data, raw: said.append(data))
    plckit.notebook.show(bars(), "Two rooms.")
    assert set(said[0][mime.CHART]) == {"figure", "rows", "words", "table"}
    assert len(said[0][mime.CHART]["rows"]) == 2
