"""What people paste: addresses from anywhere, and words from Word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.activities.link_list.activity import NOT_A_LINK, address
from plckit.activities.registry import kinds
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.texts import plain_text, words
from plckit.errors import BadValue
from plckit.testing import an_activity

# Links

OTHER_SCHEMES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\u200bscript:alert(1)",
    "java\tscript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:,x",
    "file:///etc/passwd",
    "file://example.org/x",
    "vbscript:x",
    "ftp://example.org/x",
    "mailto:me@example.org",
    "view-source:https://example.org",
    "blob:https://example.org/1",
    "about:blank",
]
NOT_WEB = [
    "hello",
    "not a link",
    "https://",
    "https:///example.org",
    "https:example.org",
    "http://localhost:8866/console",
    "https://example",
    "https://.org",
    "https://example..org",
    "https://[::1]/",
    "https://[::1",
    "https://user:password@example.org/",
    "https://example.com@evil.org/",
    "https://@example.org/",
    "https://example.org:99999/",
    "https://example.org:0/",
    "https://example.org:x/",
    "https://example.org/a b",
    "https://exa mple.org/",
    'https://example.org/"onmouseover="x',
    "https://example.org/<script>",
    "https://example.org\\@evil.org",
    "https://exam_ple.org/",
    "https://" + "a" * 64 + ".org",
    "https://xn--/",
    "https://example.org/‮gpj.exe\\",
]


@pytest.mark.parametrize("typed", OTHER_SCHEMES + NOT_WEB)
def test_only_addresses_of_web_pages_are_kept(typed: str) -> None:
    """Everybody in the room presses it."""
    with pytest.raises(BadValue) as error:
        address(typed)
    assert str(error.value) == NOT_A_LINK


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.org", "https://example.org"),
        ("//example.org/x", "https://example.org/x"),
        ("  HTTPS://Example.ORG/Path?q=1#part ", "https://example.org/Path?q=1#part"),
        ("http://example.org", "http://example.org"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("https://example.org:443", "https://example.org:443"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/straße"),
        ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/"),
        ("https://例え.jp/パス", "https://xn--r8jz45g.jp/パス"),
        ("https://example.org/%E2%82%AC", "https://example.org/%E2%82%AC"),
        ("https://sub.example.co.uk/a_(b)", "https://sub.example.co.uk/a_(b)"),
        ("https://1.2.3.4/", "https://1.2.3.4/"),
        ("", None),
        (" \u200b", None),
        (None, None),
    ],
)
def test_an_address_is_kept_as_it_leads_there(typed: Any, kept: str | None) -> None:
    """A host that looks like another one is written out, so that the difference shows."""
    assert address(typed) == kept
    assert address(kept) == kept


@pytest.mark.parametrize("value", [5, True, ["https://example.org"], {"href": "x"}])
def test_an_address_is_text(value: Any) -> None:
    """Anything else came from no box of ours."""
    with pytest.raises(BadValue, match="Only words can be kept here"):
        address(value)


@pytest.mark.parametrize("before", ["", "https://"])
def test_an_address_has_its_longest(before: str) -> None:
    """What is put in front counts: what is kept once must be kept again."""
    room = 500 - len("https://")
    fits = "example.org/".ljust(room, "x")
    assert len(address(before + fits) or "") == 500
    with pytest.raises(BadValue, match="and 500 is the most that can be kept here"):
        address(before + fits + "x")


PIECES = "https: http: // / javascript: a.b example.org : 80 @ ? # é % . .. [ ] \u200b - ﬀ Ａ 。 ; \\ xn-- ١"
URLS = st.lists(st.sampled_from([*PIECES.split(" "), " ", "\n"]), max_size=9).map("".join)


@given(typed=URLS | st.text(max_size=30))
def test_whatever_is_pasted_is_an_address_that_stays_or_a_sentence(typed: str) -> None:
    """The stored link is what a browser gets as href."""
    try:
        kept = address(typed)
    except BadValue:
        return
    assert address(kept) == kept
    assert kept is None or kept.startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("A lesson to borrow", "xn--80ak6aa92e.com:8080"),
        ("https://apple.com", "xn--80ak6aa92e.com:8080"),
        ("", None),
    ],
)
def test_the_wall_says_where_a_link_leads_whatever_its_text_says(text: str, below: str | None) -> None:
    """A phone has no status line to look at before one presses."""
    kind, spec = kinds()["link_list"], an_activity("link_list", "links")
    kept = kind.parse(spec.options, "link-1", {"url": "https://аррӏе.com:8080/login", "text": text})
    [row] = kind.summarise(spec, [Entry("who", "link-1", kept)])["wall"]
    assert row["url"] == "https://xn--80ak6aa92e.com:8080/login"
    assert (row["text"], row.get("note")) == (text or row["url"], below)


# Texts

WORD = "\ufeff“Smart” ‘quotes’ – and\u00a0a\u00adb\u200bc…\vnext\tline\r\n\r\n\u2022 point\u2028last\x07 "


def test_pasted_words_of_word_lose_what_cannot_be_seen_and_keep_their_lines() -> None:
    """Word's own line break is a vertical tab; without it two words would become one."""
    kept = kinds()["long_text"].parse({"limit": 1000}, ANSWER, WORD)
    assert kept == "“Smart” ‘quotes’ – and abc…\nnext line\n\n• point\nlast"
    assert kinds()["short_text"].parse({"limit": 140}, ANSWER, WORD) == " ".join(kept.split())


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍🏫",
        "👨‍👩‍👧‍👦 ❤️ 🏳️‍🌈",
        "1️⃣ 🇳🇿",
        "🩷 🫨",
        "می‌خواهم",
        "क्‍ष शिक्षा",
        "أفكار للقاء القادم",
        "שָׁלוֹם",
        "学习共同体",
        "ภาษาไทย",
        "ünïcödé ﬀ",
        "x² ½ ∑ 𝒳",
    ],
)
def test_what_people_write_with_is_kept(text: str) -> None:
    """Joiners make one emoji of three, and spell whole languages."""
    assert plain_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200d",
        "\ufe0f\u200c",
        "\u00ad",
        "\ufeff",
        "\u2066\u2069",
        "\x00",
        "\ue000",
        "\ufffe",
        "\u3164",
        "\u2800",
    ],
)
def test_what_cannot_be_seen_is_no_answer(text: str) -> None:
    """It would count as one, and stand on the wall as an empty card."""
    assert words(text, 100) is None


@given(
    text=st.text(max_size=40)
    | st.text(alphabet="e\u0301\u200b\u200d \r\n\v\u3164\u1100\u1161a\u0327", max_size=12)
)
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    """What was acknowledged and what is shown are the same words."""
    clean = plain_text(text)
    assert plain_text(clean) == clean
