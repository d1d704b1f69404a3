"""Who gets in: officials of the municipality, nobody else learns that the page exists."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from frontend.work.urls import urlpatterns
from proposals.models import Consultation
from tests.support import factories as f

pytestmark = pytest.mark.django_db
NAMES = sorted({pattern.name for pattern in urlpatterns if pattern.name not in ("work", "work_new")})


def path_of(name: str, pk: int) -> str:
    extra = {
        "work_row": ["b"],
        "work_import_progress": [1],
        "work_attachment": [1],
        "work_mark": [1],
        "work_answer": [1],
    }
    return reverse(name, args=[pk, *extra.get(name, [])])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_get_404_and_nobody_is_sent_to_sign_in(client: Any, name: str, method: str) -> None:
    draft = f.draft()
    path = path_of(name, draft.pk)
    answer = getattr(client, method)(path)
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    for stranger in (f.person(), f.moderator(draft.municipality), f.official(f.place("VID09", "Видин", "Vidin"))):
        client.force_login(stranger)
        assert getattr(client, method)(path).status_code == 404


@pytest.mark.parametrize("name", ["work", "work_new"])
def test_the_front_pages_are_for_officials(client: Any, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302
    client.force_login(f.person())
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("stage", ["preparing", "published", "answered", "adopted", "withdrawn"])
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("work_attachment", "work_answer", "work_import_progress")]
)
def test_every_page_stands_in_every_state(client: Any, name: str, stage: str) -> None:
    made = f.consultation() if stage != "preparing" else f.draft()
    if stage not in ("preparing", "published"):
        f.close(made)
    Consultation.objects.filter(pk=made.pk).update(stage=stage)
    client.force_login(f.official(made.municipality))
    answer = client.get(path_of(name, made.pk))
    assert answer.status_code in (200, 302, 405, 422), answer.status_code
    if stage != "preparing" and name in ("work_text", "work_details", "work_contact", "work_papers", "work_dates"):
        assert answer.status_code == 302


def test_a_suspended_official_gets_nothing(client: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    draft = f.draft()
    client.force_login(f.official(draft.municipality, suspended_until=timezone.now() + timedelta(days=1)))
    assert client.get(path_of("work_text", draft.pk)).status_code == 404
