"""Answering proposals, the report, and what the council decided."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.actions import add_post, hide_post
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed, Stale
from proposals.actions.adopting import record_adoption
from proposals.actions.answering import (
    NotAnswered,
    answer_proposals,
    mark_proposal,
    publish_report,
    unmark_proposal,
)
from proposals.actions.taking_part import suggest_wording, withdraw_suggestion
from proposals.actions.visibility import hide_suggestion
from proposals.models import Consultation, Proposal
from proposals.selectors.answers import report_csv, report_rows
from proposals.selectors.standing import list_comments_to_mark, list_proposals, progress_of
from tests.support import factories as f

pytestmark = pytest.mark.django_db


class Desk:
    """A consultation with an official, a citizen and some proposals."""

    def __init__(self) -> None:
        self.place = f.place()
        self.consultation = f.consultation(self.place)
        self.official, self.citizen = f.official(self.place), f.person()
        self.clause = f.clauses(self.consultation)[0]

    def suggestion(self, text: str = "Нов текст.", author: Any = None) -> Proposal:
        made = suggest_wording(author=author or self.citizen, clause_id=self.clause.pk, text=text, reason="Защото.")
        return Proposal.objects.get(suggestion=made)

    def comment(self, body: str = "Да има помощ в събота.") -> Any:
        return add_post(author=self.citizen, thread_id=self.clause.thread_id, body=body)

    def close(self) -> None:
        f.close(self.consultation)
        self.consultation.refresh_from_db()

    def answer(self, *proposals: Proposal, outcome: str = "accepted", official: Any = None, **fields: Any) -> int:
        return answer_proposals(
            official=official or self.official, consultation_id=self.consultation.pk,
            proposal_ids=[proposal.pk for proposal in proposals], outcome=outcome, **fields,
        )  # fmt: skip

    def publish(self, **fields: Any) -> Consultation:
        return publish_report(official=self.official, consultation_id=self.consultation.pk, **fields)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_answers_wait_for_the_closing(desk: Desk) -> None:
    proposal = desk.suggestion()
    with pytest.raises(BadInput):
        desk.answer(proposal)
    with pytest.raises(BadInput):
        desk.publish()
    desk.close()
    assert desk.answer(proposal) == 1


@pytest.mark.parametrize(("outcome", "reason", "ok"), [
    ("accepted", "", True), ("partly", "", False), ("rejected", " ", False),
    ("rejected", "Няма щат.", True), ("maybe", "x", False),
])  # fmt: skip
def test_a_reason_is_obligatory_unless_accepted(desk: Desk, outcome: str, reason: str, ok: bool) -> None:
    proposal = desk.suggestion()
    desk.close()
    if ok:
        assert desk.answer(proposal, outcome=outcome, reason=reason) == 1
    else:
        with pytest.raises(BadInput):
            desk.answer(proposal, outcome=outcome, reason=reason)
        proposal.refresh_from_db()
        assert proposal.outcome == ""


def test_an_accepted_wording_becomes_the_resulting_text_and_an_answer_can_be_taken_back(desk: Desk) -> None:
    proposal = desk.suggestion("Нов текст.")
    desk.close()
    desk.answer(proposal)
    proposal.refresh_from_db()
    assert (proposal.resulting_text, proposal.answered_by) == ("Нов текст.", desk.official)
    desk.answer(proposal, outcome="")
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.resulting_text, proposal.answered_by) == ("", "", None)


def test_one_answer_for_many_leaves_their_resulting_texts(desk: Desk) -> None:
    one, two = desk.suggestion("Едно."), desk.suggestion("Две.")
    desk.close()
    desk.answer(one, resulting_text="Сборно.")
    assert desk.answer(one, two, outcome="partly", reason="Отчасти.") == 2
    assert list(Proposal.objects.order_by("pk").values_list("outcome", "reason", "resulting_text")) == [
        ("partly", "Отчасти.", "Сборно."), ("partly", "Отчасти.", ""),
    ]  # fmt: skip


def test_a_colleagues_answer_is_not_overwritten_unseen(desk: Desk) -> None:
    proposal = desk.suggestion()
    desk.close()
    colleague = f.official(desk.place, "Илия Желев")
    desk.answer(proposal, official=colleague, outcome="rejected", reason="Не.", seen="")
    with pytest.raises(Stale):
        desk.answer(proposal, seen="")
    proposal.refresh_from_db()
    assert proposal.outcome == "rejected"


def test_officials_of_other_places_and_proposals_of_other_consultations_are_refused(desk: Desk) -> None:
    proposal, other = desk.suggestion(), Desk()
    foreign = other.suggestion()
    desk.close()
    with pytest.raises(NotAllowed):
        desk.answer(proposal, official=f.official(f.place("VID09", "Видин", "Vidin")))
    with pytest.raises(BadInput):
        desk.answer(proposal, foreign)
    with pytest.raises(BadInput):
        desk.answer()


def test_a_comment_is_answered_once_it_is_marked(desk: Desk) -> None:
    post = desk.comment()
    assert progress_of(desk.consultation).total == 0
    first, again = (mark_proposal(official=desk.official, post_id=post.pk) for _n in range(2))
    assert first == again
    assert first.clause == desk.clause
    post.refresh_from_db()
    assert post.is_proposal
    unmark_proposal(official=desk.official, post_id=post.pk)
    assert progress_of(desk.consultation).total == 0
    desk.close()
    marked = mark_proposal(official=desk.official, post_id=post.pk)
    desk.answer(marked)
    with pytest.raises(BadInput):
        unmark_proposal(official=desk.official, post_id=post.pk)
    with pytest.raises(NotAllowed):
        mark_proposal(official=desk.citizen, post_id=post.pk)
    desk.publish()
    with pytest.raises(BadInput):
        mark_proposal(official=desk.official, post_id=post.pk)


def test_what_was_taken_back_or_hidden_is_not_answered(desk: Desk) -> None:
    kept, taken, hidden = desk.suggestion("А."), desk.suggestion("Б."), desk.suggestion("В.")
    post = desk.comment()
    mark_proposal(official=desk.official, post_id=post.pk)
    withdraw_suggestion(author=desk.citizen, suggestion_id=taken.suggestion_id)
    hide_suggestion(suggestion_id=hidden.suggestion_id)
    hide_post(post_id=post.pk)
    assert [view.pk for view in list_proposals(desk.consultation)] == [kept.pk]
    desk.close()
    desk.answer(kept)
    assert desk.publish().stage == "answered"
    assert [row.number for row in report_rows(desk.consultation)] == []  # the one at hand still says "published"
    assert [row.number for row in report_rows(Consultation.objects.get(pk=desk.consultation.pk))] == [1]


def test_the_report_waits_for_every_answer_then_numbers_by_time_and_is_final(desk: Desk) -> None:
    post = desk.comment()
    two = desk.suggestion()
    one = mark_proposal(official=desk.official, post_id=post.pk)  # marked later, said earlier
    desk.close()
    desk.answer(two)
    with pytest.raises(NotAnswered) as refused:
        desk.publish()
    assert refused.value.extra["left"] == 1
    assert report_rows(desk.consultation) == []
    desk.answer(one, outcome="rejected", reason="Не.")
    published = desk.publish(note="Благодарим.")
    assert published.window.__class__.objects.get(pk=published.window_id).sealed_at is not None
    assert list(Proposal.objects.order_by("number").values_list("pk", flat=True)) == [one.pk, two.pk]
    act = Act.objects.get(kind="report.published")
    assert act.is_public
    assert (act.data["proposals"], act.data["accepted"], act.data["rejected"]) == (2, 1, 1)
    for late in (lambda: desk.publish(), lambda: desk.answer(two)):
        with pytest.raises(BadInput):
            late()


def test_a_report_without_proposals_is_published_too(desk: Desk) -> None:
    desk.close()
    assert desk.publish().stage == "answered"
    assert Act.objects.get(kind="report.published").data["proposals"] == 0


def test_the_csv_has_a_mark_and_no_formulas(desk: Desk) -> None:
    evil = f.person("=cmd|' /C calc'!A0")
    proposal = desk.suggestion('+1; "кавички"\nнов ред', author=evil)
    desk.close()
    desk.answer(proposal, outcome="partly", reason="@SUM(A1)", resulting_text="\t=1")
    desk.publish()
    text = report_csv(Consultation.objects.get(pk=desk.consultation.pk))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert len(rows) == 2
    assert rows[1][0] == "1"
    assert rows[1][1] == f"{timezone.localdate():%Y-%m-%d}"
    assert rows[1][2].startswith("'=")
    assert rows[1][5] == '\'+1; "кавички"\nнов ред'
    assert rows[1][6] == "0"
    assert rows[1][8] == "'@SUM(A1)"
    wide = report_csv(Consultation.objects.get(pk=desk.consultation.pk), "semicolon")
    assert list(csv.reader(io.StringIO(wide[1:]), delimiter=";")) == rows
    assert all(cell[:1] not in ("=", "+", "-", "@", "\t", "\r") for cell in rows[1])


def test_lists_cost_the_same_for_one_and_for_three(desk: Desk) -> None:
    desk.suggestion("А.")
    desk.comment("А?")
    with CaptureQueriesContext(connection) as once:
        assert len(list_proposals(desk.consultation)) == 1
        assert len(list(list_comments_to_mark(desk.consultation))) == 1
    for n in range(2):
        desk.suggestion(f"Б{n}.", author=f.person())
        desk.comment(f"Б{n}?")
    with CaptureQueriesContext(connection) as thrice:
        views = list_proposals(desk.consultation)
        assert {view.proposer for view in views} == {"Стефка Петрова"}
        assert len(list(list_comments_to_mark(desk.consultation))) == 3
    assert len(thrice) == len(once)


def test_filters_and_order(desk: Desk) -> None:
    from participation.voting.actions import cast_ballot

    one, two = (
        desk.suggestion("Първо за училищата."),
        desk.suggestion("Второ за библиотеките.", author=f.person("Марин")),
    )
    cast_ballot(voter=f.person(), question_id=two.suggestion.question_id, choice="support")
    assert [view.pk for view in list_proposals(desk.consultation)] == [two.pk, one.pk]
    assert [view.pk for view in list_proposals(desk.consultation, order="time")] == [one.pk, two.pk]
    assert [view.pk for view in list_proposals(desk.consultation, words="УЧИЛИЩАТА")] == [one.pk]
    assert [view.pk for view in list_proposals(desk.consultation, words="марин")] == [two.pk]
    desk.close()
    desk.answer(one)
    assert [view.pk for view in list_proposals(desk.consultation, outcome="waiting")] == [two.pk]
    assert [view.pk for view in list_proposals(desk.consultation, outcome="accepted")] == [one.pk]
    assert list_proposals(desk.consultation, clause_id=0) == []


def test_adoption_needs_the_report(desk: Desk) -> None:
    def adopt(**fields: Any) -> Consultation:
        values = {"decision_number": "№ 214", "adopted_on": timezone.localdate(), **fields}
        return record_adoption(official=desk.official, consultation_id=desk.consultation.pk, **values)

    desk.close()
    with pytest.raises(BadInput):
        adopt()
    desk.publish()
    for wrong in ({"decision_number": " "}, {"adopted_on": date.today() + timedelta(days=3)}):
        with pytest.raises(BadInput):
            adopt(**wrong)
    assert adopt().decision_number == "№ 214"
    assert Act.objects.filter(kind="consultation.adopted", is_public=True).exists()
