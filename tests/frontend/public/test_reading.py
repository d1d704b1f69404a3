"""The read page, lists and the front page: what they show, for how many queries, to whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import add_post
from participation.voting.actions import cast_ballot
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def fill(consultation: Any, people: int = 1) -> None:
    for clause in make.clauses(consultation):
        for _ in range(people):
            someone = make.person()
            cast_ballot(voter=someone, question_id=clause.question_id, choice="support")
            post = add_post(author=someone, thread_id=clause.thread_id, body="Съгласна съм.", argument="for")
            add_post(author=someone, thread_id=clause.thread_id, body="И аз.", parent_id=post.pk)
            suggest_wording(author=someone, clause_id=clause.pk, text="Друг текст.", reason="Така е по-ясно.")


def queries_of(client: Client, path: str) -> int:
    client.get(path)  # the municipalities of the header are remembered for a minute
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_the_text_is_there_with_permanent_addresses(client: Client) -> None:
    found = make.consultation()
    page = client.get(f"/consultations/{found.pk}/", **ENGLISH).content.decode()
    for clause in make.clauses(found):
        assert f'id="c{clause.pk}"' in page
        assert f'href="/consultations/{found.pk}/clauses/{clause.pk}/"' in page
    assert "До края на 2027 г." in page
    assert "9 days left" in page
    assert "style=" not in page and "onclick" not in page


def test_a_draft_is_shown_to_nobody_but_its_officials(client: Client) -> None:
    place = make.place()
    found = make.draft(place)
    assert client.get(f"/consultations/{found.pk}/").status_code == 404
    assert found.title not in client.get("/consultations/").content.decode()
    client.force_login(make.official(place))
    assert client.get(f"/consultations/{found.pk}/").status_code == 200


def test_the_read_page_costs_the_same_with_more_said(client: Client) -> None:
    found = make.consultation()
    fill(found, people=1)
    once = queries_of(client, f"/consultations/{found.pk}/")
    fill(found, people=2)
    assert queries_of(client, f"/consultations/{found.pk}/") == once <= 12


def test_the_panel_costs_the_same_with_more_said(client: Client) -> None:
    found = make.consultation()
    path = f"/consultations/{found.pk}/clauses/{make.clauses(found)[0].pk}/"
    fill(found, people=1)
    once = queries_of(client, path)
    fill(found, people=2)
    assert queries_of(client, path) == once <= 14


@pytest.mark.parametrize("path", ["/", "/consultations/", "/municipalities/DOB17/"])
def test_lists_cost_the_same_for_one_and_for_three(client: Client, path: str) -> None:
    fill(make.consultation())
    once = queries_of(client, path)
    for _ in range(2):
        fill(make.consultation())
    assert queries_of(client, path) == once <= 10


@pytest.mark.parametrize("tab", ["results", "history", "report"])
def test_the_other_pages_answer_and_cost_the_same(client: Client, tab: str) -> None:
    found = make.consultation()
    fill(found)
    once = queries_of(client, f"/consultations/{found.pk}/{tab}/")
    fill(found)
    assert queries_of(client, f"/consultations/{found.pk}/{tab}/") == once


def test_the_list_is_filtered_by_its_address(client: Client) -> None:
    make.consultation(make.place("DOB17"), title="Стратегия за Каварна")
    other = make.consultation(make.place("VID09", "Видин", "Vidin"), title="Наредба за камерите", kind="normative")
    make.close(other)
    for query, there, absent in (
        ("municipality=VID09", "камерите", "Каварна"),
        ("state=open", "за Каварна", "камерите"),
        ("kind=normative", "камерите", "за Каварна"),
        ("q=камерите", "камерите", "за Каварна"),
        ("state=closed", "камерите", "за Каварна"),
    ):
        found = client.get(f"/consultations/?{query}").context["cards"]
        titles = " ".join(card.consultation.title for card in found)
        assert there in titles and absent not in titles, query
    assert client.get("/consultations/?state=nonsense&order=window__sealed_at&page=zzz").status_code == 200


def test_the_record_names_nobody_who_voted(client: Client) -> None:
    found = make.consultation()
    voter = make.person("Тайна Гласувалова")
    cast_ballot(voter=voter, question_id=make.clauses(found)[0].question_id, choice="oppose")
    page = client.get(f"/consultations/{found.pk}/history/", **ENGLISH).content.decode()
    assert "A citizen" in page and "voted" in page
    assert "Тайна" not in page and "oppose" not in page.split("<main")[1]


def test_groups_of_few_people_are_not_shown_apart(client: Client) -> None:
    found = make.consultation()
    question = make.clauses(found)[0].question_id
    for _ in range(6):
        cast_ballot(voter=make.person(), question_id=question, choice="support")
    ngo = make.organisation(found.municipality)
    cast_ballot(voter=make.representative(ngo), question_id=question, choice="oppose", organisation_id=ngo.pk)
    page = client.get(f"/consultations/{found.pk}/clauses/{make.clauses(found)[0].pk}/", **ENGLISH).content.decode()
    assert "NGOs" not in page
    for number in range(5):
        other = make.organisation(found.municipality, f"Сдружение {number}")
        cast_ballot(voter=make.representative(other), question_id=question, choice="oppose", organisation_id=other.pk)
    page = client.get(f"/consultations/{found.pk}/clauses/{make.clauses(found)[0].pk}/", **ENGLISH).content.decode()
    assert "NGOs" in page


def test_the_page_of_a_place_becomes_the_readers(client: Client) -> None:
    make.place(accent="#ffdd00")
    assert client.get("/municipalities/DOB17/").status_code == 200
    assert client.cookies["megdan_place"].value == "DOB17"
    assert "municipalities/DOB17/theme.css" in client.get("/").content.decode()
    theme = client.get("/municipalities/DOB17/theme.css")
    assert theme["Content-Type"].startswith("text/css") and "--place-accent:#ffdd00" not in theme.content.decode()


def test_what_is_not_there_is_a_page_of_ours(client: Client) -> None:
    for path in ("/nothing/", "/consultations/99999/", "/consultations/99999/clauses/1/", "/municipalities/XX/"):
        answer = client.get(path, **ENGLISH)
        assert answer.status_code == 404
        assert "There is nothing at this address" in answer.content.decode()


def test_pages_are_not_shared_between_people_or_languages(client: Client) -> None:
    found = make.consultation()
    answer = client.get(f"/consultations/{found.pk}/")
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in answer["Vary"].split(",")}
    assert "private" in answer["Cache-Control"]
