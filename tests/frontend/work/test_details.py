"""Sections that save by themselves, dates by the municipality's clock, checklist, preview, publishing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from participation.refusals import BadInput
from proposals.actions.drafts import plan_dates
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


def test_a_start_that_has_passed_is_answered_in_place_and_not_saved(desk: Any) -> None:
    yesterday, later = (timezone.now() + timedelta(days=by) for by in (-1, 40))
    data = {"opens": "on", "opens_day": yesterday.date().isoformat(), "opens_time": "09:00",
            "closes_day": later.date().isoformat(), "closes_time": "18:00", "short_term_reason": ""}  # fmt: skip
    answer = desk.post(url(desk, "work_dates"), data)
    assert answer.status_code == 422
    assert 'id="id_opens_day_error"' in answer.content.decode()
    assert yesterday.date().isoformat() in answer.content.decode()
    assert fresh(desk).planned_opens_at is None
    with pytest.raises(BadInput) as refused:
        plan_dates(
            official=f.official(desk.draft.municipality),
            consultation_id=desk.draft.pk, opens_at=yesterday, closes_at=later,
        )  # fmt: skip
    assert refused.value.field == "opens_day"


def test_a_new_consultation_has_no_kind_until_one_is_chosen(desk: Any) -> None:
    assert " checked" not in desk.get(reverse("work_new")).content.decode()
    answer = desk.post(reverse("work_new"), {"municipality": desk.draft.municipality_id, "title": "Карта"})
    assert answer.status_code == 422
    assert not Consultation.objects.filter(title="Карта").exists()


def test_the_limit_that_a_file_breaks_is_named(desk: Any) -> None:
    big = SimpleUploadedFile("план.pdf", b"%PDF-1.4\n" + bytes(21 * 1024 * 1024))
    for name, data in (("work_attach", {"kind": "annex", "file": big}), ("work_import", {"file": big})):
        answer = desk.post(url(desk, name), data)
        assert answer.status_code == 422
        assert "20" in re.findall(r'id="id_file_error">([^<]*)<', answer.content.decode())[0]
        big.seek(0)


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


def test_contact_and_sponsor_are_remembered_and_shown_as_such(desk: Any) -> None:
    values = {
        "contact_name": "Д. Георгиева",
        "contact_phone": "0570 1",
        "way_counter": "стая 3",
        "institution": "Кметът",
    }
    Consultation.objects.filter(pk=desk.draft.pk).update(**values)
    desk.post(reverse("work_new"), {"municipality": desk.draft.municipality_id, "kind": "idea", "title": "Втора"})
    made = Consultation.objects.get(title="Втора")
    assert {name: getattr(made, name) for name in values} == values
    page = reverse("work_contact", args=[made.pk])
    assert desk.draft.title in desk.get(page).content.decode()
    desk.post(page, {**values, "way_counter": "стая 5"})
    assert desk.draft.title not in desk.get(page).content.decode()


def test_publishing_asks_once_what_will_happen(desk: Any) -> None:
    assert desk.get(url(desk, "work_publish"))["Location"] == url(desk, "work_consultation")
    Consultation.objects.filter(pk=desk.draft.pk).update(
        kind="idea",
        contact_name="Д",
        contact_phone="1",
        way_counter="1",
        planned_closes_at=timezone.now() + timedelta(days=20),
    )
    assert f'href="{url(desk, "work_publish")}"' in desk.get(url(desk, "work_consultation")).content.decode()
    assert desk.get(url(desk, "work_publish")).status_code == 200
    assert fresh(desk).stage == "preparing"
    desk.post(url(desk, "work_publish"))
    assert fresh(desk).stage == "published"
