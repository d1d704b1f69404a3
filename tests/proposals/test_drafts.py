"""Starting, filling in and discarding a draft; reading a document as its text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone, translation

from participation.documents.actions import run_import
from participation.documents.models import Attachment, ImportJob
from participation.record.models import Act
from participation.record.worker import run_due
from participation.refusals import BadInput, NotAllowed
from participation.voting.models import Window
from proposals.actions.drafts import discard_draft, plan_dates, save_section, start_draft
from proposals.actions.files import attach_file, import_text, take_import
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation
from proposals.selectors.drafts import get_draft, get_for_official, list_work
from tests.support import factories as f

pytestmark = pytest.mark.django_db


def start(official: Any, place: Any, **fields: Any) -> Consultation:
    return start_draft(
        official=official, municipality_id=place.pk, **{"kind": "strategy", "title": "Стратегия", **fields}
    )


def test_only_officials_of_the_place_start_and_see_a_draft() -> None:
    place, other = f.place(), f.place("VID09", "Видин", "Vidin")
    official, elsewhere = f.official(place), f.official(other)
    made = start(official, place)
    assert made.window.scope == made.scope
    assert made.window.opens_at is None
    colleague = f.official(place, "Илия Желев")
    assert get_for_official(colleague, made.pk) == made
    for stranger in (elsewhere, f.person(), f.moderator(place), None):
        assert get_for_official(stranger, made.pk) is None
        with pytest.raises(NotAllowed):
            start(stranger, place)
    assert not Act.objects.filter(scope=made.scope, is_public=True).exists()


@pytest.mark.parametrize(
    ("fields", "field"), [({"title": " "}, "title"), ({"title": "х" * 241}, "title"), ({"kind": "law"}, "kind")]
)
def test_a_draft_needs_a_title_and_a_known_kind(fields: dict[str, str], field: str) -> None:
    place = f.place()
    with pytest.raises(BadInput) as refused:
        start(f.official(place), place, **fields)
    assert refused.value.extra["field"] == field


def test_a_section_saves_its_own_fields_only_and_names_the_wrong_one() -> None:
    place = f.place()
    official = f.official(place)
    made = start(official, place)
    values = {"contact_name": " Д. Георгиева ", "law": "чужда", "stage": "published"}
    save_section(official=official, consultation_id=made.pk, section="contact", values=values)
    made.refresh_from_db()
    assert (made.contact_name, made.law, made.stage) == ("Д. Георгиева", "", "preparing")
    with pytest.raises(BadInput) as refused:
        save_section(official=official, consultation_id=made.pk, section="contact", values={"way_email": "не е адрес"})
    assert refused.value.extra["field"] == "way_email"


def test_dates_are_planned_without_opening_anything() -> None:
    draft = f.draft()
    official = f.official(draft.municipality)
    opens = timezone.now() + timedelta(days=2)
    plan_dates(official=official, consultation_id=draft.pk, opens_at=opens, closes_at=opens + timedelta(days=31))
    draft.refresh_from_db()
    assert draft.planned_opens_at == opens
    assert Window.objects.get(pk=draft.window_id).opens_at is None
    with pytest.raises(BadInput):
        plan_dates(official=official, consultation_id=draft.pk, opens_at=opens, closes_at=opens)


def test_a_draft_can_be_discarded_but_nothing_published() -> None:
    place = f.place()
    official = f.official(place)
    made = start(official, place)
    window_id = made.window_id
    discard_draft(official=official, consultation_id=made.pk)
    assert not Consultation.objects.filter(pk=made.pk).exists()
    assert not Window.objects.filter(pk=window_id).exists()
    with pytest.raises(BadInput):
        discard_draft(official=official, consultation_id=f.consultation(place).pk)


def test_a_draft_whose_text_was_public_is_refused_not_broken() -> None:
    """The control: deleting the row itself fails, because comments and suggestions hang on the clauses."""
    what = f.consultation()
    suggest_wording(author=f.person(), clause_id=f.clauses(what)[0].pk, text="Друго", reason="По-ясно е")
    Consultation.objects.filter(pk=what.pk).update(stage="preparing", published_at=None)
    with translation.override("en"), pytest.raises(BadInput, match="been public already"):
        discard_draft(official=f.official(what.municipality), consultation_id=what.pk)
    assert what.clauses.count() == 3
    with pytest.raises(ProtectedError), transaction.atomic():
        Consultation.objects.get(pk=what.pk).delete()


def test_the_files_of_a_discarded_draft_are_gone(
    settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    draft, other = f.draft(), f.draft(f.place("VAR06", "Варна", "Varna"))
    official = f.official(draft.municipality)
    for what, who in ((draft, official), (other, f.official(other.municipality))):
        file = SimpleUploadedFile("а.txt", "Приложение".encode())
        attach_file(official=who, consultation_id=what.pk, file=file, kind="annex")
        import_text(official=who, consultation_id=what.pk, text=MARKDOWN)
    job = ImportJob.objects.get(scope=draft.scope)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 4
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(official=official, consultation_id=draft.pk)
    assert not Attachment.objects.filter(scope=draft.scope).exists()
    assert not ImportJob.objects.filter(scope=draft.scope).exists()
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2, "another draft keeps its own"
    assert run_import(job.pk) is False, "a worker that comes too late finds nothing to do"
    assert take_import(job_id=job.pk) is False


MARKDOWN = "# Стратегия\n\n## 1. Услуги\n\n1.1. Всички услуги са достъпни.\n\n1.2. Има помощ на гише.\n"


def test_a_document_becomes_the_text_by_the_worker_and_can_be_undone() -> None:
    draft = f.draft()
    official = f.official(draft.municipality)
    file = SimpleUploadedFile("strategia.md", MARKDOWN.encode())
    job = import_text(official=official, consultation_id=draft.pk, file=file)
    before = [row.key for row in get_draft(draft).rows]
    while run_due():
        pass
    view = get_draft(draft)
    assert ImportJob.objects.get(pk=job.pk).state == "done"
    assert view.import_job == job.pk
    assert "Всички услуги са достъпни." in " ".join(row.body for row in view.rows)
    assert view.undoes == "import"
    assert [row.key for row in view.rows] != before


def test_a_refused_document_leaves_the_text_as_it_was() -> None:
    draft = f.draft()
    official = f.official(draft.municipality)
    before = get_draft(draft).rows
    job = import_text(
        official=official, consultation_id=draft.pk, file=SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")
    )
    while run_due():
        pass
    assert ImportJob.objects.get(pk=job.pk).state == "refused"
    assert get_draft(draft).rows == before
    with pytest.raises(BadInput) as refused:
        import_text(official=official, consultation_id=draft.pk, text="  ")
    assert refused.value.extra["field"] == "pasted"


def test_an_import_for_what_is_published_meanwhile_is_left_alone() -> None:
    draft = f.draft()
    job = import_text(official=f.official(draft.municipality), consultation_id=draft.pk, text=MARKDOWN)
    Consultation.objects.filter(pk=draft.pk).update(stage="published")
    while run_due():
        pass
    assert not take_import(job_id=job.pk)
    assert not take_import(job_id=job.pk + 1)


def test_the_list_of_work_costs_the_same_for_one_and_for_three(django_assert_num_queries: Any) -> None:
    place = f.place()
    official = f.official(place)
    f.draft(place)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as once:
        assert len(list_work(official)) == 1
    for _n in range(2):
        f.draft(place)
        f.consultation(place)
    with django_assert_num_queries(len(once)):
        assert len(list_work(official)) == 5
    assert [work.consultation.state for work in list_work(official)] == ["preparing"] * 3 + ["open"] * 2
