from __future__ import annotations
import json, re
import pytest
from people import LAPTOP, Person
from playwright.sync_api import expect
from test_connection import room, PROMPT  # noqa
pytestmark = pytest.mark.browser

def test_failed(room, person):
    zoe = person()
    n = {"puts": 0}
    def forward(socket):
        onward = socket.connect_to_server()
        def out(said):
            m = json.loads(said)
            c = m.get("content", {}).get("data", {}).get("content", {}) if m["header"]["msg_type"] == "comm_msg" else {}
            if c.get("type") == "put":
                n["puts"] += 1
                if n["puts"] < 3:
                    kind = "failed" if n["puts"] == 1 else "refused"
                    socket.send(json.dumps({"channel": "iopub", "header": {"msg_type": "comm_msg", "msg_id": "x"}, "parent_header": {}, "metadata": {}, "buffers": [],
                      "content": {"comm_id": m["content"]["comm_id"], "data": {"method": "custom", "content": {"type": kind, "op": c["op"], "entry": c["entry"], "message": f"Oh {kind}.", "later": True}}}}))
                    return
            onward.send(said)
        socket.on_message(out)
    zoe.page.route_web_socket("**/channels?*", forward)
    zoe.join(room.server.address, room.code)
    f = zoe.page.get_by_role("textbox", name=PROMPT)
    f.fill("Words"); f.blur()
    zoe.sees("Oh failed. It is sent again by itself.")
    zoe.sees("Oh refused.")
    expect(zoe.activity(PROMPT).get_by_text(re.compile("^Saved"))).to_be_visible(timeout=10000)
    assert n["puts"] == 3

def test_two_people(room, person):
    zoe = person()
    zoe.join(room.server.address, room.code)
    second = zoe.context.new_page()
    second.goto(f"{room.server.address}/join/{room.code}?new=1")
    second.get_by_label("What shall we call you?").fill("Ben")
    second.keyboard.press("Enter")
    expect(second.locator("#plckit-link")).to_have_attribute("data-link", "connected")
    zoe.context.set_offline(True)
    zoe.sees("Reconnecting…")
    zoe.context.set_offline(False)
    zoe.sees("This page no longer belongs to you")
    print(zoe.page.locator("#plckit-link").inner_text())

def test_part(room, person):
    zoe = person()
    zoe.page.route("**/short_text/view.js", lambda r: r.abort())
    zoe.join(room.server.address, room.code)
    zoe.sees("Part of this page did not load.")
    zoe.heard.clear()
