"""No socket keeps a person who has gone: every way to go tells the sockets; what is sent afterwards is nobody's."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from participation.accounts.actions import make_token
from participation.accounts.models import User
from participation.live.actions import session_digest
from participation.live.models import Event
from participation.live.selectors import CONTROL
from tests.live.conftest import Place, close_code, hear, hear_until, say
from tests.live.test_seen import enter, until
from tests.support import factories as make

timed = pytest.mark.alone  # milliseconds are measured


def person(place: Place, name: str, **fields: Any) -> dict[str, Any]:
    email = f"{secrets.token_hex(4)}@megdan.example"
    made: dict[str, Any] = place.order("person", email=email, display_name=name, is_seen=True, **fields)
    return made


def people_on(socket: ClientConnection, seconds: float) -> list[str]:
    """Everybody who was told to be here or to be writing within so much time."""
    names, end = set(), time.monotonic() + seconds
    with contextlib.suppress(TimeoutError):
        while True:
            said = hear(socket, max(0.01, end - time.monotonic()))
            if said.get("kind") == "presence":
                names |= {one["name"] for one in (*said["data"]["people"], *said["data"]["writing"])}
    return sorted(names)


@timed
def test_whoever_signs_out_while_writing_is_neither_here_nor_writing_and_cannot_come_back(place: Place) -> None:
    stream, maria = place.stream("crowd"), person(place, "Мария")
    private = f"user.{maria['id']}"
    with place.connect() as anybody, place.connect(session=maria["session"]) as leaving:
        enter(anybody, stream)
        enter(leaving, stream)
        say(leaving, subscribe={private: None})
        assert hear_until(leaving, "subscribed")[-1]["stream"] == private
        say(leaving, writing=stream)
        until(anybody, "writing", ["Мария"])
        time.sleep(1.0)  # at most one frame a second
        place.order("sign_out", session=maria["session"])
        assert until(anybody, "people", []) < 1.0
        with contextlib.suppress(ConnectionClosed):
            for _again in range(5):
                say(leaving, writing=stream)
        assert close_code(leaving, 1.0) == 4401
        with place.connect(session=maria["session"]) as back:  # the same cookie, as the browser's tab would bring it
            enter(back, stream)
            say(back, writing=stream, subscribe={private: None})
            assert hear_until(back, "denied")[-1]["stream"] == private
            assert people_on(anybody, 2.0) == []


@timed
def test_who_signs_in_next_in_the_same_browser_is_somebody_else(place: Place) -> None:
    stream, maria, ivan = place.stream("crowd"), person(place, "Мария"), person(place, "Иван")
    with place.connect() as anybody, place.connect(session=maria["session"]) as old:
        enter(anybody, stream)
        enter(old, stream)
        until(anybody, "people", ["Мария"])
        place.order("sign_out", session=maria["session"])
        with place.connect(session=ivan["session"]) as new:
            enter(new, stream)
            say(new, writing=stream, subscribe={f"user.{maria['id']}": None, f"user.{ivan['id']}": None})
            until(anybody, "writing", ["Иван"])
            assert close_code(old, 1.0) == 4401
            told = {one["stream"]: "denied" in one for one in hear_until(new, "denied") if "stream" in one}
            assert told[f"user.{maria['id']}"]


@timed
def test_a_token_given_to_a_socket_cannot_be_changed_for_another_persons(place: Place) -> None:
    first, second = person(place, "Първа"), person(place, "Втора")
    with place.connect(session=first["session"]) as one:
        say(one, token=second["token"])
        assert close_code(one) == 4400
    with place.connect() as one:
        say(one, token=first["token"], ping=1)
        hear_until(one, "pong")
        say(one, token=second["token"])
        assert close_code(one) == 4400


WAYS: dict[str, Callable[[Client, User], Any]] = {
    "signs out": lambda client, user: client.post("/accounts/logout/"),
    "signs out everywhere": lambda client, user: client.post("/profile/sign-out-everywhere/"),
    "changes the password": lambda client, user: client.post("/accounts/password/change/", PASSWORDS),
    "erases the account": lambda client, user: client.post(
        "/profile/erase/", {"password": make.PASSWORD, "sure": "on"}
    ),
    "takes a key back": lambda client, user: client.post(
        f"/profile/tokens/{make_token(user=user, name='свой')[0].pk}/revoke/"
    ),
    "signs out everywhere by the API": lambda client, user: client.post(
        "/api/v1/me/sign_out_everywhere/", headers={"authorization": f"Bearer {make_token(user=user, name='свой')[1]}"}
    ),
    "is switched off": lambda client, user: _administered(user, is_active=""),
    "hides from others": lambda client, user: client.post(
        "/profile/", {"display_name": user.display_name, "language": "bg", "is_seen": ""}
    ),
}


PASSWORDS = {"oldpassword": make.PASSWORD, "password1": "доста-дълга-дума-7", "password2": "доста-дълга-дума-7"}


def _administered(user: User, **change: str) -> Any:
    admin = Client()
    admin.force_login(make.person("Администратор", is_staff=True, is_superuser=True))
    right = {
        "email": user.email,
        "display_name": user.display_name,
        "language": "bg",
        "mail_answers": "on",
        "is_active": "on",
    }
    return admin.post(f"/admin/accounts/user/{user.pk}/change/", {**right, **change})


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_go_tells_the_sockets(way: str) -> None:
    """In the transaction that does it: the person's sockets, or those of the session."""
    user = make.person("Мария Тодорова", is_seen=True)
    client = Client()
    assert client.login(email=user.email, password=make.PASSWORD) or client.post(
        "/accounts/login/", {"login": user.email, "password": make.PASSWORD}
    )
    client.post("/accounts/reauthenticate/", {"password": make.PASSWORD})
    session = session_digest(str(client.session.session_key))
    before = Event.objects.filter(stream__name=CONTROL, kind="revoke").count()
    client.get("/profile/")
    assert Event.objects.filter(stream__name=CONTROL, kind="revoke").count() == before, (
        "the control: reading tells nobody"
    )
    answer = WAYS[way](client, user)
    assert answer.status_code in (200, 204, 302), answer.content.decode()[:500]
    told = list(Event.objects.filter(stream__name=CONTROL, kind="revoke").order_by("seq"))[before:]
    assert [one for one in told if one.data["user"] == user.pk or one.data["session"] == session]


@pytest.mark.django_db
def test_signing_in_over_somebody_else_does_not_leave_their_session_behind() -> None:
    """Whoever is signed in stays so until they sign out: the form does not change one person for another."""
    first, second, client = make.person("Първа"), make.person("Втора"), Client()
    client.post("/accounts/login/", {"login": first.email, "password": make.PASSWORD})
    assert client.session["_auth_user_id"] == str(first.pk)
    key = client.session.session_key
    client.post("/accounts/login/", {"login": second.email, "password": make.PASSWORD})
    assert (client.session["_auth_user_id"], client.session.session_key) == (str(first.pk), key)
