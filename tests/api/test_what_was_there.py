"""201 says that something was made, 200 that it was there; Location leads to where it can be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from participation.moderation.actions import decide, report_thing
from tests.security.api_matrix import API
from tests.security.rows import FILE, PICTURE, Row
from tests.security.test_api_bodies import OPEN, takes_a_body
from tests.security.test_matrix import Undo, clients_of, filled
from tests.security.world import ROLES, World, build
from tests.support import factories as make
from tests.support import pictures
from tests.support.api import client, operation, schema

pytestmark = pytest.mark.django_db
V1 = "/api/v1/"


def takes_a_key(row: Row) -> bool:
    known = operation(V1 + row.path.format_map(Ones()), row.method)
    if not takes_a_body(row):
        return False
    content = known["requestBody"]["content"].get("application/json")  # type: ignore[index]  # it takes a body
    name = content["schema"].get("$ref", "").rpartition("/")[2] if content else ""
    return "client_key" in schema()["components"]["schemas"].get(name, {}).get("properties", {})


class Ones(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1"


def twice(row: Row, world: World, asking: Any, body: dict[str, Any]) -> list[Any]:
    """The answers to a request sent twice, with everything undone afterwards."""
    cache.clear()
    answers: list[Any] = []
    try:
        with transaction.atomic():
            for _n in range(2):
                how = {"format": "multipart"} if {FILE, PICTURE} & set(map(str, body.values())) else {"format": "json"}
                answers.append(asking.post(V1 + filled(row.path, world.numbers), filled(body, world.numbers), **how))
            where = answers[0].get("Location")
            answers.append(asking.get(where).status_code if where else 200)
            raise Undo
    except Undo:
        return answers


def making() -> list[tuple[Row, str]]:
    """Rows of the matrix that somebody may send, with who."""
    rows = [row for row in API if row.method == "POST" and "." in row.letters(OPEN)]
    return [(row, ROLES[row.letters(OPEN).index(".")]) for row in rows]


def test_location_leads_to_what_answers() -> None:
    world = build("open")
    clients, lost, told, without = clients_of(world, V1), dict[str, Any](), 0, set[str]()
    for row, role in making():
        answer, _again, status = twice(row, world, clients[role], row.body)
        if answer.status_code == 201 and "Location" in answer:
            told += 1
            if status not in ((200, 401) if role == "anonymous" else (200,)):
                lost[row.path] = (answer["Location"], status)
        elif answer.status_code == 201:
            without.add(row.path)
    assert lost == {}
    assert told > 15
    assert "polls/{poll_orgs}/vote/" in without, "what has no address has none"


def test_what_cannot_be_read_has_no_location() -> None:
    made = client(make.person()).post(
        f"{V1}pictures/", {"file": pictures.upload(), "description": "Улица"}, format="multipart"
    )
    assert made.status_code == 201, made.content
    assert "Location" not in made


def test_the_same_key_again_is_200_everywhere() -> None:
    world = build("open")
    clients, wrong, tried = clients_of(world, V1), dict[str, Any](), 0
    for row, role in making():
        if takes_a_key(row):
            first, again, _status = twice(row, world, clients[role], {**row.body, "client_key": "k1"})
            tried += 1
            if (first.status_code, again.status_code) != (201, 200) or first.json()["id"] != again.json()["id"]:
                wrong[row.path] = (first.status_code, again.status_code, again.content[:200])
    assert wrong == {}
    assert tried >= 5


@pytest.mark.parametrize(
    "row", ["follows/", "forums/", "consultations/{c}/forum/", "sessions/{s}/hand/", "sessions/{s}/attendance/"]
)
def test_what_is_there_once_is_made_once(row: str) -> None:
    world = build("open")
    clients = clients_of(world, V1)
    ((found, role),) = [(one, role) for one, role in making() if one.path == row][:1]
    role = "representative" if row == "follows/" else role  # the citizen follows it already
    first, again, _status = twice(found, world, clients[role], found.body)
    assert (first.status_code, again.status_code) == (201, 200), again.content


def test_nothing_to_change_changes_nothing() -> None:
    """PATCH leaves what it does not name, as the schema says; {} leaves all."""
    world = build("open")
    clients, wrong, tried = clients_of(world, V1), dict[str, Any](), 0
    for row in (row for row in API if row.method == "PATCH" and "." in row.letters(OPEN)):
        asking, path = clients[ROLES[row.letters(OPEN).index(".")]], V1 + filled(row.path, world.numbers)
        before, answer, tried = asking.get(path).json(), asking.patch(path, {}, format="json"), tried + 1
        if answer.status_code != 200 or asking.get(path).json() != before:
            wrong[row.path] = (answer.status_code, answer.content[:300])
    assert wrong == {}
    assert tried >= 6
    for name, one in schema()["components"]["schemas"].items():
        assert not (name.startswith("Patched") and one.get("required")), name


def test_a_post_that_is_gone_is_its_tombstone() -> None:
    author, topic = make.person(), make.topic(make.forum())
    taken, hidden, said = make.posts(topic, 3, author)
    asking = client(author)
    assert asking.delete(f"{V1}posts/{taken.pk}/").status_code == 204
    report_thing(reporter=None, ref=f"post.{hidden.pk}", reason="insult")
    moderator = make.moderator(topic.forum.municipality)
    decide(moderator=moderator, ref=f"post.{hidden.pk}", outcome="hide", rule="insults", facts="а", reason="б")
    listed = {row["id"]: row for row in client().get(f"{V1}posts/?topic={topic.pk}").body["results"]}
    for one, gone in ((taken, "deleted"), (hidden, "hidden"), (said, "")):
        for reader in (asking, client(), client(moderator)):
            shown = reader.get(f"{V1}posts/{one.pk}/")
            assert (shown.status_code, shown.body["gone"]) == (200, gone)
            assert {**shown.body, "own_reaction": None} == listed[one.pk]
    assert asking.patch(f"{V1}posts/{taken.pk}/", {"body": "Пак"}).status_code == 404, "nothing is done to it"


def test_a_reading_token_can_give_itself_up_and_nothing_else() -> None:
    person = make.person()
    asking, other = client(person, may_write=False), client(person)
    ids = {row["may_write"]: row["id"] for row in other.get(f"{V1}tokens/").body["results"]}
    assert asking.delete(f"{V1}tokens/{ids[True]}/").status_code == 403
    assert asking.post(f"{V1}follows/", {"scope": "topic.1"}).status_code == 403
    assert asking.delete(f"{V1}tokens/{ids[False]}/").status_code == 204
    assert asking.get(f"{V1}me/").status_code == 401


def test_options_of_a_question_that_has_its_own_are_refused() -> None:
    place = make.place()
    asked = {
        "municipality": place.code,
        "title": "Да?",
        "kind": "yesno",
        "closes_at": (timezone.now() + timedelta(days=3)).isoformat(),
    }
    official = client(make.official(place))
    refused = official.post(f"{V1}polls/", {**asked, "options": ["може би"]})
    assert (refused.status_code, list(refused.body["fields"])) == (400, ["options"])
    assert official.post(f"{V1}polls/", {**asked, "options": []}).status_code == 201
