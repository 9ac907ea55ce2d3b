"""The same workbook in JupyterLab and in Voilà as it comes, seen in a browser."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from notebook_server import NotebookServer, jupyterlab, voila

from plckit.activities.registry import kinds
from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.kernel.scripts import modules
from plckit.seats.hub import utc_now
from plckit.sessions import answering, facilitating
from plckit.settings import DataFolder
from plckit.store.schema import open_store
from plckit.testing import NAME, a_page, a_seat, a_session, an_activity

pytestmark = pytest.mark.browser

WORKBOOK = Path(__file__).parents[2] / "workbooks" / "01_becoming_a_learning_community.ipynb"
MILLISECONDS = 60_000
LIGHT_INK, DARK_INK = "rgb(34, 38, 43)", "rgb(236, 233, 227)"
OWN_CHART = """\
table = pd.DataFrame({"room": ["A", "B"], "minutes": [40, 55]})
show(alt.Chart(table).mark_bar().encode(x="minutes", y="room"), "Room B took longer.")"""
SCALE = """\
workbook("a-reading", "A reading", minutes=10)
likert("trust", "How true is it?", rows={"heard": "I am heard.", "safe": "I may be wrong."})"""


class Visit:
    """A browser page that reaches one server alone; what it asked of others was not let through."""

    def __init__(self, browser: Any, server: NotebookServer, system: str) -> None:
        self.server = server
        self.elsewhere: list[str] = []
        # So tall that JupyterLab, which draws only the cells in sight, draws all of them.
        self.page = browser.new_page(viewport={"width": 1200, "height": 4000}, color_scheme=system)
        self.page.set_default_timeout(MILLISECONDS)
        self.page.route("**/*", self.let_through)

    def let_through(self, route: Any) -> None:
        url = route.request.url
        if url.startswith((self.server.address, "data:", "blob:")):
            route.continue_()
        else:
            self.elsewhere.append(url)
            route.abort()

    def open_in_lab(self, notebook: str) -> Any:
        """Open a notebook in JupyterLab, run all its cells, and return the page."""
        self.page.goto(f"{self.server.address}/lab/tree/{notebook}?reset")
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        self.page.locator(".jp-Cell").first.click()
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        return self.page

    def open_in_voila(self, notebook: str) -> Any:
        """Open a notebook in Voilà, which runs it, and return the page."""
        self.page.goto(f"{self.server.address}/voila/render/{notebook}")
        return self.page


def revealed_session(data: Path) -> str:
    """Store a session whose six people answered “trust”, revealed; return its code."""
    store = open_store(DataFolder.open(data).database_url)
    rows = {"heard": "I am heard.", "safe": "I may be wrong."}
    ready = an_activity("yes_partly_no", "ready")
    page = a_page({"First": [an_activity("likert", "trust", rows=rows), ready]})
    session = a_session(store, page, phase=Phase.OPEN)
    for level in "344455":
        seat = a_seat(store, session)
        for row in ("heard", "safe"):
            answer = ("trust", row, str(uuid.uuid4()), level, utc_now())
            store.write(answering.put, kinds(), page, seat, *answer).result()
    leader = a_seat(store, session, Role.FACILITATOR)
    store.write(facilitating.set_phase, page, leader, "trust", "revealed", utc_now()).result()
    store.close()
    return session.code


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a folder with the workbook and a notebook of pictures, and the data folder of their session."""
    folder, data = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("data")
    shutil.copy(WORKBOOK, folder / "workbook.ipynb")
    cells = [
        "import altair as alt\nimport pandas as pd\n\nfrom plckit.analysis import open_session",
        "from plckit.notebook import likert, show, workbook",
        f'meeting = open_session("{revealed_session(data)}")\nmeeting.chart("trust")',
        'meeting.chart("ready")',
        OWN_CHART,
        SCALE,
    ]
    pictures = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    pictures.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(pictures, folder / "pictures.ipynb")
    return folder, data


@pytest.fixture(scope="module")
def lab(
    notebooks: tuple[Path, Path], cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NotebookServer]:
    """JupyterLab in its dark theme."""
    folder, data = notebooks
    with jupyterlab(tmp_path_factory.mktemp("lab"), cache, folder, data, "JupyterLab Dark") as running:
        yield running


@pytest.fixture(scope="module")
def stock_voila(
    notebooks: tuple[Path, Path], cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NotebookServer]:
    """Voilà with its own template, light."""
    folder, data = notebooks
    with voila(tmp_path_factory.mktemp("voila"), cache, folder, data) as running:
        yield running


@pytest.fixture
def in_lab(browser: Any, lab: NotebookServer) -> Iterator[Visit]:
    visit = Visit(browser, lab, system="light")
    yield visit
    visit.page.close()


@pytest.fixture
def in_voila(browser: Any, stock_voila: NotebookServer) -> Iterator[Visit]:
    visit = Visit(browser, stock_voila, system="dark")
    yield visit
    visit.page.close()


