"""Routes are an allow-list, every page has the same headers and errors one shape: over plain HTTP."""

from __future__ import annotations

import json
import re
import uuid
from types import SimpleNamespace

import pytest
from raw_client import problem, seat_in
from running_server import Room, Server
from tornado.httpclient import HTTPResponse

from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.store.database import Store
from plckit.testing import a_page, a_session, an_activity
from plckit.web.application import Plckit
from plckit.web.workbook import CODE

STOCK = [
    "/voila/render/x.ipynb",
    "/voila/render/01_becoming_a_learning_community.ipynb",
    "/voila/tree",
    "/voila/tree/workbooks",
    "/voila/api/contents",
    "/voila/files/x",
    "/voila/static/../x",
    "/voila/static/voila.js",
    "/voila/templates/lab/static/x",
    "/voila",
    "/api",
    "/api/kernels",
    "/api/kernelspecs",
    "/api/sessions",
    "/api/contents",
    "/api/contents/01_becoming_a_learning_community.ipynb",
    "/api/terminals",
    "/api/shutdown",
    "/login",
    "/logout",
    "/lab",
    "/tree",
    "/nbextensions/x.js",
    "/files/pyproject.toml",
    "/metrics",
    "/static/../plckit.sqlite",
]
TRAVERSAL = [
    "../../pyproject.toml",
    "..%2f..%2fpyproject.toml",
    "%2e%2e/%2e%2e/etc/passwd",
    "//etc/passwd",
    "x\\..\\y",
]
FORMS = [
    "/join",
    "/join/{code}",
    "/rejoin/{code}",
    "/sessions",
    "/session/{code}/as",
    "/lead",
    "/lead/{code}",
]
FORMS += ["/console/{code}/pair"]
# A path that each pattern of the allow-list matches, by the end of the pattern.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def every_route(room: Room) -> dict[str, str]:
    """Return a path of each route that the application has: the list itself comes from the application."""
    serving = SimpleNamespace(gallery=False)
    patterns = [route[0] for route in Plckit.init_handlers(SimpleNamespace(serving=serving))]
    fill = {CODE: room.code, r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)": str(uuid.uuid4()), r"([0-9a-f]+)": "0"}
    fill |= {r"([A-Za-z0-9_-]{20,40})": "a" * 24, r"([^/]{1,1000})": "Year%209%20team", r"\.ics": ".ics"}
    fill |= {r"([^/]{1,120})": "08_time_and_support"}
    fill |= {r"([0-9a-f-]{36})": str(uuid.uuid4()), r"([0-9]{1,5})": "1"}
    fill |= {r"([A-Za-z0-9]{6})": "ABCDEF", r"([a-z0-9-]+)": "likert", r"\.(svg|png)": ".svg"}
    paths = {}
    for pattern in patterns:
        path = pattern
        for group, value in fill.items():
            path = path.replace(group, value)
        path = path.replace("([A-Za-z0-9_./-]+)", "plckit.css")
        assert re.fullmatch(pattern, path), f"teach this test the route {pattern}"
        paths[pattern] = path
    assert len(paths) >= 10, "the allow-list of routes is not where this test looks for it"
    return paths


def shaped(answer: HTTPResponse) -> None:
    """Assert that an error is our page with a sentence, tells nothing of the inside, and is safe to show."""
    body = answer.body.decode()
    assert "Traceback" not in body
    assert "site-packages" not in body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    if answer.request.method != "HEAD":
        assert len(problem(answer)) > 10


