"""Sections that save by themselves, dates by the municipality's clock, checklist, preview, publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from proposals.models import Consultation
from tests.support import factories as f

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(client: Any) -> Any:
    client.draft = f.draft(kind="normative")
    client.force_login(f.official(client.draft.municipality))
    return client


def url(desk: Any, name: str) -> str:
    return reverse(name, args=[desk.draft.pk])


def fresh(desk: Any) -> Consultation:
    return Consultation.objects.get(pk=desk.draft.pk)


def test_starting_a_consultation_leads_to_its_text(desk: Any) -> None:
    place = desk.draft.municipality
    answer = desk.post(reverse("work_new"), {"municipality": place.pk, "kind": "idea", "title": "Карта на повредите"})
    made = Consultation.objects.get(title="Карта на повредите")
    assert answer["Location"] == reverse("work_text", args=[made.pk])
    answer = desk.post(reverse("work_new"), {"municipality": place.pk, "kind": "idea", "title": "х" * 300})
    assert answer.status_code == 422
    assert "х" * 300 in answer.content.decode()
    other = f.place("VID09", "Видин", "Vidin")
    assert (
        desk.post(reverse("work_new"), {"municipality": other.pk, "kind": "idea", "title": "Чужда"}).status_code == 422
    )


def test_good_fields_are_saved_and_bad_ones_kept_in_place(desk: Any) -> None:
    data = {"contact_name": "Д. Георгиева", "contact_email": "не е адрес", "way_counter": "стая 3"}
    answer = desk.post(url(desk, "work_contact"), data)
    assert answer.status_code == 422
    assert "не е адрес" in answer.content.decode()
    assert (fresh(desk).contact_name, fresh(desk).contact_email, fresh(desk).way_counter) == (
        "Д. Георгиева",
        "",
        "стая 3",
    )
    assert desk.post(url(desk, "work_contact"), {**data, "contact_email": "", "next": "1"})["Location"] == url(
        desk, "work_papers"
    )


def test_a_section_saves_by_itself_and_tells_it(desk: Any) -> None:
    page = desk.post(
        url(desk, "work_details"), {"title": "Ново", "kind": "plan", "law": "чл. 21"}, **HTMX
    ).content.decode()
    assert 'id="save-state"' in page
    assert "<form" not in page
    assert (fresh(desk).title, fresh(desk).kind) == ("Ново", "plan")
    page = desk.post(url(desk, "work_details"), {"title": "", "kind": "plan", "law": "чл. 22"}, **HTMX).content.decode()
    assert "#id_title" in page
    assert (fresh(desk).title, fresh(desk).law) == ("Ново", "чл. 22")


def test_dates_are_the_municipalitys(desk: Any) -> None:
    day = (timezone.now() + timedelta(days=40)).date()
    data = {"opens": "now", "closes_day": day.isoformat(), "closes_time": "18:00", "short_term_reason": ""}
    assert desk.post(url(desk, "work_dates"), data)["Location"] == url(desk, "work_consultation")
    closes = fresh(desk).planned_closes_at
    assert closes is not None
    from zoneinfo import ZoneInfo

    assert closes.astimezone(ZoneInfo("Europe/Sofia")).strftime("%H:%M") == "18:00"


def test_a_short_term_is_answered_in_place_and_kept(desk: Any) -> None:
    day = (timezone.now() + timedelta(days=20)).date().isoformat()
    answer = desk.post(
        url(desk, "work_dates"), {"opens": "now", "closes_day": day, "closes_time": "18:00", "short_term_reason": ""}
    )
    assert answer.status_code == 422
    assert 'id="id_short_term_reason_error"' in answer.content.decode()
    assert day in answer.content.decode()


def test_motives_are_written_or_attached(desk: Any) -> None:
    path = url(desk, "work_papers")
    assert "motives_eu_check" in desk.get(path).content.decode()
    desk.post(path, {"motives_reasons": "Защото."})
    assert fresh(desk).motives_reasons == "Защото."
    bad = desk.post(
        url(desk, "work_attach"), {"kind": "motives", "file": SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 50)}
    )
    assert bad.status_code == 422
    assert fresh(desk).motives_reasons == "Защото."


def test_the_checklist_blocks_until_everything_is_there_then_publishes(desk: Any) -> None:
    page = desk.get(url(desk, "work_consultation"))
    assert f"/work/{desk.draft.pk}/details/#id_law" in page.content.decode()
    refused = desk.post(url(desk, "work_publish"))
    assert refused.status_code == 409
    assert fresh(desk).stage == "preparing"
    fields = ("institution", "law", "contact_name", "contact_phone", "way_counter")
    motives = ("motives_reasons", "motives_aims", "motives_resources", "motives_results", "motives_eu_check")
    closes = timezone.now() + timedelta(days=31)
    Consultation.objects.filter(pk=desk.draft.pk).update(
        planned_closes_at=closes, **dict.fromkeys((*fields, *motives), "Да")
    )
    assert desk.post(url(desk, "work_publish"))["Location"] == desk.draft.get_absolute_url()
    assert fresh(desk).stage == "published"


def test_the_preview_shows_the_text_and_the_papers(desk: Any) -> None:
    Consultation.objects.filter(pk=desk.draft.pk).update(motives_aims="Целта е <b>помощ</b>.")
    page = desk.get(url(desk, "work_preview")).content.decode()
    assert "Който не ползва интернет" in page
    assert "Целта е &lt;b&gt;помощ" in page


def test_discarding_asks_once(desk: Any) -> None:
    assert desk.get(url(desk, "work_discard")).status_code == 200
    assert fresh(desk)
    desk.post(url(desk, "work_discard"))
    assert not Consultation.objects.filter(pk=desk.draft.pk).exists()