def box(page: Any) -> Any:
    return page.get_by_role("textbox", name="What is one thing about teaching or leading")


def saved(page: Any, key: str) -> None:
    """Wait until an activity says so."""
    page.locator(f'[data-key="{key}"] .saved[data-state="saved"]').get_by_text("Saved").wait_for()


def stored(data: Path, workbook: str, activity: str) -> list[Any]:
    """Return the values of an activity in a solo session."""
    store = open_store(DataFolder.open(data).database_url)
    session = store.read(lambda tx: tx.sessions.by_code(f"solo-{workbook}")).result()
    rows = store.read(lambda tx: tx.entries.of(session.id, activity)).result()
    store.close()
    return [row[3] for row in rows]


def colour(locator: Any, name: str) -> str:
    return str(locator.evaluate("(el, name) => getComputedStyle(el)[name]", name))


def see_pictures(page: Any) -> None:
    """Check the group's picture, the sentence where there is none, and an author's own chart."""
    trust = page.get_by_role("region").or_(page.locator("section")).filter(has_text="6 of 6 answered").first
    trust.locator("svg").get_by_text("I am heard.").wait_for()
    page.get_by_text("Hidden until the facilitator reveals it.").wait_for()
    own = page.locator("figure").filter(has_text="Room B took longer.")
    own.locator("svg").get_by_text("minutes").wait_for()
    own.get_by_text("Show as a table").click()
    assert own.locator("tbody tr").all_inner_texts() == ["A\t40", "B\t55"]


def test_a_workbook_in_jupyterlab_keeps_what_one_writes(in_lab: Visit, notebooks: tuple[Path, Path]) -> None:
    """The same activities, the same store, and no server of ours."""
    page = in_lab.open_in_lab("workbook.ipynb")
    box(page).fill(NAME)
    saved(page, "leader-learning")
    assert stored(notebooks[1], "becoming-a-learning-community", "leader-learning") == [NAME]
    page.get_by_role("heading", name="Leader goes first", level=2).wait_for(state="attached")
    assert in_lab.elsewhere == []


def test_pictures_in_jupyterlab_are_drawn_and_follow_its_theme(in_lab: Visit) -> None:
    """JupyterLab is dark here while the computer is light: what plckit draws is dark too."""
    page = in_lab.open_in_lab("pictures.ipynb")
    see_pictures(page)
    text = page.locator("section.chart-alone svg text").first
    assert colour(text, "fill") == DARK_INK
    assert colour(page.locator("section.chart-alone h3").first, "color") == DARK_INK
    page.get_by_role("radiogroup", name="I am heard.").wait_for()
    # What both widgets import is there once: one address a text, and an entry a kind of widget.
    views = ("kernel/frame.js", "kernel/chart_view.js", "activities/likert/view.js")
    texts = {path for view in views for path in modules(view)}
    assert page.evaluate("globalThis[Symbol.for('plckit.kernel.modules')].size") == len(texts) + 2
    assert in_lab.elsewhere == []


def test_in_jupyterlab_arrow_keys_belong_to_the_question(in_lab: Visit, notebooks: tuple[Path, Path]) -> None:
    """The notebook would take them to move to another cell."""
    page = in_lab.open_in_lab("pictures.ipynb")
    first = page.get_by_role("radiogroup", name="I am heard.")
    first.get_by_label("Strongly disagree").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    saved(page, "trust")
    assert first.get_by_label("Disagree", exact=True).is_checked()
    assert stored(notebooks[1], "a-reading", "trust") == ["2"]


def test_a_workbook_in_stock_voila_keeps_what_one_writes(
    in_voila: Visit, notebooks: tuple[Path, Path]
) -> None:
    """Every visit has a kernel of its own, and finds what was written before."""
    page = in_voila.open_in_voila("workbook.ipynb")
    box(page).fill("Written in Voilà")
    saved(page, "leader-learning")
    assert stored(notebooks[1], "becoming-a-learning-community", "leader-learning") == ["Written in Voilà"]
    page.reload()
    page.wait_for_function(
        "() => document.querySelector('[data-key=leader-learning] textarea')?.value === 'Written in Voilà'"
    )
    assert colour(page.get_by_role("heading", name="How true is this for you"), "color") == LIGHT_INK
    only_voilas_own_links(in_voila)


def test_pictures_in_stock_voila_are_drawn(in_voila: Visit) -> None:
    """The chart library comes from the kernel, so that no address has to be known."""
    see_pictures(in_voila.open_in_voila("pictures.ipynb"))
    only_voilas_own_links(in_voila)


def only_voilas_own_links(visit: Visit) -> None:
    """Check that nothing but two style sheets was asked of others.

    Voilà's own template names Font Awesome on the internet, though it carries the same icons; both are
    blocked here, and plckit's own pages (`plckit serve`) do not have them.
    """
    assert all("fontawesome" in url and url.endswith(".css") for url in visit.elsewhere)