@pytest.mark.parametrize("path", STOCK)
async def test_stock_routes_are_not_here(room: Room, path: str) -> None:
    """Voilà's and Jupyter's own routes start kernels and list files, for strangers too."""
    browser = room.browser(room.seat(Role.FACILITATOR))
    with room.untouched("Refused GET"):
        answer = await browser.get(path)
        assert answer.code == 404
        shaped(answer)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/voila/api/shutdown/{seat}"),
        ("DELETE", "/api/kernels/{seat}"),
        ("GET", "/api/kernels/{seat}"),
        ("POST", "/api/kernels"),
        ("POST", "/api/kernels/{seat}/restart"),
        ("POST", "/api/kernels/{seat}/interrupt"),
        ("POST", "/api/terminals"),
        ("PUT", "/api/contents/x.ipynb"),
    ],
)
async def test_nothing_is_started_or_stopped_over_http(room: Room, method: str, path: str) -> None:
    """Not one's own seat either: a seat ends when its browser has gone."""
    seat = room.seat()
    browser = room.browser(seat)
    with room.untouched(f"Refused {method}"):
        answer = await browser.ask(path.format(seat=seat.id), method, None if method == "GET" else "")
        assert answer.code in (403, 404)
        shaped(answer)


@pytest.mark.parametrize("path", TRAVERSAL)
async def test_no_path_leads_out_of_the_static_files(room: Room, path: str) -> None:
    """Files are looked up in a table made at the start, never on the disk."""
    front = (await room.server.browser().get("/")).body.decode()
    static = re.search(r"/static/[0-9a-f]+/", front)
    assert static
    with room.untouched("Refused GET /static"):
        answer = await room.server.browser().get(static[0] + path)
        assert answer.code == 404
        shaped(answer)


async def test_every_route_has_safe_headers_and_one_shape_of_error(room: Room) -> None:
    """Whatever route comes next inherits them, or this test names it."""
    browser = room.server.browser()
    await browser.get("/")
    for pattern, path in every_route(room).items():
        for method in METHODS:
            answer = await browser.ask(path, method, "" if method in ("POST", "PUT", "PATCH") else None)
            where = f"{method} {pattern} -> {answer.code}"
            assert answer.code < 500, where
            assert answer.headers.get("X-Content-Type-Options") == "nosniff", where
            if pattern.endswith("/channels") or answer.code < 300:
                continue
            assert "default-src 'none'" in answer.headers.get("Content-Security-Policy", ""), where
            if answer.code >= 400:
                shaped(answer)
    assert room.server.healthy()


async def test_methods_that_a_route_does_not_have_are_refused(room: Room) -> None:
    """A form that is sent with another method must not fall through to something that answers."""
    with room.untouched("Refused DELETE"):
        for pattern, path in every_route(room).items():
            for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
                answer = await room.server.browser().ask(path, method, "" if method[0] == "P" else None)
                assert 400 <= answer.code < 500, f"{method} {pattern} -> {answer.code}"


@pytest.mark.parametrize("screen", ["console", "projector"])
@pytest.mark.parametrize("key", ["", "?key=", "?key=wrong", "?key=%ff", "?key=" + "x" * 5000, "?key={other}"])
async def test_the_console_and_the_projector_open_with_their_own_key_alone(
    room: Room, screen: str, key: str
) -> None:
    """From the console the whole room is led; its key is not the projector's."""
    other = room.session.projector_key if screen == "console" else room.session.console_key
    browser = room.browser(room.seat())
    with room.untouched(f"Refused GET /{screen}/{room.code}"):
        answer = await browser.get(f"/{screen}/{room.code}{key.format(other=other)}")
        assert answer.code in (400, 403)
        shaped(answer)
        assert not any(
            name.endswith(room.session.id) and "participant" not in name for name in browser.cookies
        )


@pytest.mark.parametrize(("screen", "role"), [("console", Role.FACILITATOR), ("projector", Role.PROJECTOR)])
async def test_the_secret_link_opens_its_page_and_leaves_the_address_bar(
    room: Room, screen: str, role: Role
) -> None:
    """The refusals above would all hold on a server that refuses everybody."""
    key = room.session.console_key if screen == "console" else room.session.projector_key
    browser = room.server.browser()
    led = await browser.get(f"/{screen}/{room.code}?key={key}")
    assert (led.code, led.headers["Location"]) == (302, f"/{screen}/{room.code}")
    seat = seat_in(await browser.get(led.headers["Location"]))
    assert [row[2] for row in room.rows("seat")["seat"] if row[0] == seat] == [role]


