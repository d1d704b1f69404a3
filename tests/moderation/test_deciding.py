"""Reports, decisions with their statement, reversals; what is hidden is read nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from forums.actions import add_post
from forums.models import Post
from forums.selectors import list_posts
from participation.live.models import Event
from participation.moderation.actions import decide, report_thing, reverse_decision
from participation.moderation.models import Decision, Report
from participation.moderation.selectors import count_cases, get_case, list_cases
from participation.notifications.models import Notification
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed, TooMany
from proposals.actions.taking_part import suggest_wording
from proposals.selectors.suggestions import list_suggestions
from tests.moderation.conftest import REASONS, WORDS, ref
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def hide(moderator: Any, post: Post, **other: Any) -> Decision:
    return decide(moderator=moderator, ref=ref(post), outcome="hide", own=True, **{**REASONS, **other})


def test_a_report_has_a_receipt_and_is_made_once(post: Post) -> None:
    reader = make.person()
    first = report_thing(reporter=reader, ref=ref(post), reason="insult")
    again = report_thing(reporter=reader, ref=ref(post), reason="spam")
    assert (first.pk, len(first.receipt)) == (again.pk, 10)
    assert report_thing(reporter=None, ref=ref(post), reason="insult", address="192.0.2.1").reporter is None


def test_nobody_reports_what_they_said_themselves(post: Post) -> None:
    with pytest.raises(NotAllowed):
        report_thing(reporter=post.author, ref=ref(post), reason="spam")
    assert not Report.objects.exists()


@pytest.mark.parametrize(("what", "reason"), [("post.999999", "insult"), ("person.1", "insult"), ("post.x", "spam")])
def test_nothing_to_report(what: str, reason: str) -> None:
    with pytest.raises(BadInput):
        report_thing(reporter=make.person(), ref=what, reason=reason)


def test_a_flood_of_reports_is_slowed(post: Post) -> None:
    for _n in range(10):
        report_thing(reporter=None, ref=ref(post), reason="spam", address="192.0.2.7")
    with pytest.raises(TooMany):
        report_thing(reporter=None, ref=ref(post), reason="spam", address="192.0.2.7")


def test_hidden_is_read_nowhere_and_its_author_knows_why(post: Post, guard: Any) -> None:
    reader = make.person()
    report_thing(reporter=reader, ref=ref(post), reason="insult")
    decision = hide(guard, post)
    assert list_posts(post.thread_id) == []
    assert "Канарче" not in str(list(Event.objects.values_list("data", flat=True)))
    told = Notification.objects.get(user=post.author)
    assert (told.kind, told.url) == ("moderation.hidden", f"/statements/{decision.pk}/")
    assert (told.data["rule"], told.data["facts"]) == (decision.rule, decision.facts)
    assert decision.rule_text
    assert Notification.objects.get(user=reader).kind == "report.decided"
    assert Report.objects.get().decision == decision
    act = Act.objects.get(kind="moderation.hidden")
    assert act.role == "moderator"
    assert "Канарче" not in str(act.data)


@pytest.mark.parametrize(("field", "typed"), [("rule", ""), ("rule", "nothing"), ("facts", " "), ("reason", "")])
def test_no_hiding_without_rule_facts_and_reason(post: Post, guard: Any, field: str, typed: str) -> None:
    with pytest.raises(BadInput) as refusal:
        hide(guard, post, **{field: typed})
    assert refusal.value.field == field
    assert len(list_posts(post.thread_id)) == 1
    assert not Decision.objects.exists()


def test_who_may_not_decide(post: Post) -> None:
    here = make.place()
    elsewhere = make.place("VID09", "Видин", "Vidin")
    for person in (make.person(), make.official(here), make.moderator(elsewhere), make.person(is_superuser=True)):
        with pytest.raises(NotAllowed):
            hide(person, post)


def test_nobody_decides_about_their_own_words(guard: Any) -> None:
    thread = make.clauses(make.consultation())[0].thread
    own = add_post(author=guard, thread_id=thread.pk, body="мое")
    with pytest.raises(NotAllowed):
        hide(guard, own)


def test_kept_stays_and_closes_the_reports(post: Post, guard: Any) -> None:
    report_thing(reporter=make.person(), ref=ref(post), reason="insult")
    decide(moderator=guard, ref=ref(post), outcome="keep")
    assert len(list_posts(post.thread_id)) == 1
    assert (list_cases(guard, most=20), count_cases(guard)) == ([], 0)
    assert not Notification.objects.filter(user=post.author).exists()


def test_a_reversal_restores_and_tells(post: Post, guard: Any) -> None:
    decision = hide(guard, post)
    reverse_decision(moderator=guard, decision_id=decision.pk)
    assert list_posts(post.thread_id)[0].post.body == post.body
    assert Notification.objects.filter(user=post.author, kind="moderation.restored").exists()
    with pytest.raises(BadInput):
        reverse_decision(moderator=guard, decision_id=decision.pk)


def test_suggestions_are_moderated_alike(guard: Any) -> None:
    clause = make.clauses(make.consultation())[1]
    made = suggest_wording(author=make.person(), clause_id=clause.pk, text="Друго", reason="Грубо")
    decision = decide(moderator=guard, ref=made.ref, outcome="hide", own=True, **REASONS)
    assert list_suggestions(clause.pk) == []
    reverse_decision(moderator=guard, decision_id=decision.pk)
    assert len(list_suggestions(clause.pk)) == 1


def test_the_queue_is_one_case_a_thing_and_its_queries_do_not_grow(
    post: Post, guard: Any, django_assert_num_queries: Any
) -> None:
    report_thing(reporter=make.person(), ref=ref(post), reason="insult")
    with django_assert_num_queries(3):
        assert len(list_cases(guard, most=20)) == 1
    for _n in range(3):
        report_thing(reporter=make.person(), ref=ref(post), reason="spam")
    other = add_post(author=make.person(), thread_id=post.thread_id, body="друго")
    report_thing(reporter=make.person(), ref=ref(other), reason="spam")
    third = add_post(author=make.person(), thread_id=post.thread_id, body="трето")
    report_thing(reporter=make.person(), ref=ref(third), reason="spam")
    with django_assert_num_queries(3):
        cases = list_cases(guard, most=20)
    assert [(case.ref, case.reports) for case in cases] == [(ref(post), 4), (ref(other), 1), (ref(third), 1)]
    assert [case.subject.html for case in cases if case.subject] == [
        f"<p>{WORDS}</p>",
        "<p>друго</p>",
        "<p>трето</p>",
    ]
    assert ([case.ref for case in list_cases(guard, most=1)], count_cases(guard)) == ([ref(post)], 3)
    case = get_case(guard, ref(post))
    assert case is not None
    assert len(case.details) == 4
    assert get_case(make.moderator(make.place("VID09", "Видин", "Vidin")), ref(post)) is None
