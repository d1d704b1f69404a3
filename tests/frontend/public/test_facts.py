"""What stands beside the text: files that can be fetched, reasons for a short term only where it is short."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from participation.database import db_now
from participation.documents.actions import add_attachment
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def test_a_public_file_is_linked_and_can_be_fetched(client: Client) -> None:
    found = make.consultation()
    file = ContentFile("Мотиви към проекта".encode(), name="motives.txt")
    kept = add_attachment(
        uploader=make.official(found.municipality),
        file=file,
        scope=found.scope,
        kind="annex",
        title="Приложение 1",
        name="motives.txt",
        is_public=True,
    )
    address = f"/consultations/{found.pk}/files/{kept.pk}/"
    page = client.get(f"/consultations/{found.pk}/", **ENGLISH).content.decode()
    assert f'href="{address}">Приложение 1<' in page
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(("days", "shown"), [(20, True), (36, False)])
def test_the_reason_of_a_short_term_is_shown_where_the_term_is_short(client: Client, days: int, shown: bool) -> None:
    now = db_now()
    found = make.consultation(
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=days), short_term_reason="Сезонът започва."
    )
    page = client.get(f"/consultations/{found.pk}/", **ENGLISH).content.decode()
    assert ("Сезонът започва." in page) is shown


def test_once_adopted_the_outcome_comes_first(client: Client) -> None:
    found = make.consultation(summary="Общината готви отговорите.")
    type(found).objects.filter(pk=found.pk).update(
        stage="adopted", decision_number="№ 214", adopted_on=date(2025, 3, 1)
    )
    page = client.get(f"/consultations/{found.pk}/", **ENGLISH).content.decode()
    assert page.index("decision № 214") < page.rindex("Общината готви отговорите.")
    assert "2025" in page[page.index('class="timeline"') :].split("</ol>")[0]