@pytest.mark.parametrize("key", ["", "?key=", "?key=wrong", "?key=%00", "?key=" + "x" * 5000])
async def test_signing_in_takes_the_right_key(room: Room, key: str) -> None:
    """Behind this link sessions are begun and every console opens."""
    browser = room.server.browser()
    with room.untouched("Refused GET /sign-in"):
        answer = await browser.get(f"/sign-in{key}")
        assert answer.code == 403
        shaped(answer)
        assert "plckit-facilitator" not in browser.cookies


async def test_sessions_are_begun_by_facilitators_alone(room: Room) -> None:
    """A participant must not be able to begin, list or lead."""
    browser = room.browser(room.seat())
    with room.untouched("Refused POST /sessions"):
        answer = await browser.post("/sessions", {"workbook": "1", "community": "Ours"})
        assert answer.code == 403
        shaped(answer)
    assert room.session.community not in (await browser.get("/")).body.decode()


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://evil.example", "Referer": "http://evil.example/x"}]
)
@pytest.mark.parametrize("path", FORMS)
async def test_a_form_without_our_token_is_refused(room: Room, path: str, headers: dict[str, str]) -> None:
    """A page elsewhere can send a form with somebody's cookies, but not with our token."""
    browser = room.server.browser()
    await browser.get(f"/sign-in?key={room.server.facilitator_key()}")
    assert "plckit-facilitator" in browser.cookies
    with room.untouched("Refused POST"):
        answer = await browser.ask(
            path.format(code=room.code),
            "POST",
            "name=evil&community=evil&workbook=1&word=blue+otter+72",
            **{"Content-Type": "application/x-www-form-urlencoded", **headers},
        )
        assert answer.code == (404 if headers else 403)
        shaped(answer)


async def test_a_page_holds_no_answers_and_one_seat(room: Room) -> None:
    """One page is rendered for everybody; what is in it, everybody can read."""
    seat, other = room.seat(), room.seat(name="Somebody Else")
    async with await room.browser(other).channels(other.id) as tab:
        for activity, value in (
            ("signed", "signed words"),
            ("idea", "hidden words"),
            ("diary", "private words"),
        ):
            assert (await tab.put(activity, value))["type"] == "saved"
    room.put_in(Phase.REVEALED, "signed")
    page = await room.browser(seat).get(f"/session/{room.code}")
    text = page.body.decode()
    assert seat_in(page) == seat.id
    kinds_of_secret = (
        "signed words",
        "hidden words",
        "private words",
        "Somebody Else",
        other.id,
        other.rejoin,
    )
    for secret in (
        *kinds_of_secret,
        room.session.console_key,
        room.session.projector_key,
        room.session.shuffle,
    ):
        assert secret not in text
    assert set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", text)) == {
        seat.id
    }


async def test_words_of_a_workbook_cannot_leave_their_place_in_the_page(
    server: Server, server_store: Store
) -> None:
    """A prompt is text, wherever in the page it stands."""
    evil = "</script><script>alert(1)</script><!--"
    spec = an_activity("short_text", "evil", see="named", prompt=evil, hint=evil)
    room = Room(
        server, server_store, a_session(server_store, a_page({"First": [spec]}, title=evil), community=evil)
    )
    text = (
        await room.browser(room.seat(name="<script>x</script>")).get(f"/session/{room.code}")
    ).body.decode()
    assert "<script>alert" not in text
    assert "<script>x" not in text
    data = re.search(r'id="page">(.*?)</script>', text, re.DOTALL)
    assert data
    assert json.loads(data[1])["specs"]["evil"]["prompt"] == evil
