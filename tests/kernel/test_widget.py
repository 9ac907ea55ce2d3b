"""An activity in an ordinary kernel, without a browser."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest

from plckit.domain.workbooks import ActivitySpec
from plckit.errors import SpecError
from plckit.kernel import desk as desk_module
from plckit.kernel import told
from plckit.kernel.desk import Desk, show_step
from plckit.kernel.widget import ActivityWidget
from plckit.testing import NAME, an_activity

FIELDS = ("spec", "mine", "group", "phase", "saved")


class Sent:
    """What a widget sent to the browser: custom messages with buffers, and names of fields."""

    def __init__(self, widget: ActivityWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        self.custom: list[tuple[dict[str, Any], Any]] = []
        self.wire: list[dict[str, Any]] = []
        monkeypatch.setattr(widget, "_send", self.take)

    def take(self, message: dict[str, Any], buffers: Any = None) -> None:
        self.wire.append(message)
        if message["method"] == "custom":
            self.custom.append((message["content"], buffers))


def says(widget: ActivityWidget, content: Any) -> None:
    """Let the browser send a custom message."""
    data = {"method": "custom", "content": content}
    widget._handle_msg({"content": {"data": data}, "buffers": []})


def put(value: Any, entry: str = "answer", op: str = "") -> dict[str, Any]:
    return {"type": "put", "op": op or str(uuid.uuid4()), "entry": entry, "value": value}


def spec(see: str = "anon-reveal") -> ActivitySpec:
    return an_activity("short_text", "idea", see=see)


def test_an_answer_is_kept_acknowledged_and_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """“Saved” is said by the store alone, and it is said before the words come back."""
    widget = desk.activity(spec())
    sent = Sent(widget, monkeypatch)
    asked = put(NAME)
    says(widget, asked)
    reply = sent.custom[0][0]
    assert (reply["type"], reply["op"], reply["entry"], reply["revision"]) == (
        "saved",
        asked["op"],
        "answer",
        1,
    )
    assert [m["method"] for m in sent.wire][:2] == ["custom", "update"]
    assert widget.mine == {"answer": NAME}
    kept = desk.store.read(lambda tx: tx.entries.of(desk.session.id, "idea")).result()
    assert [(row[0], row[3]) for row in kept] == [(desk.seat.id, NAME)]


def test_the_same_operation_twice_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that is not sure asks again."""
    widget = desk.activity(spec())
    sent = Sent(widget, monkeypatch)
    asked = put("once")
    says(widget, asked)
    says(widget, asked)
    assert [reply["revision"] for reply, _ in sent.custom] == [1, 1]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (put(["no", "words"]), "Only words can be kept here"),
        (put("x" * 5000), "is the most that can be kept here"),
        ({"type": "put", "entry": "answer", "value": "x"}, "no operation number"),
        ({**put("x"), "entry": 5}, "no place to go"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], sentence: str
) -> None:
    """The words stay in the box; the sentence says why."""
    widget = desk.activity(spec())
    sent = Sent(widget, monkeypatch)
    says(widget, asked)
    reply = sent.custom[0][0]
    assert reply["type"] == "refused"
    assert sentence in reply["message"]
    assert reply["later"] is False
    assert widget.mine == {}
    assert widget.saved is None


def test_a_broken_store_is_admitted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence would look like “saved” to somebody in a hurry."""
    widget = desk.activity(spec())
    sent = Sent(widget, monkeypatch)
    monkeypatch.setattr(desk_module, "_put", lambda *_: 1 / 0)
    says(widget, put("x"))
    assert sent.custom[0][0]["type"] == "failed"
    assert "was not saved" in sent.custom[0][0]["message"]


@pytest.mark.parametrize("name", FIELDS)
def test_the_browser_changes_no_field(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Who may see an answer is not for the browser to say; it is told the truth again."""
    widget = desk.activity(spec())
    before = {field: getattr(widget, field) for field in FIELDS}
    sent = Sent(widget, monkeypatch)
    forged = {
        "spec": {"see": "named"},
        "mine": {"answer": "x"},
        "group": {"n": 9},
        "phase": "revealed",
        "saved": "x",
    }
    message = {"method": "update", "state": {name: forged[name], "no_field": 1}, "buffer_paths": []}
    widget._handle_msg({"content": {"data": message}, "buffers": []})
    assert {field: getattr(widget, field) for field in FIELDS} == before
    assert sent.wire[0]["method"] == "update"
    assert sent.wire[0]["state"] == {name: before[name]}


