"""What is hidden vanishes from every screen, feed, search, export, count and digest; and comes back with a reversal."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from forums.actions import add_post
from participation.moderation.actions import decide, reverse_decision
from participation.notifications.mailing import send_waiting
from participation.notifications.models import Notification
from participation.record.worker import run_due
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation
from tests.moderation.conftest import REASONS
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db
SAID, WISHED = "канарче", "щиглец"


@pytest.fixture
def square() -> Any:
    """An answer to a comment, and a suggested wording, each with a word that stands nowhere else."""
    what = make.consultation()
    clause, other = make.clauses(what)
    asker = make.person("Питащ Човек")
    first = add_post(author=asker, thread_id=clause.thread_id, body="Въпрос")
    author = make.person("Автор На Думите")
    post = add_post(author=author, thread_id=clause.thread_id, body=f"Отговор с {SAID}", parent_id=first.pk)
    wish = suggest_wording(author=author, clause_id=other.pk, text=f"Друг {WISHED} текст", reason=f"Защото {WISHED}")
    run_due()
    return what, clause, other, post, wish, asker


def pages(what: Consultation, clause: Any, other: Any, post: Any, wish: Any) -> dict[str, str]:
    """Every place where a reader could meet what was said, by its address."""
    base = f"/consultations/{what.pk}/"
    site = [
        "/", "/consultations/", "/municipalities/DOB17/", base, f"{base}results/",
        f"{base}history/", f"{base}report/", f"{base}clauses/{clause.pk}/", f"{base}clauses/{other.pk}/",
        f"{base}posts/{post.pk}/", f"/posts/{post.pk}/", f"{base}suggestions/{wish.pk}/", "/moderation/log/",
        f"/moderation/report/?ref=post.{post.pk}",
    ]  # fmt: skip
    api = [
        "comments/", f"comments/{post.pk}/", f"comments/?clause={clause.pk}", "suggestions/", f"suggestions/{wish.pk}/",
        "proposals/", "clauses/", f"clauses/{clause.pk}/", f"consultations/{what.pk}/export/",
        f"consultations/{what.pk}/history/", f"consultations/{what.pk}/results/",
        f"live/?stream={what.scope}&since=0", f"live/?stream={what.scope}&since=0&as=html&lang=bg",
    ]  # fmt: skip
    found = {path: Client().get(path, follow=True).content.decode() for path in site}
    return found | {path: text_of(client().get(f"/api/v1/{path}")) for path in api}


def text_of(answer: Any) -> str:
    """The whole answer, also of one that is streamed."""
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def where(found: dict[str, str], word: str) -> set[str]:
    """The places that hold the word."""
    return {
        path
        for path, text in found.items()
        if word in text.partition('name="q"')[0] + text.partition('name="q"')[2][90:]
    }


def hits() -> int:
    """How many comments a search for the word finds."""
    return int(client().get(f"/api/v1/comments/?search={SAID}").body["count"])


def bell(person: Any) -> str:
    """What the bell and a mail not yet sent say to somebody."""
    return str(list(Notification.objects.filter(user=person).values_list("data", flat=True)))


def test_a_hidden_comment_and_a_hidden_wording_are_met_nowhere(square: Any) -> None:
    what, clause, other, post, wish, asker = square
    guard = make.moderator(make.place())
    before = pages(what, clause, other, post, wish)
    assert len(where(before, SAID)) >= 6, "the control: it could be met"
    assert len(where(before, WISHED)) >= 5
    assert SAID in bell(asker)
    assert hits() == 1
    counts = client().get(f"/api/v1/clauses/{clause.pk}/").body
    made = [
        decide(moderator=guard, ref=ref, outcome="hide", own=True, **REASONS) for ref in (f"post.{post.pk}", wish.ref)
    ]
    after = pages(what, clause, other, post, wish)
    assert where(after, SAID) | where(after, WISHED) == set()
    assert SAID not in bell(asker)
    assert hits() == 0
    send_waiting()
    assert not any(SAID in str(letter.message()) + letter.body for letter in mail.outbox if letter.to == [asker.email])
    assert client().get(f"/api/v1/clauses/{clause.pk}/").body != counts
    for decision in made:
        reverse_decision(moderator=guard, decision_id=decision.pk)
    again = pages(what, clause, other, post, wish)
    assert where(again, SAID) == where(before, SAID)
    assert where(again, WISHED) == where(before, WISHED)
    assert SAID in bell(asker)
    assert client().get(f"/api/v1/clauses/{clause.pk}/").body == counts


def test_words_hidden_in_part_are_met_nowhere(square: Any) -> None:
    what, clause, other, post, wish, asker = square
    guard = make.moderator(make.place())
    made = [
        decide(moderator=guard, ref=ref, outcome="hide_part", own=True, words=word, **REASONS)
        for ref, word in ((f"post.{post.pk}", SAID), (wish.ref, WISHED))
    ]
    after = pages(what, clause, other, post, wish)
    assert where(after, SAID) | where(after, WISHED) == set()
    assert len(where(after, "Отговор с")) >= 6, "the rest stays"
    assert SAID not in bell(asker)
    assert hits() == 0
    for decision in made:
        reverse_decision(moderator=guard, decision_id=decision.pk)
    assert len(where(pages(what, clause, other, post, wish), SAID)) >= 6
