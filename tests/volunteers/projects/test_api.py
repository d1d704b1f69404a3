"""A project through the API alone, every answer held against the schema."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.pictures.actions import keep_picture
from tests.support import factories as make
from tests.support import pictures
from tests.support import projects as made
from tests.support.api import Client, client

pytestmark = pytest.mark.django_db
BASE = "/api/v1/projects/"


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def plan(**fields: Any) -> dict[str, Any]:
    said = made.plan(municipality="DOB17", **fields)
    return {**said, "starts_on": said["starts_on"].isoformat(), "ends_on": said["ends_on"].isoformat()}


def opened(team: Client, official: Client) -> tuple[str, Any]:
    """From an idea to an open project, as programs make it."""
    bare = ok(team.post(BASE, {"municipality": "DOB17", "title": "Пейки", "client_key": "k"}), 201)
    assert ok(team.post(BASE, {"municipality": "DOB17", "title": "Пейки", "client_key": "k"}))["id"] == bare["id"]
    url = f"{BASE}{bare['id']}/"
    missing = team.post(f"{url}submit/")
    assert missing.status_code == 400
    assert set(missing.json()["fields"]) == {"summary", "description", "where", "starts_on", "ends_on", "goals"}
    whole = {name: value for name, value in plan().items() if name != "municipality"}
    changed = ok(team.patch(url, {**whole, "seen": 1}))
    assert (changed["version"], changed["goals"][0]["target"], changed["needs"][0]["missing"]) == (2, "20.00", 3)
    assert team.patch(url, {"seen": 1, "title": "Стар"}).json()["code"] == "stale"
    assert ok(team.post(f"{url}submit/"))["state"] == "submitted"
    assert team.get(url).json()["standing"]["may_change"] is False
    texts = ok(official.get("/api/v1/project-criteria/?municipality=DOB17"))["texts"]
    items = [{"text": text, "met": True, "note": "Да"} for text in texts]
    returned = ok(
        official.post(f"{url}checks/", {"outcome": "returned", "reason": "Коя алея?", "items": items, "seen": 2}), 201
    )
    assert returned["items"][0]["note"] == "Да"
    assert ok(team.get(url))["check"]["reason"] == "Коя алея?"
    ok(team.patch(url, {"where": "Алеята до фара"}))
    ok(team.post(f"{url}submit/"))
    ok(official.post(f"{url}checks/", {"outcome": "opened", "items": items}), 201)
    return url, ok(team.get(url))


def test_from_an_idea_to_a_report() -> None:
    place = make.place()
    person = make.person("Стефка")
    team, official, maria, nobody = client(person), client(make.official(place)), client(make.person()), client()
    url, project = opened(team, official)
    assert [one["outcome"] for one in ok(nobody.get(f"{url}checks/"))] == ["opened"]
    assert [one["outcome"] for one in ok(team.get(f"{url}checks/"))] == ["opened", "returned"]
    need = project["needs"][0]["id"]
    offer = ok(maria.post(f"{url}needs/{need}/offers/", {"quantity": 2, "words": "В събота"}), 201)
    assert ok(maria.post(f"{url}needs/{need}/offers/", {"quantity": 2}))["id"] == offer["id"]
    assert maria.post(f"{url}needs/{need}/offers/", {"quantity": 0}).status_code == 400
    assert ok(maria.get(url))["needs"][0]["own"]["words"] == "В събота"
    assert ok(nobody.get(url))["needs"][0]["own"] is None
    assert [one["id"] for one in ok(team.get(f"{url}offers/"))] == [offer["id"]]
    assert ok(maria.get(f"{BASE}my_offers/"))["results"][0]["project"] == project["id"]
    answered = ok(team.post(f"{url}offers/{offer['id']}/answer/", {"accept": True, "answer": "Чудесно"}))
    assert (answered["state"], answered["answer"]) == ("accepted", "Чудесно")
    assert ok(team.post(f"{url}offers/{offer['id']}/brought/", {}))["state"] == "brought"
    question = ok(maria.post(f"{url}questions/", {"body": "Кога?"}), 201)
    ok(team.post(f"{url}questions/", {"body": "В събота.", "parent": question["id"]}), 201)
    assert [(one["leads"], one["parent"]) for one in ok(nobody.get(f"{url}questions/"))] == [
        (False, None),
        (True, question["id"]),
    ]
    assert ok(maria.patch(f"{url}questions/{question['id']}/", {"body": "Кога точно?"}))["body"] == "Кога точно?"
    ok(maria.delete(f"{url}questions/{question['id']}/"), 204)
    picture = keep_picture(owner=person, file=pictures.upload(), description="Дъски")
    update = ok(team.post(f"{url}updates/", {"title": "Тук са", "text": "Да", "pictures": [picture.pk]}), 201)
    assert ok(team.patch(f"{url}updates/{update['id']}/", {"title": "Всички са тук"}))["edited_at"]
    assert [one["title"] for one in ok(nobody.get(f"{url}updates/"))] == ["Всички са тук"]
    ok(team.delete(f"{url}updates/{update['id']}/"), 204)
    assert ok(team.post(f"{url}begin/"))["state"] == "under_way"
    goal = project["goals"][0]["id"]
    report = {"text": "Готово", "thanks": "На Мария", "actuals": [{"goal": goal, "actual": "18"}]}
    twice = team.post(f"{url}report/", {**report, "actuals": report["actuals"] * 2})
    assert list(twice.json()["fields"]) == ["actuals"]
    done = ok(team.post(f"{url}report/", report), 201)
    assert (done["state"], done["goals"][0]["actual"], done["report"]["thanks"]) == ("finished", "18.00", "На Мария")
    ok(team.patch(f"{url}report/", {**report, "text": "Готово всичко"}))
    assert ok(nobody.get(f"{url}report/"))["corrected_at"]


def test_a_project_is_ended_and_a_draft_thrown_away() -> None:
    project = made.project()
    official = client(make.official(project.municipality))
    ended = ok(official.post(f"{BASE}{project.pk}/end/", {"reason": "Опасно е"}))
    assert (ended["state"], ended["reason"]) == ("ended", "Опасно е")
    draft = made.draft()
    ok(client(draft.proposer).delete(f"{BASE}{draft.pk}/"), 204)
    sent = made.submitted()
    assert ok(client(sent.proposer).post(f"{BASE}{sent.pk}/withdraw/"))["state"] == "draft"


def test_who_leads_it() -> None:
    place = make.place()
    ngo = make.organisation(place)
    ivelina, colleague = make.representative(ngo), make.representative(ngo, "Колежка")
    team = client(ivelina)
    project = ok(team.post(BASE, plan(organisation=ngo.pk)), 201)
    url = f"{BASE}{project['id']}/coordinators/"
    assert project["organisation"]["name"] == ngo.name
    assert [one["name"] for one in ok(team.post(url, {"user": colleague.pk}), 201)] == ["Ивелина Маринова", "Колежка"]
    ok(team.post(url, {"user": colleague.pk}))
    assert len(ok(team.get(url))) == 2
    ok(team.delete(f"{url}{colleague.pk}/"), 204)
    assert team.delete(f"{url}{colleague.pk}/").status_code == 404


def test_lists_are_filtered_and_mistakes_are_named() -> None:
    what = make.consultation()
    official = make.official(what.municipality)
    project = made.project(what.municipality, official=official, consultation_id=what.pk)
    sent, nobody = made.submitted(what.municipality), client()

    def found(asking: Client, query: str) -> list[int]:
        return [row["id"] for row in ok(asking.get(f"{BASE}?{query}"))["results"]]

    assert found(nobody, "") == [project.pk]
    assert found(client(official), "state=submitted") == [sent.pk]
    assert found(client(sent.proposer), "own=true") == [sent.pk]
    assert found(nobody, f"consultation={what.pk}&municipality=dob17&search=пейки") == [project.pk]
    project.coordinators.all().delete()
    assert found(nobody, "own=true") == []
    assert found(nobody, "own=false") == [project.pk]
    assert found(nobody, "state=ended") == found(nobody, "is_remote=true") == []
    assert list(nobody.get(f"{BASE}?colour=red").json()["fields"]) == ["colour"]
    wrong = client(project.proposer).post(BASE, plan(consultation=10**15))
    assert list(wrong.json()["fields"]) == ["consultation"]
    assert nobody.get("/api/v1/project-criteria/").status_code == 400


def test_a_municipality_names_its_criteria() -> None:
    place = make.place()
    official, url = client(make.official(place)), "/api/v1/project-criteria/"
    assert not ok(official.get(f"{url}?municipality=DOB17"))["is_own"]
    named = ok(official.post(url, {"municipality": "DOB17", "texts": ["Полезен за всички"]}))
    assert (named["is_own"], named["texts"]) == (True, ["Полезен за всички"])


def test_the_list_asks_as_often_for_one_as_for_three(django_assert_num_queries: Any) -> None:
    official = make.official(make.place())
    made.project(official=official)
    nobody = client()
    ok(nobody.get(BASE))
    with CaptureQueriesContext(connection) as before:
        ok(nobody.get(BASE))
    for _n in range(2):
        made.project(official=official)
    with django_assert_num_queries(len(before)):
        assert len(ok(nobody.get(BASE))["results"]) == 3
