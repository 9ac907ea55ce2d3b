"""Which scripts a page asks for before anything is shown, and which a phone gets later."""

from __future__ import annotations

import posixpath
import re

import pytest
from raw_client import Browser
from running_server import Room

from plckit.domain.people import Role

SCREENS = {"session": Role.PARTICIPANT, "console": Role.FACILITATOR, "projector": Role.PROJECTOR}
PRELOADED = re.compile(r'<link rel="modulepreload" href="(/static/[0-9a-f]+/)([^"]+)">')
STATIC_IMPORT = re.compile(r"""^\s*(?:import|export)[^("'`;]*["'](\.{1,2}/[^"']+)["'];""", re.MULTILINE)


async def listed(browser: Browser, path: str) -> tuple[str, list[str]]:
    """Return where a page's scripts are, and those that it preloads."""
    found = PRELOADED.findall((await browser.get(path)).body.decode())
    return found[0][0], [name for _, name in found]


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_script_imported_at_the_start_is_preloaded(room: Room, screen: str) -> None:
    """One that is missing costs a phone on a slow network one more round trip before it shows anything.

    The views of kinds are for the screens that lead: a phone asks for those of the step it shows.
    """
    browser = room.browser(room.seat(SCREENS[screen]))
    place, names = await listed(browser, f"/{screen}/{room.code}")
    views = {name for name in names if name.endswith("/view.js")}
    assert bool(views) is (screen != "session")
    imported = views | {"web/static/host.js", f"web/static/{SCREENS[screen]}.js", "activities/activity.js"}
    for name in names:
        script = (await browser.get(place + name)).body.decode()
        imported |= {
            posixpath.normpath(posixpath.join(posixpath.dirname(name), one))
            for one in STATIC_IMPORT.findall(script)
        }
    assert len(imported) > 10
    assert sorted(names) == sorted(imported)
