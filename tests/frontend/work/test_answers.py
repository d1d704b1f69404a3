"""The answering desk, comments to mark, the report, adoption and withdrawal."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.actions import add_post
from participation.voting.models import Window
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation, Proposal
from tests.support import factories as f

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(client: Any) -> Any:
    client.consultation = f.consultation()
    client.clause = f.clauses(client.consultation)[0]
    client.force_login(f.official(client.consultation.municipality))
    return client


def suggest(desk: Any, text: str = "Нов текст.") -> Proposal:
    made = suggest_wording(author=f.person(), clause_id=desk.clause.pk, text=text, reason="Защото.")
    return Proposal.objects.get(suggestion=made)


def url(desk: Any, name: str, *args: int) -> str:
    return reverse(name, args=[desk.consultation.pk, *args])


def test_save_and_next_goes_to_the_next_that_waits_and_keeps_the_filters(desk: Any) -> None:
    one, two = suggest(desk, "Едно."), suggest(desk, "Две.")
    f.close(desk.consultation)
    path = url(desk, "work_answer", one.pk) + "?order=time"
    answer = desk.post(path, {"outcome": "accepted", "reason": "", "resulting_text": "", "seen": "", "next": "1"})
    assert answer["Location"] == url(desk, "work_answer", two.pk) + "?order=time"
    answer = desk.post(
        url(desk, "work_answer", two.pk), {"outcome": "rejected", "reason": "Не.", "seen": "", "next": "1"}
    )
    assert answer["Location"] == url(desk, "work_report")


def test_a_missing_reason_is_told_in_place_and_what_was_typed_stays(desk: Any) -> None:
    one = suggest(desk)
    f.close(desk.consultation)
    answer = desk.post(
        url(desk, "work_answer", one.pk),
        {"outcome": "partly", "reason": "", "resulting_text": "Сборен текст.", "seen": ""},
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_reason_error"' in page
    assert "Сборен текст.</textarea>" in page
    assert 'value="partly" required checked' in page


def test_a_colleagues_answer_is_shown_beside_ones_own(desk: Any) -> None:
    one = suggest(desk)
    f.close(desk.consultation)
    path = url(desk, "work_answer", one.pk)
    desk.post(path, {"outcome": "rejected", "reason": "Първото.", "seen": ""})
    answer = desk.post(path, {"outcome": "partly", "reason": "Моето.", "seen": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Първото." in page
    assert "Моето.</textarea>" in page


def test_several_at_once_and_what_was_chosen_is_kept_when_refused(desk: Any) -> None:
    ids = [suggest(desk, f"{n}.").pk for n in range(3)]
    f.close(desk.consultation)
    path = url(desk, "work_answer_several")
    answer = desk.post(path, {"ids": ids[:2], "all-outcome": "rejected", "all-reason": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count('name="ids" value') == 3
    assert answer.content.decode().count('" checked aria-label') == 2
    desk.post(path, {"ids": ids[:2], "all-outcome": "rejected", "all-reason": "Няма щат."})
    assert Proposal.objects.filter(reason="Няма щат.").count() == 2


def test_an_answer_can_be_taken_back(desk: Any) -> None:
    one = suggest(desk)
    f.close(desk.consultation)
    path = url(desk, "work_answer", one.pk)
    desk.post(path, {"outcome": "accepted", "seen": ""})
    one.refresh_from_db()
    desk.post(path, {"take_back": "1", "reason": "", "seen": one.answered_at.isoformat()})
    one.refresh_from_db()
    assert one.outcome == ""


def test_the_desk_costs_the_same_for_one_and_for_three(desk: Any) -> None:
    suggest(desk)
    f.close(desk.consultation)
    desk.get(url(desk, "work_answers"))
    with CaptureQueriesContext(connection) as once:
        assert desk.get(url(desk, "work_answers")).status_code == 200
    Window.objects.filter(pk=desk.consultation.window_id).update(closes_at=None)
    for n in range(2):
        suggest(desk, f"{n}.")
    f.close(desk.consultation)
    with CaptureQueriesContext(connection) as thrice:
        assert desk.get(url(desk, "work_answers")).content.decode().count('name="ids" value') == 3
    assert len(thrice) == len(once)


def test_comments_are_marked_in_place_and_cost_the_same(desk: Any) -> None:
    post = add_post(author=f.person(), thread_id=desk.clause.thread_id, body="Да има помощ.")
    path = url(desk, "work_comments")
    desk.get(path)
    with CaptureQueriesContext(connection) as once:
        desk.get(path)
    for n in range(2):
        add_post(author=f.person(), thread_id=desk.clause.thread_id, body=f"Още {n}.")
    with CaptureQueriesContext(connection) as thrice:
        assert "Още 1." in desk.get(path).content.decode()
    assert len(thrice) == len(once)
    mark = url(desk, "work_mark", post.pk)
    assert 'aria-pressed="true"' in desk.post(mark, {"marked": "1"}, **HTMX).content.decode()
    assert Proposal.objects.filter(post=post).exists()
    assert desk.post(mark, {"marked": "0", "back": "https://evil.example/"})["Location"] == path
    assert not Proposal.objects.filter(post=post).exists()


def test_several_comments_are_marked_at_once_and_found_by_clause(desk: Any) -> None:
    posts = [add_post(author=f.person(), thread_id=desk.clause.thread_id, body=f"Мнение {n}.") for n in range(3)]
    reply = add_post(author=f.person(), thread_id=desk.clause.thread_id, body="И аз.", parent_id=posts[0].pk)
    desk.post(url(desk, "work_mark_several"), {"ids": [posts[0].pk, posts[1].pk]})
    assert set(Proposal.objects.values_list("post", flat=True)) == {posts[0].pk, posts[1].pk}
    path = url(desk, "work_comments")
    other = f.clauses(desk.consultation)[1]
    assert reply.body in desk.get(f"{path}?clause={desk.clause.pk}").content.decode()
    assert reply.body not in desk.get(f"{path}?clause={other.pk}").content.decode()
    assert "comment-answers" in desk.get(path).content.decode()


def test_the_report_is_published_only_when_all_are_answered(desk: Any) -> None:
    one = suggest(desk)
    f.close(desk.consultation)
    path = url(desk, "work_report")
    answer = desk.post(path, {"note": "Благодарим на всички."})
    assert answer.status_code == 409
    assert "Благодарим на всички." in answer.content.decode()
    desk.post(url(desk, "work_answer", one.pk), {"outcome": "accepted", "seen": ""})
    assert desk.post(path, {"note": "Благодарим."}).status_code == 302
    desk.consultation.refresh_from_db()
    assert (desk.consultation.stage, desk.consultation.report_note) == ("answered", "Благодарим.")
    assert (
        desk.post(url(desk, "work_answer", one.pk), {"outcome": "rejected", "reason": "Не.", "seen": ""}).status_code
        >= 400
    )
    desk.post(url(desk, "work_adopt"), {"decision_number": "№ 214", "adopted_on": timezone.localdate().isoformat()})
    assert Consultation.objects.get(pk=desk.consultation.pk).stage == "adopted"


def test_withdrawing_needs_a_reason(desk: Any) -> None:
    path = url(desk, "work_withdraw")
    assert desk.post(path, {"reason": " "}).status_code == 422
    desk.post(path, {"reason": "Проектът се преработва."})
    assert Consultation.objects.get(pk=desk.consultation.pk).stage == "withdrawn"


def test_the_workspace_names_what_waits(desk: Any) -> None:
    suggest(desk)
    f.close(desk.consultation)
    f.draft(desk.consultation.municipality)
    page = desk.get(reverse("work")).content.decode()
    assert url(desk, "work_answers") in page
    assert desk.get(reverse("work") + "?state=adopted").status_code == 200