@pytest.mark.parametrize("nonsense", [None, [], "put", {}, {"type": "go"}, {"type": ["put"]}])
def test_nonsense_is_not_answered(desk: Desk, monkeypatch: pytest.MonkeyPatch, nonsense: Any) -> None:
    """Only messages the views send mean anything."""
    widget = desk.activity(spec())
    sent = Sent(widget, monkeypatch)
    says(widget, nonsense)
    assert sent.wire == []


def test_the_chart_library_is_read_once_and_sent_as_bytes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """Half a megabyte is read once a process, whoever asks."""
    asked: list[Any] = []
    (tmp_path / "vega.js").write_bytes(b"export {}")
    monkeypatch.setattr(told, "vega_bundle", lambda cache: asked.append(cache) or tmp_path / "vega.js")
    told._vega.cache_clear()
    for key in ("one", "two"):
        widget = desk.activity(an_activity("short_text", f"{key}-text"))
        sent = Sent(widget, monkeypatch)
        says(widget, {"type": "vega"})
        assert sent.custom == [({"type": "vega"}, [b"export {}"])]
    told._vega.cache_clear()
    assert len(asked) == 1


def test_answers_from_many_threads_are_all_kept(desk: Desk) -> None:
    """JupyterLab calls back in a thread of its own while cells run in another."""
    widget = desk.activity(an_activity("sticky_notes", "wall"))
    notes = [f"note-number-{i}" for i in range(12)]
    message = [put({"text": entry, "sort": "need"}, entry) for entry in notes]
    threads = [threading.Thread(target=says, args=(widget, one)) for one in message]
    for thread in threads:
        thread.start()
    desk.activity(spec())
    for thread in threads:
        thread.join()
    assert set(widget.mine) == set(notes)


def test_running_a_cell_again_keeps_the_widget_and_takes_its_changes(desk: Desk) -> None:
    """An author who mends a prompt sees it at once, with the answer still there."""
    first = desk.activity(spec())
    says(first, put("still here"))
    again = desk.activity(an_activity("long_text", "idea", prompt="A better question?"))
    assert again is first
    assert again.spec["prompt"] == "A better question?"
    assert again.mine == {"answer": "still here"}


def test_the_answers_are_there_again_next_time(desk: Desk) -> None:
    """Another kernel, tomorrow, finds the same seat."""
    says(desk.activity(spec()), put("yesterday"))
    desk.close()
    tomorrow = Desk.begin({"key": "a-small-book", "title": "A small book", "minutes": 30})
    assert tomorrow is not desk
    assert tomorrow.seat == desk.seat
    assert tomorrow.activity(spec()).mine == {"answer": "yesterday"}
    tomorrow.close()


def test_beginning_again_keeps_the_desk_and_another_workbook_gets_its_own(desk: Desk) -> None:
    """Running the first cell twice must not lose the widgets on the page."""
    assert Desk.begin({"key": "a-small-book", "title": "Another title", "minutes": 5}) is desk
    other = Desk.begin({"key": "other-book", "title": "Other", "minutes": 5})
    assert other.session.id != desk.session.id
    other.close()


def test_workbooks_of_long_keys_that_begin_alike_have_desks_of_their_own(desk: Desk) -> None:
    """Year 9 must not find in its workbook what was written in that of year 7."""
    codes = set()
    for year in "79":
        key = f"finding-our-consensus-at-hill-school-year-{year}"
        own = Desk.begin({"key": key, "title": f"Year {year}", "minutes": 30})
        codes.add(own.session.code)
        own.close()
    assert len(codes) == 2
    assert max(map(len, codes)) <= 40
    assert desk.session.code == "solo-a-small-book"


def test_an_activity_without_a_workbook_says_what_to_run() -> None:
    """The first cell is easily skipped."""
    with pytest.raises(SpecError, match=r"begins with workbook\(…\)"):
        Desk.current()


