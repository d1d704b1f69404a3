"""No broadcast without an audience that was decided: each stream that anything is said on has a rule, the rule is that of
the page, what is said there to everybody names nobody who did not want it, and a right that ends is asked again at once.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from forums.actions import hide_topic, merge_topics
from gatherings.actions.hosting import call_turn
from gatherings.actions.taking_part import attend, raise_hand
from participation.accounts.models import User
from participation.live import policies
from participation.live.models import Event, Stream
from participation.live.policies import may_listen, may_write
from participation.live.selectors import CONTROL
from participation.notifications.models import Notification
from participation.organisations.actions import register_organisation
from participation.places.models import Role
from participation.polls.actions import vote_in_poll
from participation.record.worker import run_due
from proposals.actions.taking_part import suggest_wording
from tests.security.world import build
from tests.support import factories as make

pytestmark = pytest.mark.django_db
PUBLIC = {"consultation", "topic", "forum", "session", "poll", "project"}
ODD = ["", "0", "-1", "²", "9" * 60, "1.2", "1e3", "0x1", " 1", "1 ", "None", "1\n"]


def prefixes_in_the_code() -> set[str]:
    """The first words of every stream that the sources name, where the name is written out."""
    found = set()
    for room in ("participation", "forums", "gatherings", "proposals", "volunteers"):
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == "stream" and isinstance(node.value, ast.JoinedStr):
                    first = node.value.values[0]
                    found |= {str(first.value).partition(".")[0]} if isinstance(first, ast.Constant) else set()
    return found


def test_everything_that_is_said_is_said_to_a_decided_audience() -> None:
    build("open")
    said = {name.partition(".")[0] for name in Stream.objects.values_list("name", flat=True)} | prefixes_in_the_code()
    assert said >= {"consultation", "topic", "session", "poll", "user", "live"}
    assert said - {"live"} <= policies._rules.keys() == PUBLIC | {"user"}
    assert not any(may_listen(user_id, CONTROL) for user_id in (None, 1))


@pytest.mark.parametrize("odd", ODD)
def test_odd_numbers_are_heard_by_nobody(odd: str) -> None:
    person = make.person()
    for prefix in policies._rules:
        for user_id in (None, person.pk):
            assert not may_listen(user_id, f"{prefix}.{odd}"), prefix
            assert user_id is None or not may_write(user_id, f"{prefix}.{odd}")


def heard(people: Mapping[str, User | None], streams: Mapping[str, str]) -> dict[tuple[str, str], bool]:
    """Who may listen to what, by role and stream; the page of each stream answers alike."""
    found = {}
    for role, person in people.items():
        client = Client(raise_request_exception=False)
        if person is not None:
            client.force_login(person)
        for stream, page in streams.items():
            found[role, stream] = may_listen(person.pk if person else None, stream)
            assert found[role, stream] == (client.get(page).status_code == 200), (role, stream)
    return found


def test_a_stream_is_heard_by_those_who_may_read_its_page() -> None:
    """Before and after a topic is hidden or merged, of what is being prepared, and of one's own bell."""
    world = build("preparing")
    people, numbers = world.people, world.numbers
    topics = [make.topic(), make.topic()]
    streams = {
        f"consultation.{numbers['c']}": f"/consultations/{numbers['c']}/",
        f"poll.{numbers['poll']}": f"/polls/{numbers['poll']}/",
        f"poll.{numbers['poll_prepared']}": f"/polls/{numbers['poll_prepared']}/",
        f"session.{numbers['s']}": f"/sessions/{numbers['s']}/",
        f"forum.{numbers['forum']}": f"/forums/{numbers['forum']}/",
        f"project.{numbers['pr']}": f"/projects/{numbers['pr']}/",
        f"project.{numbers['pr_draft']}": f"/projects/{numbers['pr_draft']}/",
        f"project.{numbers['pr_sent']}": f"/projects/{numbers['pr_sent']}/",
        f"project.{numbers['pr_hidden']}": f"/projects/{numbers['pr_hidden']}/",
        **{f"topic.{topic.pk}": f"/topics/{topic.pk}/" for topic in topics},
    }

    before = heard(people, streams)
    prepared = (f"consultation.{numbers['c']}", f"poll.{numbers['poll_prepared']}")
    assert {role for role, stream in before if before[role, stream] and stream == prepared[0]} == {"official"}
    assert not any(before[role, stream] for role in ("anonymous", "citizen", "representative") for stream in prepared)
    assert before["anonymous", f"topic.{topics[0].pk}"], "the control"
    hide_topic(topic_id=topics[0].pk)
    merge_topics(by=people["official"], topic_id=topics[1].pk, into_id=numbers["topic"])
    for topic in topics:
        assert not any(may_listen(person.pk if person else None, f"topic.{topic.pk}") for person in people.values())
    bells = {
        role: [one for one in people if people[one] and may_listen(people[one].pk, f"user.{person.pk}")]  # type: ignore[union-attr]  # just asked
        for role, person in people.items()
        if person
    }
    assert bells == {role: [role] for role in bells}


