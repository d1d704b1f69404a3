"""Appeals: by whom, how long, decided by another human; what a reversal does, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from forums.models import Post
from participation.moderation.actions import (
    appeal_decision,
    appeal_with_receipt,
    decide,
    decide_appeal,
    report_thing,
    reverse_decision,
)
from participation.moderation.models import Decision, Report
from participation.moderation.selectors import list_queue
from participation.notifications.models import Notification
from participation.record.worker import run_due
from participation.refusals import BadInput, NotAllowed, Stale
from tests.moderation.conftest import REASONS, ref
from tests.support import factories as make

pytestmark = pytest.mark.django_db
Judge = Callable[..., Decision]


def later(decision: Decision, days: int) -> None:
    Decision.objects.filter(pk=decision.pk).update(effective_at=decision.effective_at - timedelta(days=days))


def test_reversed_by_another_human_everything_is_back_and_both_sides_know(
    post: Post, judge: Judge, guard: Any, other: Any
) -> None:
    made = judge(post)
    reporter = Report.objects.get().reporter
    appeal = appeal_decision(person=post.author, decision_id=made.pk, text="Не е обида")
    assert list_queue(guard, most=9) == []
    with pytest.raises(NotAllowed):
        decide_appeal(moderator=guard, appeal_id=appeal.pk, outcome="reversed", reason="Аз реших")
    with pytest.raises(BadInput):
        reverse_decision(moderator=guard, decision_id=made.pk)
    assert [(item.kind, item.key) for item in list_queue(other, most=9)] == [("appeal", str(appeal.pk))]
    with pytest.raises(BadInput):
        decide_appeal(moderator=other, appeal_id=appeal.pk, outcome="reversed", reason=" ")
    decide_appeal(moderator=other, appeal_id=appeal.pk, outcome="reversed", reason="Казано е с чувство за хумор")
    assert Post.objects.get(pk=post.pk).is_readable
    assert Notification.objects.get(user=post.author, kind="appeal.reversed").data["reason"]
    assert Notification.objects.get(user=reporter, kind="appeal.against_reversed").data["reason"]
    with pytest.raises((Stale, BadInput)):
        decide_appeal(moderator=other, appeal_id=appeal.pk, outcome="upheld", reason="Все пак")
    report_thing(reporter=make.person(), ref=ref(post), reason="spam")
    with pytest.raises(NotAllowed):  # whoever was overruled does not decide about it again
        decide(moderator=guard, ref=ref(post), outcome="hide", **REASONS)


def test_upheld_it_stays(post: Post, judge: Judge, other: Any) -> None:
    made = judge(post)
    appeal = appeal_decision(person=post.author, decision_id=made.pk, text="Не е обида")
    decide_appeal(moderator=other, appeal_id=appeal.pk, outcome="upheld", reason="Обида е")
    assert not Post.objects.get(pk=post.pk).is_readable
    with pytest.raises(BadInput):
        appeal_decision(person=post.author, decision_id=made.pk, text="Пак")


def test_whoever_agreed_does_not_decide_the_appeal(post: Post, judge: Judge, guard: Any, other: Any) -> None:
    made = judge(post)
    Decision.objects.filter(pk=made.pk).update(seconded_by=other)
    appeal = appeal_decision(person=post.author, decision_id=made.pk, text="Не е обида")
    with pytest.raises(NotAllowed):
        decide_appeal(moderator=other, appeal_id=appeal.pk, outcome="reversed", reason="Аз се съгласих")


def test_six_months_and_not_a_day_more(post: Post, judge: Judge) -> None:
    made = judge(post)
    later(made, 184)
    with pytest.raises(BadInput):
        appeal_decision(person=post.author, decision_id=made.pk, text="Късно")
    later(made, 182)
    assert appeal_decision(person=post.author, decision_id=made.pk, text="Навреме").pk
    with pytest.raises(NotAllowed):
        appeal_decision(person=make.person(), decision_id=made.pk, text="Чуждо")


def test_a_guest_follows_by_mail_and_receipt_and_appeals(post: Post, guard: Any, other: Any) -> None:
    made = report_thing(reporter=None, ref=ref(post), reason="insult", contact="guest@megdan.example", address="a")
    with pytest.raises(BadInput):
        appeal_with_receipt(receipt=made.receipt, text="Рано")
    kept = decide(moderator=guard, ref=ref(post), outcome="keep")
    run_due()
    assert [(letter.to, made.receipt in letter.body) for letter in mail.outbox] == [(["guest@megdan.example"], True)]
    run_due()
    assert len(mail.outbox) == 1
    appeal = appeal_with_receipt(receipt=made.receipt.lower(), text="Обида е")
    with pytest.raises(BadInput):
        appeal_with_receipt(receipt=made.receipt, text="Пак")
    decide_appeal(moderator=other, appeal_id=appeal.pk, outcome="reversed", reason="Да, обида е")
    kept.refresh_from_db()
    assert kept.reversed_at is not None
    assert [(item.kind, item.key) for item in list_queue(other, most=9)] == [("case", ref(post))]
    assert Notification.objects.filter(user=post.author, kind="appeal.against_reversed").exists()
    run_due()
    assert "Да, обида е" in mail.outbox[-1].body
    with pytest.raises(NotAllowed):
        decide(moderator=guard, ref=ref(post), outcome="keep")
    assert decide(moderator=other, ref=ref(post), outcome="hide", **REASONS).stands


def test_the_queue_asks_as_much_for_three_as_for_one(
    post: Post, judge: Judge, other: Any, django_assert_max_num_queries: Any
) -> None:
    from forums.actions import add_post

    for n in range(3):
        one = add_post(author=make.person(), thread_id=post.thread_id, body=f"обида {n}")
        appeal_decision(person=one.author, decision_id=judge(one).pk, text="Не е")
    with django_assert_max_num_queries(13):
        assert len(list_queue(other, most=20)) == 3
