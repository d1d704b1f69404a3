"""The page of an organisation: who it is, and what was said in its name."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import add_post
from participation.organisations.models import Organisation
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def say(organisation: Organisation, times: int) -> None:
    speaker = make.representative(organisation)
    for n in range(times):
        consultation = make.consultation(organisation.municipality, title=f"Проект {n} на {organisation.pk}")
        thread = make.clauses(consultation)[0].thread_id
        add_post(author=speaker, thread_id=thread, body=f"Дума {n}.", organisation_id=organisation.pk)
        add_post(author=speaker, thread_id=thread, body="Моя собствена дума.")


def test_what_was_said_in_its_name_stands_there_and_nothing_else() -> None:
    organisation = make.organisation(make.place())
    client = Client(headers={"accept-language": "en"})
    assert "Nothing has been said in its name yet." in client.get(f"/organisations/{organisation.pk}/").content.decode()
    say(organisation, 2)
    page = client.get(f"/organisations/{organisation.pk}/").content.decode()
    assert page.count('<li class="act">') == 2
    assert f"Проект 1 на {organisation.pk}" in page
    assert "Ивелина Маринова" not in page


def test_its_queries_do_not_grow() -> None:
    place = make.place()
    counts = []
    for name, times in (("Първа", 1), ("Втора", 3)):
        organisation = make.organisation(place, name)
        say(organisation, times)
        Client().get("/organisations/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert Client().get(f"/organisations/{organisation.pk}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