def test_alone_the_label_says_who_can_really_see_it(desk: Desk) -> None:
    """“Everyone here, with your name” would be untrue where there is nobody else."""
    sees = desk.activity(spec("named")).spec["sees"]
    assert sees["label"] == "You, and whoever opens this workbook here"
    assert "Everyone here, with your name" in sees["detail"]


def test_a_reveal_waits_for_a_session(desk: Desk) -> None:
    """Alone nothing is revealed, so the group's part stays empty with its reason."""
    widget = desk.activity(spec())
    says(widget, put("mine"))
    assert widget.phase == "open"
    assert widget.group == {"hidden": "Hidden until the facilitator reveals it."}


def test_a_board_has_the_notes_of_its_own_notebook(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An author sees what the board does with what she has just written, before any room has revealed it."""
    notes = desk.activity(an_activity("sticky_notes", "needs", see="anon-reveal"))
    board = desk.activity(an_activity("pile_board", "piles", notes="needs", see="named"))
    Sent(notes, monkeypatch)
    assert board.group["cards"] == []
    written = str(uuid.uuid4())
    says(notes, put({"text": "Time", "sort": "need"}, written))
    [card] = board.group["cards"]
    assert (card["text"], card["sort"]) == ("Time", "need")
    says(board, put("pile01", f"at-{card['id']}"))
    assert board.mine == {f"at-{card['id']}": "pile01"}
    assert "Time" in str(board.group["boards"])
    says(notes, put(None, written))
    assert board.group["cards"] == []
    assert desk.activity(an_activity("pile_board", "piles", notes="needs", see="named")).group["cards"] == []


def test_a_step_is_shown_as_words_never_as_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """An author's angle brackets stay angle brackets."""
    show_step({"title": NAME, "minutes": 1, "group": "Alone", "now": "Do <i>this</i>."})
    shown = capsys.readouterr().out
    assert "Zoë &lt;b&gt;&amp;&#x27;&quot; 李</h2>" in shown
    assert "1 minute · Alone" in shown
    assert "Do &lt;i&gt;this&lt;/i&gt;." in shown


def test_whoever_works_alone_leads_a_protocol(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else is there to press Next round, and what cannot be is not done."""
    widget = desk.activity(an_activity("protocol", "talk", script="pile-and-name"))
    Sent(widget, monkeypatch)
    began = widget.group["since"]
    assert widget.spec["alone"]
    assert widget.group == {"since": began, "round": 1, "extra": 0}
    says(widget, {"type": "adjust", "value": {"round": 1, "extra": 1}})
    assert widget.group == {"since": began, "round": 1, "extra": 1}
    for value in ({"round": 2}, {"round": 99}, None):
        says(widget, {"type": "adjust", "value": value})
    assert (widget.group["round"], widget.group["extra"]) == (2, 0)


@pytest.mark.parametrize(
    ("kind", "options", "entry", "value"),
    [
        ("data_chart", {"chart": "outcomes", "after": "hardest"}, "note-0001", {"text": "O3 is low"}),
        ("data_chart", {"chart": "groups", "compare": "language"}, "note-0001", {"text": "Far apart"}),
        ("guess", {}, "answer", ["Q10"]),
        ("status_grid", {}, "S-4K7Q.O1", {"status": "secure"}),
    ],
)
def test_alone_there_are_no_results_yet(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str, options: dict[str, Any], entry: str, value: Any
) -> None:
    """An author who runs the notebook reads why there is no chart, and what was typed before is kept."""
    widget = desk.activity(an_activity(kind, "results", **options))
    Sent(widget, monkeypatch)
    assert widget.group["picture"]["wait"].startswith("No results yet. ")
    says(widget, put(value, entry))
    assert entry in widget.mine
    assert widget.group["picture"]["wait"].startswith("No results yet. ")


@pytest.mark.parametrize("kind", ["artefact_maker", "artefact_view", "declare_result", "proposal"])
def test_alone_a_card_says_what_is_missing(desk: Desk, kind: str) -> None:
    """Nobody has left anything behind at a desk of one's own."""
    widget = desk.activity(an_activity(kind, "card"))
    assert widget.group["card"] is None
    assert widget.group["missing"]
