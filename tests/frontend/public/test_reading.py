"""The read page, lists and the front page: what they show, for how many queries, to whom."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.actions import add_post
from participation.voting.actions import cast_ballot, seal_window
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make

pytestmark = pytest.mark.django_db
KAVARNA = ZoneInfo("Europe/Sofia")
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
    assert "До края на 2027 г." in page.replace('<span class="nowrap">', "").replace("</span>", "")
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
    # one for the titles of what is told, one for the public forums that come, one for the projects
    assert queries_of(client, path) == once <= 13


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
    assert "/clauses/" not in page.split('class="chips"')[-1], "a vote is not an act of its own there"
    votes = client.get(f"/consultations/{found.pk}/history/?show=ballots", **ENGLISH).content.decode()
    listed = votes.split('<ol class="list-line record">')[1].split("</ol>")[0]
    assert "1 vote" in listed
    assert re.findall(r'datetime="([^"]*)"', listed) == [f"{timezone.localdate(timezone=KAVARNA)}"], "a day, no moment"
    assert not any(words in listed for words in ("Тайна", "oppose", "citizen", "Citizen"))


def test_kinds_of_participants_are_told_apart_after_the_closing_and_never_those_of_few_people(client: Client) -> None:
    found = make.consultation()
    first, second = make.clauses(found)
    speakers = []
    for number in range(6):
        ngo = make.organisation(found.municipality, f"Сдружение {number}")
        speakers.append((make.representative(ngo), ngo.pk))
    for _ in range(6):
        cast_ballot(voter=make.person(), question_id=first.question_id, choice="support")
        cast_ballot(voter=make.person(), question_id=second.question_id, choice="support")
    for voter, ngo_id in speakers:
        cast_ballot(voter=voter, question_id=first.question_id, choice="oppose", organisation_id=ngo_id)
    for voter, ngo_id in speakers[:1]:
        cast_ballot(voter=voter, question_id=second.question_id, choice="oppose", organisation_id=ngo_id)

    def pages() -> list[str]:
        at = f"/consultations/{found.pk}/"
        addresses = (f"{at}clauses/{first.pk}/", f"{at}clauses/{second.pk}/", f"{at}results/")
        return [client.get(address, **ENGLISH).content.decode() for address in addresses]

    assert not any("NGOs" in page for page in pages()), "while it lasts a change would tell who made it"
    make.close(found)
    assert seal_window(found.window_id)
    many, one, results = pages()
    assert "NGOs" in many
    assert "NGOs" not in one
    rows = re.findall(r"<span>([^<]+)</span>.*?<span class=\"n\">(\d+)</span>", results.split('class="groups"')[1])
    assert rows[:4] == [("All", "19"), ("Citizens", "6"), ("NGOs", "6"), ("Not told apart", "7")]


def test_a_place_becomes_the_readers_when_they_say_so(client: Client) -> None:
    make.place(accent="#ffdd00")
    page = client.get("/municipalities/DOB17/", **ENGLISH).content.decode()
    assert "This is my municipality" in page and "megdan_place" not in client.cookies
    assert "Kavarna" not in client.get("/accounts/login/", **ENGLISH).content.decode()
    assert client.get("/municipalities/DOB17/choose/").status_code == 405
    assert client.post("/municipalities/DOB17/choose/")["Location"] == "/municipalities/DOB17/"
    assert client.cookies["megdan_place"].value == "DOB17"
    assert "This is your municipality." in client.get("/municipalities/DOB17/", **ENGLISH).content.decode()
    assert "Kavarna" in client.get("/accounts/login/", **ENGLISH).content.decode()
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


def test_the_contents_list_every_article_at_one_level(client: Client) -> None:
    def node(kind: str, label: str, body: str = "", heading: str = "", children: Any = ()) -> dict[str, Any]:
        return {"key": label, "kind": kind, "label": label, "heading": heading, "body": body, "children": [*children]}

    parts = [node("paragraph", "(1)", "Урежда се."), node("paragraph", "(2)", "Важи.")]
    articles = [node("article", "Чл. 1.", children=parts), node("article", "Чл. 2.", "Целта е една.")]
    chapter = node("chapter", "Глава първа", heading="Общи положения", children=articles)
    found = make.consultation(tree=[chapter, node("article", "Чл. 3.", "Влиза в сила.")])
    page = client.get(f"/consultations/{found.pk}/", **ENGLISH).content.decode()
    contents = page[page.index('class="outline-list"') :].split("</ol>")[0]
    assert re.findall(r"<span>([^<]*)</span>", contents) == ["Глава първа. Общи положения", "Чл. 1", "Чл. 2", "Чл. 3"]
    assert '<span class="part-label">Глава първа</span> Общи положения' in page
    assert "чл. 1, ал. 2" in page
