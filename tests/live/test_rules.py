"""Who may listen, what a client may say, how an event is written, and the polling door."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client, RequestFactory, override_settings
from rest_framework.test import APIClient, APIRequestFactory

from participation.live import actions, policies
from participation.live.api import LiveView
from participation.live.doors import Knock
from participation.live.rendering import as_dict, dumps, representation
from participation.live.requests import Malformed, Place, parse
from participation.live.selectors import Entry


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "_rules", dict(policies._rules))
    policies.register("open", lambda user_id, stream: True)
    policies.register("odd", lambda user_id, stream: bool(user_id and user_id % 2))


def test_a_stream_without_a_rule_is_heard_by_nobody() -> None:
    assert not policies.may_listen(1, "secret.1")
    assert not policies.may_listen(1, "live.control")


@pytest.mark.parametrize(
    "name",
    [
        "open",
        "open.",
        "Open.1",
        "open.1 ",
        "open.1\n",
        "open.é",
        "open." + "x" * 200,
        ".1",
        "open.01",
        "open.0009",
        "open.00",
    ],
)
def test_a_strange_name_is_heard_by_nobody(name: str) -> None:
    assert not policies.may_listen(1, name)


def test_a_person_hears_only_their_own_stream() -> None:
    assert policies.may_listen(5, "user.5")
    assert not policies.may_listen(5, "user.55")
    assert not policies.may_listen(None, "user.5")
    assert not policies.may_listen(None, "user.None")


@pytest.mark.django_db
def test_every_kind_of_stream_is_known_by_one_name_alone() -> None:
    """Otherwise two screens of one topic would neither hear the same nor see each other."""
    kinds = set(policies._rules) - {"open", "odd"}
    assert {"topic", "forum", "session", "consultation", "poll", "project", "user"} <= kinds
    for prefix in kinds:
        policies.register(prefix, lambda user_id, stream: True, presence=policies.Presence.NAMES)
        assert policies.may_listen(7, f"{prefix}.7"), "the control"
        for name in ("07", "0007", "00"):
            assert not policies.may_listen(7, f"{prefix}.{name}")
            assert policies.presence_on(f"{prefix}.{name}") is policies.Presence.NONE
    assert APIClient().get("/api/v1/live/?stream=topic.0007").status_code == 404


def test_who_may_listen() -> None:
    assert policies.who_may_listen("open.1", [None, 1, 2]) == {None, 1, 2}
    assert policies.who_may_listen("odd.1", [None, 1, 2, 3]) == {1, 3}


def test_who_is_here_is_told_by_name_on_topics_and_sessions_alone() -> None:
    told = {prefix: kind.presence.name for prefix, kind in policies._rules.items() if kind.presence}
    assert told == {"topic": "NAMES", "session": "NAMES", "consultation": "COUNTS", "project": "COUNTS"}
    assert policies.presence_on("user.1") is policies.Presence.NONE
    assert policies.presence_on("topic.1 ") is policies.Presence.NONE
    assert not policies.may_write(1, "consultation.1")  # nobody is told to be writing there


def test_what_a_client_may_say() -> None:
    said = parse('{"subscribe": {"a.1": 5, "a.2": null, "a.3": {"seq": 2, "epoch": "ab"}}, "unsubscribe": ["b.1"]}')
    assert said.subscribe == {"a.1": Place(5), "a.2": Place(), "a.3": Place(2, "ab")}
    assert said.unsubscribe == ["b.1"]
    assert said.writing is None
    assert parse('{"writing": "topic.1"}').writing == "topic.1"
    assert parse('{"writing": ""}').writing == ""


@pytest.mark.parametrize(
    "text",
    [None, "", "[]", "1", "{", '{"publish": 1}', '{"subscribe": []}', '{"subscribe": {"a.1": "5"}}',
     '{"subscribe": {"a.1": -1}}', '{"subscribe": {"a.1": true}}', '{"subscribe": {"a.1": 1.5}}',
     '{"subscribe": {"a.1": {"seq": [], "epoch": ""}}}', '{"subscribe": {"a.1": {"seq": 1, "epoch": 5}}}',
     '{"writing": 1}', '{"writing": {}}', '{"writing": false}',
     '{"subscribe": {"": 1}}', '{"unsubscribe": "a.1"}', '{"unsubscribe": [1]}', '{"token": 1}', '{"ping": {}}',
     "[" * 4000, '{"subscribe": {"a.1": 99999999999999999999999}}'],
)  # fmt: skip
def test_everything_else_is_malformed(text: str | None) -> None:
    with pytest.raises(Malformed):
        parse(text)


def knock(host: str = "testserver", **headers: str) -> Knock:
    raw = [(name.encode(), value.encode()) for name, value in {"host": host, **headers}.items()]
    return Knock.from_scope({"headers": raw})


@override_settings(ALLOWED_HOSTS=["testserver"], SESSION_COOKIE_NAME="sid")
def test_only_pages_of_this_site_and_programs_without_a_session_enter() -> None:
    assert knock(origin="http://testserver").may_enter()
    assert knock(origin="http://testserver", cookie="sid=abc").may_enter()
    assert knock().may_enter()
    assert knock(cookie="other=1").may_enter()
    assert not knock(cookie="sid=abc").may_enter()
    assert not knock(origin="null", cookie="sid=abc").may_enter()
    assert not knock(origin="http://evil.example").may_enter()
    assert not knock(origin="http://testserver.evil.example").may_enter()
    assert not knock(origin="http://testserver:8443").may_enter()
    assert not knock(host="evil.example", origin="http://evil.example").may_enter()
    assert not knock(origin="http://[").may_enter()  # neither can be read
    assert not knock(host="[", origin="http://testserver").may_enter()
    with override_settings(SESSION_COOKIE_SECURE=True):
        assert not knock(origin="http://testserver").may_enter()
        assert knock(origin="https://testserver").may_enter()


def test_an_event_is_written_with_its_fragment_in_the_language_asked_for(settings: Any) -> None:
    settings.LIVE_RENDERER = "tests.live.test_rules.shout"
    entry = Entry(4, "said", "", {"word": "да"})
    assert "html" not in as_dict("open.1", "e", entry, "")
    assert as_dict("open.1", "e", entry, "it")["html"] == "it:да"
    assert as_dict("open.1", "e", Entry(5, "breaks", "", {}), "it") == {
        "stream": "open.1", "epoch": "e", "seq": 5, "kind": "breaks", "data": {},
    }  # fmt: skip
    assert representation("html", "xx") == settings.LANGUAGE_CODE
    assert representation("html", "fr") == "fr"
    assert representation("", "fr") == ""


def shout(stream: str, kind: str, data: Any, language: str) -> str | None:
    """A renderer for the test above."""
    return f"{language}:{data['word']}"


def test_half_a_surrogate_pair_does_not_break_a_frame() -> None:
    assert json.loads(dumps({"a": "\ud83d да"}).encode()) == {"a": "\ud83d да"}


def ask(**query: Any) -> Any:
    from django.contrib.auth.models import AnonymousUser

    request = APIRequestFactory().get("/api/v1/live/", query)
    request.user = AnonymousUser()
    return LiveView.as_view(throttle_classes=[])(request)


@pytest.mark.django_db
def test_polling_gives_what_the_socket_would() -> None:
    for n in range(3):
        actions.publish(stream="open.1", kind="said", data={"n": n})
    answer = ask(stream="open.1", since=1).data
    assert [event["seq"] for event in answer["events"]] == [2, 3]
    assert answer["seq"] == 3
    assert answer["resync"] is False
    assert ask(stream="open.1", since=3, epoch="other").data["resync"] is True
    assert ask(stream="open.1").data["events"] == []


@pytest.mark.django_db
def test_polling_has_the_same_rights_and_refuses_nonsense() -> None:
    assert ask(stream="odd.1").status_code == 404
    assert ask(stream="user.1").status_code == 404
    assert ask().status_code == 400
    assert ask(stream="open.1", since="x").status_code == 400
    assert ask(stream="open.1", since=-1).status_code == 400


@pytest.mark.django_db
def test_signing_out_ends_the_sessions_sockets(client: Client) -> None:
    from django.contrib.auth import get_user_model, logout

    from participation.live.models import Event

    user = get_user_model().objects.create(email="a@megdan.example", display_name="A")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = RequestFactory().get("/")
    request.session, request.user = client.session, user
    key = client.session.session_key
    logout(request)
    said = Event.objects.get(stream__name="live.control", kind="revoke")
    assert said.data["session"] == actions.session_digest(str(key))
    assert str(key) not in str(said.data)
