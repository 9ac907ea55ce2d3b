"""What a notebook is sent to draw with."""

from __future__ import annotations

import base64
import re

import pytest

from plckit.activities.registry import kinds
from plckit.errors import SetupError
from plckit.kernel import scripts
from plckit.kernel.scripts import PACKAGE, activity_script, chart_script, data_url, style

URL = re.compile(r'"(data:text/javascript;base64,[^"]+)"')
RELATIVE = re.compile(r"""(from|import)\s*\(?\s*["']\.""")


def modules(text: str) -> list[str]:
    """Return a script and every module inside it, as text."""
    inner = [base64.b64decode(url.partition(",")[2]).decode() for url in URL.findall(text)]
    return [text, *(module for one in inner for module in modules(one))]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_script_has_everything_it_imports_inside(kind: str) -> None:
    """A notebook has no addresses to fetch a neighbour from."""
    found = modules(activity_script(kind))
    assert len(found) > 2
    assert not [text for text in found if RELATIVE.search(text)]
    assert ((PACKAGE / "charts/chart.js").read_text() in found) == kinds()[kind].asks


def test_equal_modules_have_one_address() -> None:
    """The browser holds a module once an address: ids stay unique and the chart library is loaded once."""
    dom = data_url("activities/dom.js")
    assert dom in modules(activity_script("choice"))[0] or any(dom in m for m in modules(chart_script()))
    places = [m for kind in kinds() for m in modules(activity_script(kind)) if "makeSender" in m]
    assert len(set(places)) == 1
    assert data_url("activities/choice/view.js") in modules(activity_script("yes_partly_no"))[2]


def test_words_beyond_ascii_survive_the_journey() -> None:
    """“Saving…” is on every screen."""
    assert any("Saving…" in module for module in modules(activity_script("choice")))


def test_a_circle_of_imports_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It could not be packed, and saying so beats a kernel that hangs."""
    monkeypatch.setattr(
        scripts, "_read", lambda path: 'import "./b.js";' if "a.js" in path else 'import "./a.js";'
    )
    with pytest.raises(SetupError, match=r"import each other in a circle"):
        data_url("circle/a.js")


def test_a_missing_module_names_itself() -> None:
    """A damaged installation is mended by its owner, who must know what is missing."""
    with pytest.raises(SetupError, match=r"activities/nothing.js is missing"):
        data_url("activities/nothing.js")


def test_the_style_fetches_nothing_and_holds_every_kind() -> None:
    """Each widget carries the same sheet, since a page keeps only the last of one class."""
    assert not re.search(r"@import|url\(", style())
    for kind in kinds():
        sheet = PACKAGE / "activities" / kind / "view.css"
        assert not sheet.exists() or sheet.read_text() in style()


def test_the_notebooks_theme_rules_over_the_systems() -> None:
    """JupyterLab may be dark on a light computer, and light on a dark one."""
    light, dark = scripts.ROOT.findall((PACKAGE / "activities/theme.css").read_text())[:2]
    assert f"body[data-jp-theme-light] {{ {light.strip()} }}" in style()
    assert f'body[data-jp-theme-light="false"] {{ {dark.strip()} }}' in style()
    assert "--ink" in light
    assert "--ink" in dark
