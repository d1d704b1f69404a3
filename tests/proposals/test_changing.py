"""What may still change once it is announced: back to a draft, a later closing, one more file, a wrong decision."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from forums.actions import add_post
from forums.models import Thread
from participation.database import db_now
from participation.documents.selectors import list_attachments
from participation.notifications.actions import follow
from participation.notifications.models import Notification
from participation.record.models import Act
from participation.record.worker import run_due
from participation.refusals import BadInput, Closed, NotAllowed
from participation.voting.models import Question, Window
from proposals.actions import lifecycle
from proposals.actions.adopting import correct_adoption, record_adoption
from proposals.actions.answering import answer_proposals, publish_report
from proposals.actions.changing import add_file, extend_term, take_back_announcement
from proposals.actions.drafts import discard_draft
from proposals.actions.publishing import publish_consultation
from proposals.actions.taking_part import suggest_wording
from proposals.models import Clause, Consultation
from proposals.selectors.standing import conflicting, list_proposals
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def announced(**fields: Any) -> Consultation:
    now = db_now()
    moments = {"opens_at": now + timedelta(days=3), "closes_at": now + timedelta(days=40)}
    return make.consultation(kind=Consultation.Kind.IDEA, contact_name="Деница", contact_phone="1", way_counter="1",
                             **moments, **fields)  # fmt: skip


def test_an_announcement_is_taken_back_and_announced_again(client: Client) -> None:
    what = announced()
    official = make.official(what.municipality)
    with pytest.raises(BadInput):
        take_back_announcement(official=official, consultation_id=what.pk, reason=" ")
    with pytest.raises(NotAllowed):
        take_back_announcement(official=make.person(), consultation_id=what.pk, reason="Грешка")
    take_back_announcement(official=official, consultation_id=what.pk, reason="Грешка в датата")
    assert client.get(f"/consultations/{what.pk}/").status_code == 404
    assert not any(model.objects.exists() for model in (Clause, Thread, Question))
    act = Act.objects.get(kind="consultation.taken_back")
    assert act.is_public and act.data["reason"] == "Грешка в датата"
    later = db_now() + timedelta(days=20)
    publish_consultation(official=official, consultation_id=what.pk, closes_at=later)
    assert client.get(f"/consultations/{what.pk}/").status_code == 200


def test_what_was_announced_cannot_be_thrown_away(client: Client) -> None:
    what = make.draft(kind="idea", contact_name="Д", contact_phone="1", way_counter="1")
    official = make.official(what.municipality)
    opens = db_now() + timedelta(days=3)
    publish_consultation(
        official=official, consultation_id=what.pk, opens_at=opens, closes_at=opens + timedelta(days=30)
    )
    take_back_announcement(official=official, consultation_id=what.pk, reason="Грешка")
    with pytest.raises(BadInput):
        discard_draft(official=official, consultation_id=what.pk)
    page = client.get(f"/municipalities/{what.municipality.code}/").content.decode()
    assert f"/consultations/{what.pk}/" not in page


def test_what_is_open_is_not_taken_back() -> None:
    what = make.consultation()
    with pytest.raises(BadInput):
        take_back_announcement(official=make.official(what.municipality), consultation_id=what.pk, reason="Грешка")
    assert Consultation.objects.get(pk=what.pk).stage == "published"


def test_a_term_is_extended_never_shortened_and_followers_are_told() -> None:
    what = make.consultation()
    official, reader = make.official(what.municipality), make.person()
    follow(user=reader, scope=what.scope)
    before: datetime = what.window.closes_at  # type: ignore[assignment]  # it has one

    def extend(days: float, reason: str = "Много въпроси") -> None:
        extend_term(official=official, consultation_id=what.pk, closes_at=before + timedelta(days=days), reason=reason)

    for days, reason in ((-1, "Много"), (0, "Много"), (5, "")):
        with pytest.raises(BadInput):
            extend(days, reason)
    Consultation.objects.filter(pk=what.pk).update(reminded_at=timezone.now())
    extend(5)
    assert Window.objects.get(pk=what.window_id).closes_at == before + timedelta(days=5)
    assert Consultation.objects.get(pk=what.pk).reminded_at is None
    run_due()
    told = Notification.objects.get(user=reader, kind="consultation.extended")
    assert f"{told.data['until']}"[:10] == f"{timezone.localtime(before + timedelta(days=5)):%d.%m.%Y}"


def test_what_has_closed_is_not_extended_and_closing_looks_again() -> None:
    what = make.consultation()
    official = make.official(what.municipality)
    make.close(what)
    with pytest.raises(Closed):
        extend_term(official=official, consultation_id=what.pk, closes_at=db_now() + timedelta(days=5), reason="Късно")
    assert lifecycle.close_due() == 1


def test_a_file_is_added_to_what_is_public() -> None:
    what = make.consultation()
    official = make.official(what.municipality)

    def add(kind: str) -> None:
        file = SimpleUploadedFile("карта.txt", "Карта".encode())
        add_file(official=official, consultation_id=what.pk, file=file, kind=kind)

    add("annex")
    assert [file.kind for file in list_attachments(what.scope)] == ["annex"]
    assert Act.objects.get(kind="attachment.added").is_public
    with pytest.raises(BadInput):
        add("decision")
    make.close(what)
    with pytest.raises(BadInput):
        add("annex")
    publish_report(official=official, consultation_id=what.pk)
    record_adoption(official=official, consultation_id=what.pk, decision_number="5", adopted_on=timezone.localdate())
    add("decision")


def test_the_day_of_a_decision_is_possible_and_can_be_corrected() -> None:
    what = make.consultation()
    official = make.official(what.municipality)
    make.close(what)
    publish_report(official=official, consultation_id=what.pk)
    today = timezone.localdate()

    def act(which: Any, day: date, number: str = "№ 214") -> Any:
        return which(official=official, consultation_id=what.pk, decision_number=number, adopted_on=day)

    for day in (date(2020, 1, 1), today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(BadInput) as refused:
            act(record_adoption, day)
        assert refused.value.field == "adopted_on"
    with pytest.raises(BadInput):
        act(correct_adoption, today)
    act(record_adoption, today)
    with pytest.raises(BadInput):
        act(correct_adoption, today)
    assert act(correct_adoption, today, "№ 215").decision_number == "№ 215"
    corrected = Act.objects.get(kind="consultation.decision_corrected")
    assert corrected.is_public and corrected.data["was_number"] == "№ 214"


def test_officials_are_told_once_a_day_what_came_in_and_once_that_it_closed() -> None:
    what = make.consultation()
    official = make.official(what.municipality)
    clause = make.clauses(what)[0]
    for n in range(3):
        add_post(author=make.person(), thread_id=clause.thread_id, body=f"Мнение {n}.")
    make.close(what)
    lifecycle.close_due()
    for _round in range(3):
        run_due()
    told = list(Notification.objects.filter(user=official).order_by("id").values_list("kind", flat=True))
    assert sorted(told) == ["desk.came_in", "desk.closed"]


def test_two_accepted_wordings_of_a_clause_are_pointed_out() -> None:
    what = make.consultation()
    official, clause = make.official(what.municipality), make.clauses(what)[0]
    for text in ("Едно.", "Друго."):
        suggest_wording(author=make.person(), clause_id=clause.pk, text=text, reason="Защото.")
    make.close(what)
    ids = [view.pk for view in list_proposals(what)]
    answer_proposals(official=official, consultation_id=what.pk, proposal_ids=ids[:1], outcome="accepted")
    assert conflicting(list_proposals(what)) == {}
    answer_proposals(official=official, consultation_id=what.pk, proposal_ids=ids, outcome="accepted")
    assert list(conflicting(list_proposals(what))) == [clause.pk]
