"""The whole queue can be reached, in an order that a moderator can go through; what of one person waits stands together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forums.actions import add_post
from forums.models import Post
from participation.moderation.actions import appeal_decision, decide, decide_appeal, discard, report_thing
from participation.moderation.models import Decision, Report
from participation.moderation.selectors import Place, count_queue, get_case, list_queue, log_csv, next_in_queue
from participation.notifications.models import Notification
from participation.places.models import Role
from participation.refusals import BadInput
from tests.moderation.conftest import REASONS, ref
from tests.support import factories as make

pytestmark = pytest.mark.django_db
Judge = Callable[..., Decision]


@pytest.fixture
def many(post: Post) -> list[str]:
    """Seven waiting comments of seven people, the longest waiting first; their refs."""
    refs = []
    for n in range(7):
        said = add_post(author=make.person(), thread_id=post.thread_id, body=f"дума {n}")
        report = report_thing(reporter=make.person(), ref=ref(said), reason="insult")
        Report.objects.filter(pk=report.pk).update(created_at=report.created_at - timedelta(days=9 - n))
        refs.append(ref(said))
    return refs


@pytest.fixture
def clerk() -> Any:
    person = make.moderator(make.place(), "Служителка")
    Role.objects.create(user=person, municipality=make.place(), kind=Role.Kind.OFFICIAL)
    return person


def test_pages_of_the_queue_hold_everything_once(many: list[str], guard: Any) -> None:
    pages = [list_queue(guard, most=3, start=start) for start in (0, 3, 6)]
    assert [item.key for page in pages for item in page] == many
    assert count_queue(guard) == 7


def test_whoever_waits_for_another_human_comes_first(
    many: list[str], post: Post, judge: Judge, clerk: Any, guard: Any, other: Any
) -> None:
    second = judge(post, "hide", by=clerk)
    theirs = add_post(author=make.person(), thread_id=post.thread_id, body="друга обида")
    hidden = judge(theirs, "hide", by=other)
    made = appeal_decision(person=theirs.author, decision_id=hidden.pk, text="Не е обида")
    first = [Place("second", str(second.pk)), Place("appeal", str(made.pk))]
    assert [Place(item.kind, item.key) for item in list_queue(guard, most=4)][:2] == first
    pages = [list_queue(guard, most=4, start=start) for start in (0, 4, 8)]
    assert [item.key for page in pages for item in page] == [first[0].key, first[1].key, *many]


def test_the_next_is_the_one_after_and_the_last_leads_to_the_first(
    many: list[str], post: Post, judge: Judge, clerk: Any, guard: Any
) -> None:
    cases = [Place("case", one) for one in many]
    assert next_in_queue(guard, kind="case", key=many[2]) == cases[3]
    assert next_in_queue(guard, kind="case", key=many[6]) == cases[0]
    second = Place("second", str(judge(post, "hide", by=clerk).pk))
    assert next_in_queue(guard, kind=second.kind, key=second.key) == cases[0]
    assert next_in_queue(guard, kind="case", key=many[6]) == second
    assert next_in_queue(guard, kind="case", key=ref(post)) == second  # what is not in the queue: its beginning
    elsewhere = make.place("VID09", "Видин", "Vidin")
    assert next_in_queue(guard, kind="case", key=many[0], place_id=elsewhere.pk) is None


def test_nothing_else_waits(post: Post, guard: Any) -> None:
    report_thing(reporter=make.person(), ref=ref(post), reason="insult")
    assert next_in_queue(guard, kind="case", key=ref(post)) is None


def test_a_case_says_where_it_stands_and_what_else_of_the_person_waits(post: Post, guard: Any) -> None:
    mine = add_post(author=post.author, thread_id=post.thread_id, body="още една обида")
    others = add_post(author=make.person(), thread_id=post.thread_id, body="не е негова")
    for one in (post, mine, others):
        report_thing(reporter=make.person(), ref=ref(one), reason="insult")
    found = get_case(guard, ref(post))
    assert found is not None
    assert found.subject is not None
    assert [one.ref for one in found.more_by_author] == [ref(mine)]
    assert found.where.endswith("Стратегия за цифрова Каварна")
    assert found.subject.said_around == 3
    assert {item.where for item in list_queue(guard, most=9)} == {found.where}


def test_everything_that_is_missing_is_told_at_once(post: Post, guard: Any) -> None:
    report_thing(reporter=make.person(), ref=ref(post), reason="insult")
    with pytest.raises(BadInput) as refused:
        decide(moderator=guard, ref=ref(post), outcome="hide_part", words="няма ги")
    assert list(refused.value.extra["fields"]) == ["words", "rule", "facts", "reason"]
    assert Post.objects.get(pk=post.pk).masked_at is None
    with pytest.raises(BadInput) as refused:
        decide(moderator=guard, ref=ref(post), outcome="hide_part", words="обидни думи")
    assert list(refused.value.extra["fields"]) == ["rule", "facts", "reason"]
    assert Post.objects.get(pk=post.pk).masked_at is None  # tried, and taken back
    given: Any = REASONS
    made = decide(moderator=guard, ref=ref(post), outcome="hide_part", words="обидни думи", **given)
    assert made.stands
    assert Post.objects.get(pk=post.pk).masked_at is not None


def test_found_by_a_person_and_by_a_check(post: Post, guard: Any, judge: Judge) -> None:
    Report.objects.create(
        ref=ref(post), scope=post.thread.scope, municipality=make.place(), source="automatic", detector="links",
        reason="other", receipt="AUTO",
    )  # fmt: skip
    assert judge(post).detection == Decision.Detection.BOTH
    plain, for_excel = log_csv(None, post.created_at.year), log_csv(None, post.created_at.year, "semicolon")
    assert len(plain.splitlines()) == 2
    assert ";" in for_excel.splitlines()[1]
    assert "Канарче" not in plain
    assert str(post.author) not in plain


def test_a_reversal_on_appeal_is_told_once(post: Post, judge: Judge, other: Any) -> None:
    made = judge(post)
    asked = appeal_decision(person=post.author, decision_id=made.pk, text="Не е обида")
    decide_appeal(moderator=other, appeal_id=asked.pk, outcome="reversed", reason="Вярно, не е.")
    kinds = list(Notification.objects.filter(user=post.author).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["moderation.hidden", "appeal.reversed"]


def test_a_discarded_decision_is_not_the_cases_any_more(post: Post, judge: Judge, clerk: Any, guard: Any) -> None:
    waiting = judge(post, "hide", by=clerk)
    discard(moderator=guard, decision_id=waiting.pk, reason="Критика е")
    assert get_case(clerk, ref(post)) is not None
