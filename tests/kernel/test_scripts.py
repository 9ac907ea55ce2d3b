"""What a notebook is sent to draw with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plckit.activities.registry import kinds
from plckit.errors import SetupError
from plckit.kernel import scripts
from plckit.kernel.scripts import PACKAGE, activity_script, chart_script, modules, style

NEIGHBOUR = re.compile(r'"plckit-module:([^"]+)"')
RELATIVE = re.compile(r"""(from|import)\s*\(?\s*["']\.""")


def inside(script: str) -> dict[str, str]:
    """Return {path: text} of the modules in a script, in their order."""
    found: dict[str, str] = json.loads(script.partition("\n")[0].removeprefix("const modules = ").rstrip(";"))
    return found


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_script_has_everything_it_imports_inside(kind: str) -> None:
    """A notebook has no addresses to fetch a neighbour from, and an address is made before it is imported."""
    found = inside(activity_script(kind))
    assert list(found)[-1] == "entry"
    assert len(found) > 3
    before: set[str] = set()
    for path, text in found.items():
        assert not RELATIVE.search(text)
        assert set(NEIGHBOUR.findall(text)) <= before
        before.add(path)
    assert ("charts/chart.js" in found) == kinds()[kind].asks


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_script_is_as_long_as_what_it_is_made_of(kind: str) -> None:
    """A notebook has twenty widgets, and each brings its modules once, however deep one imports another."""
    script = activity_script(kind)
    files = sum(_bytes(scripts._file(path)) for path in inside(script) if path != "entry")
    assert len(script.encode()) < 1.15 * files + 2_000


def _bytes(file: Path) -> int:
    return len(file.read_bytes())


def test_equal_modules_have_one_address() -> None:
    """The browser holds a module once a text: ids stay unique and the chart library is loaded once."""
    found = [inside(script) for script in (chart_script(), *map(activity_script, kinds()))]
    for path in {path for one in found for path in one} - {"entry"}:
        assert len({one[path] for one in found if path in one}) == 1
    assert found[0].keys() & inside(activity_script("choice")).keys() >= {"activities/dom.js"}
    assert "activities/choice/view.js" in inside(activity_script("yes_partly_no"))


def test_words_beyond_ascii_survive_the_journey() -> None:
    """“Saving…” is on every screen."""
    assert "Saving…" in activity_script("choice")


def test_a_circle_of_imports_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It could not be packed, and saying so beats a kernel that hangs."""
    monkeypatch.setattr(
        scripts, "_read", lambda path: 'import "./b.js";' if "a.js" in path else 'import "./a.js";'
    )
    with pytest.raises(SetupError, match=r"import each other in a circle"):
        modules("circle/a.js")


def test_a_missing_module_names_itself() -> None:
    """A damaged installation is mended by its owner, who must know what is missing."""
    with pytest.raises(SetupError, match=r"activities/nothing.js is missing"):
        modules("activities/nothing.js")


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
