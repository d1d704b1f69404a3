"""Words are found however they are written, on SQLite as on PostgreSQL, in the site as in the API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.database import contains
from participation.organisations.models import Organisation
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db
ALL = ("наредба", "Наредба", "НАРЕДБА")


@pytest.mark.parametrize("word", ALL)
def test_a_consultation_is_found_by_any_way_to_write_a_word(word: str) -> None:
    place = make.place()
    made = make.consultation(place, title="Наредба за услугите", summary="Какво се плаща")
    make.consultation(place, title="Правилник", summary="Друго")

    def found(search: str) -> list[int]:
        answer = client().get("/api/v1/consultations/", {"search": search})
        return [row["id"] for row in answer.json()["results"]]

    assert found(word) == found(f"{word} плаща") == [made.pk]
    assert found(f"{word} друго") == []
    page = Client().get("/consultations/", {"q": word}).content.decode()
    assert ("Наредба за услугите" in page, "Правилник" in page) == (True, False)


@pytest.mark.parametrize("word", ALL)
def test_an_organisation_is_found_in_the_site_as_in_the_api(word: str) -> None:
    place = make.place()
    make.organisation(place, "Клуб „Наредба и ред“")
    make.organisation(place, "Читалище „Изгрев“")
    answer = client().get("/api/v1/organisations/", {"search": word}).json()
    assert [row["name"] for row in answer["results"]] == ["Клуб „Наредба и ред“"]
    page = Client().get("/organisations/", {"q": word}).content.decode()
    assert ("Наредба и ред" in page, "Изгрев" in page) == (True, False)
    assert f'value="{word}"' in page


def test_a_municipality_is_found_in_either_script() -> None:
    make.place("SZR31", "Стара Загора", "Stara Zagora")
    for search in ("стара загора", "СТАРА загора", "stara ZAG"):
        answer = client().get("/api/v1/municipalities/", {"search": search}).json()
        assert [row["code"] for row in answer["results"]] == ["SZR31"], search


def test_postgresql_is_asked_once_because_it_folds_by_itself() -> None:
    with CaptureQueriesContext(connection) as asked:
        list(Organisation.objects.filter(contains("name", "Наредба")))
    likes = asked.captured_queries[0]["sql"].count("LIKE")
    assert likes == (1 if connection.vendor == "postgresql" else 3)


def test_wildcards_are_letters() -> None:
    make.organisation(make.place(), "Сто % за всички")
    for search, n in (("%", 1), ("_", 0), ("\\", 0)):
        assert client().get("/api/v1/organisations/", {"search": search}).json()["count"] == n
