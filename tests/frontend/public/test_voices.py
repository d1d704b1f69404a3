"""What people said, as it is drawn: its addresses exist, and nobody's words become markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.urls import resolve, reverse
from django.utils import translation

from frontend import dates
from frontend.consultations.voices import Setting, draw_post, draw_suggestion

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
TRAP = '"><script>alert(1)</script>'


def post(**changes: Any) -> SimpleNamespace:
    said = {
        "pk": 41, "is_readable": True, "parent_id": None, "argument": "for", "quote": TRAP, "body_html": "<p>да</p>",
        "is_proposal": False, "masked_at": None, "question_id": 7, "author_id": 3, "author": SimpleNamespace(display_name=TRAP),
        "organisation": None, "group": "citizen", "created_at": NOW, "edited_at": None, "hidden_at": None,
        "pictures": [], "card": None,
    }  # fmt: skip
    return SimpleNamespace(post=SimpleNamespace(**{**said, **changes}), support=2, supported=False, answers=[])


def suggestion() -> SimpleNamespace:
    said = SimpleNamespace(
        pk=51, state="pending", text=TRAP, passage=SimpleNamespace(body=""), reason_html="<p>така</p>", question_id=8,
        masked_at=None, thread_id=9, thread=SimpleNamespace(post_count=0), author_id=3, author=None, group="ngo",
        organisation=SimpleNamespace(name=TRAP), created_at=NOW,
    )  # fmt: skip
    return SimpleNamespace(suggestion=said, support=0, supported=True)


def drawn(at: Setting, **changes: Any) -> str:
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        return draw_post(post(**changes), at) + draw_suggestion(suggestion(), at)


def test_every_address_is_one_of_ours() -> None:
    html = drawn(Setting(12, viewer_id=3, token="t")) + drawn(Setting(12, viewer_id=4, token="t"))
    found = {address.partition("?")[0] for address in re.findall(r'(?:href|action|hx-get|hx-post)="(/[^"]*)"', html)}
    wanted = {
        reverse("support", args=[12, 7]), reverse("support", args=[12, 8]), reverse("post_answer", args=[12, 41]),
        reverse("post_edit", args=[12, 41]), reverse("suggestion", args=[12, 51]),
        reverse("suggestion_withdraw", args=[12, 51]), reverse("report"),
    }  # fmt: skip
    assert found == wanted
    assert all(resolve(address) for address in found)


def test_nobody_is_asked_to_support_or_report_what_is_their_own() -> None:
    own, others = drawn(Setting(12, viewer_id=3, token="t")), drawn(Setting(12, viewer_id=4, token="t"))
    for address in (reverse("support", args=[12, 7]), reverse("support", args=[12, 8]), reverse("report")):
        assert address not in own and address in others
    assert 'Supported by others: <span class="num" id="support-n-7">2</span>' in own
    assert reverse("post_edit", args=[12, 41]) in own and reverse("post_edit", args=[12, 41]) not in others


def test_nobodys_words_become_markup() -> None:
    html = drawn(Setting(12, language=TRAP, viewer_id=3, token=TRAP))
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 6


def test_only_its_author_may_change_it_and_only_while_it_is_open() -> None:
    assert "/posts/41/edit/" in drawn(Setting(12, viewer_id=3))
    assert "/posts/41/edit/" not in drawn(Setting(12, viewer_id=3), is_proposal=True)
    assert "/posts/41/edit/" not in drawn(Setting(12, viewer_id=4))
    closed = drawn(Setting(12, viewer_id=3, open=False))
    assert "<form" not in closed and "/answer/" not in closed and "2 support" in closed


def test_what_is_hidden_shows_none_of_its_words() -> None:
    with translation.override("en"):
        html = draw_post(post(is_readable=False, hidden_at=NOW, body_html="<p>тайна</p>"), Setting(12))
    assert "Hidden by a moderator." in html and "тайна" not in html and "answers-41" in html


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(seconds=-5), "just now"), (timedelta(seconds=59), "just now"), (timedelta(seconds=119), "1\xa0minute ago"),
        (timedelta(hours=23, minutes=59), "23\xa0hours ago"), (timedelta(days=6, hours=23), "6\xa0days ago"),
        (timedelta(days=7), "13 March 2026"),
    ],
)  # fmt: skip
def test_how_long_ago(back: timedelta, words: str) -> None:
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        html = dates.ago(NOW - back)
    assert f">{words}</time>" in html
    assert ("data-ago" in html) is (back < timedelta(days=7))


def test_every_comment_is_an_article_and_its_ways_are_called_by_its_author() -> None:
    html = drawn(Setting(12, viewer_id=4, token="t"))
    ids = set(re.findall(r' id="([^"]*)"', html))
    named = re.findall(r'aria-labelledby="([^"]*)"', html)
    assert html.count("<article aria-labelledby=") == 2
    assert all(part in ids for name in named for part in name.split())
    assert "support-w-7 post-41-by support-n-7" in named and "post-41-report post-41-by" in named
    assert '<span class="by" id="post-41-by"><span class="sr">Comment by </span><span class="who"' in html
    buttons = re.findall(r'<(?:a|button) class="link-btn"([^>]*)>', html)
    assert len(buttons) >= 5 and all(
        "aria-labelledby" in attributes for attributes in buttons if "data-show" not in attributes
    )
