"""Who speaks for an organisation, through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.organisations.models import Organisation
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db


@pytest.fixture
def ngo() -> Organisation:
    return make.organisation(make.place())


def test_somebody_is_invited_accepts_and_is_removed(ngo: Organisation) -> None:
    path, ivelina, guest = f"/api/v1/organisations/{ngo.pk}/", make.representative(ngo), make.person("Гост")
    ask, asked = client(ivelina), client(guest)
    assert ask.post(f"{path}representatives/", {"email": guest.email, "post": "член"}).status_code == 204
    assert ask.post(f"{path}representatives/", {"email": "nobody@megdan.example"}).status_code == 204
    assert [one["id"] for one in asked.get("/api/v1/me/").body["invitations"]] == [ngo.pk]
    assert asked.get(f"{path}representatives/").status_code == 403
    assert asked.post(f"{path}answer_invitation/", {}).status_code == 400
    assert asked.post(f"{path}answer_invitation/", {"accept": True}).status_code == 204
    me = asked.get("/api/v1/me/").body
    assert ([one["id"] for one in me["organisations"]], me["invitations"]) == ([ngo.pk], [])
    people = asked.get(f"{path}representatives/").body
    assert [(one["name"], one["post"]) for one in people] == [("Ивелина Маринова", ""), ("Гост", "член")]
    assert ask.delete(f"{path}representatives/{guest.pk}/").status_code == 204
    assert ask.delete(f"{path}representatives/{guest.pk}/").status_code == 404
    last = ask.delete(f"{path}representatives/{ivelina.pk}/")
    assert (last.status_code, last.body["code"]) == (400, "bad_input")


def test_an_invitation_is_declined(ngo: Organisation) -> None:
    guest = make.person()
    ask, path = client(guest), f"/api/v1/organisations/{ngo.pk}/"
    client(make.representative(ngo)).post(f"{path}representatives/", {"email": guest.email})
    assert ask.post(f"{path}answer_invitation/", {"accept": False}).status_code == 204
    assert ask.get("/api/v1/me/").body["invitations"] == []
    assert ask.post(f"{path}answer_invitation/", {"accept": True}).status_code == 400


def test_officials_of_the_place_see_who_speaks_but_change_nothing(ngo: Organisation) -> None:
    person, path = make.representative(ngo), f"/api/v1/organisations/{ngo.pk}/representatives/"
    official = client(make.official(ngo.municipality))
    assert [one["user"] for one in official.get(path).body] == [person.pk]
    assert official.delete(f"{path}{person.pk}/").status_code == 403
    assert official.post(path, {"email": person.email}).status_code == 403


def test_the_suspended_manage_nothing(ngo: Organisation) -> None:
    until = timezone.now() + timedelta(days=1)
    ask, guest = client(make.representative(ngo, suspended_until=until)), make.person(suspended_until=until)
    path = f"/api/v1/organisations/{ngo.pk}/"
    assert ask.post(f"{path}representatives/", {"email": guest.email}).status_code == 403
    client(make.representative(ngo)).post(f"{path}representatives/", {"email": guest.email})
    assert client(guest).post(f"{path}answer_invitation/", {"accept": True}).status_code == 403