def test_what_everybody_hears_names_nobody_who_did_not_want_it() -> None:
    """Speakers without their name, who was there, how somebody voted, addresses of mail: in no event of a public stream."""
    world = build("open")
    shy, present, voter = (make.person(f"{name} Незримова") for name in ("Скрита", "Присъстваща", "Гласувала"))
    session, official = world.numbers["s"], world.people["official"]
    raise_hand(person=shy, session_id=session, named=False)
    attend(person=present, session_id=session, where="hall")
    vote_in_poll(voter=voter, poll_id=world.numbers["poll"], marks={"no": 1})
    assert official
    call_turn(host=official, session_id=session)
    told = [
        str(event.data)
        for event in Event.objects.exclude(stream__name__startswith="user.").exclude(stream__name=CONTROL)
    ]
    assert any("Стефка Петрова" in one for one in told), "the control: who speaks in public is named"
    assert not [one for one in told if "Незримова" in one]
    emails = [one for one in User.objects.values_list("email", flat=True) if one]
    assert not [one for one in told if any(email in one for email in emails)]
    for person in (shy, present, voter):
        assert not [one for one in told if f"'person': {person.pk}" in one or f"'author': {{'id': {person.pk}," in one]


DOORS = {
    "moderator": [
        "/moderation/",
        "/moderation/cases/suggestion.{wish}/",
        "/moderation/appeals/{appeal}/",
        "/moderation/seconds/{second}/",
        "/forums/{forum}/settings/",
        "/api/v1/cases/",
        "/api/v1/cases/suggestion.{wish}/",
        "/sessions/{s}/host/",
        "/municipalities/{place}/rules/write/",
    ],
    "official": [
        "/work/{c}/comments/",
        "/sessions/{s}/host/",
        "/sessions/{over}/minutes/edit/",
        "/polls/{poll_prepared}/",
        "/forums/{forum}/settings/",
        "/api/v1/sessions/{s}/hosts/",
        "/api/v1/sessions/{over}/minutes/draft/",
    ],
}


@pytest.mark.parametrize("kind", DOORS)
def test_whoever_loses_a_role_finds_no_door_open_and_is_told_nothing_of_it(kind: str) -> None:
    """Queue, appeals, desk, console with the list of hands, drafts; and the bell of what comes in afterwards."""
    world, place = build("open"), make.place()
    hold = make.moderator if kind == "moderator" else make.official
    former, kept = (hold(place, name) for name in ("Бивша Служителка", "Настояща Служителка"))
    clients = {person: Client(raise_request_exception=False) for person in (former, kept)}
    for person, client in clients.items():
        client.force_login(person)
    doors = [door.format(**world.numbers) for door in DOORS[kind]]
    assert [door for one in clients.values() for door in doors if one.get(door).status_code != 200] == [], "the control"
    Role.objects.filter(user=former).delete()
    assert {clients[former].get(door).status_code for door in doors} <= {302, 403, 404}
    assert {clients[kept].get(door).status_code for door in doors} == {200}
    if kind == "moderator":
        counts = [clients[person].get("/api/v1/decisions/").json()["count"] for person in (former, kept)]
        assert counts[0] == 0 < counts[1]
        return
    register_organisation(user=make.person(), name="Ново сдружение", kind="ngo", municipality_id=place.pk)
    suggest_wording(author=make.person(), clause_id=world.numbers["clause2"], text="Съвсем друго", reason="Защото")
    while run_due():
        pass
    told = {person: {one.kind for one in Notification.objects.filter(user=person)} for person in (former, kept)}
    assert {"organisation.registered", "desk.came_in"} <= told[kept]
    assert not told[former]


@pytest.mark.parametrize("how", ["one", "several", "another", "kind"])
def test_an_administrator_who_takes_a_role_away_ends_what_is_open_by_it(client: Client, how: str) -> None:
    """Not only with the next sweep: sockets of that person are asked again at once."""
    person, other = make.official(make.place()), make.person("Друг Служител")
    client.force_login(make.person("Администратор", is_staff=True, is_superuser=True))
    role = Role.objects.get(user=person)

    def asked_again() -> list[Any]:
        told = Event.objects.filter(stream__name=CONTROL, kind="revoke").order_by("seq")
        return [event.data["user"] for event in told]

    before = asked_again()
    base, right = (
        f"/admin/places/role/{role.pk}",
        {"user": person.pk, "municipality": role.municipality_id, "kind": role.kind, "post": ""},
    )
    if how == "one":
        client.post(f"{base}/delete/", {"post": "yes"})
    elif how == "several":
        client.post("/admin/places/role/", {"action": "delete_selected", "_selected_action": [role.pk], "post": "yes"})
    else:
        change: dict[str, Any] = {"user": other.pk} if how == "another" else {"kind": "moderator"}
        client.post(f"{base}/change/", {**right, **change})
    gone = not Role.objects.filter(pk=role.pk, user=person, kind="official").exists()
    assert gone, "it was done"
    assert person.pk in asked_again()[len(before) :]
    assert how != "another" or other.pk in asked_again()[len(before) :]
