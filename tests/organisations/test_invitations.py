"""Asking by address: whoever asks learns nothing of accounts; whoever is asked has proved that the address is theirs."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.actions import erase_account
from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.models import Notification
from participation.notifications.organisations import let_go_of_old_invitations
from participation.organisations import actions
from participation.organisations.models import Invitation, Organisation, Representative
from participation.organisations.selectors import list_invitations_to, list_voices
from participation.record import worker
from participation.refusals import BadInput, NotAllowed
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN, UNCONFIRMED = "known@megdan.example", "nobody@megdan.example", "typed@megdan.example"


@pytest.fixture
def ngo() -> Organisation:
    return make.organisation(make.place())


@pytest.fixture
def asker(ngo: Organisation) -> User:
    return make.representative(ngo)


@pytest.fixture
def guest() -> User:
    return make.person("Тайна Гостенка", email=KNOWN)


def ask(asker: User, ngo: Organisation, email: str, **more: Any) -> None:
    actions.invite_representative(representative=asker, organisation_id=ngo.pk, email=email, **more)
    while worker.run_due():
        pass


def test_answers_and_lists_are_the_same_for_known_and_unknown_addresses(
    ngo: Organisation, asker: User, guest: User
) -> None:
    make.person("Непотвърдена", email=UNCONFIRMED, verified=False)
    via, path = client(asker), f"/api/v1/organisations/{ngo.pk}/"
    answers, work = set(), set()
    via.post(f"{path}representatives/", {"email": asker.email})  # the first request of a token notes that it was used
    Invitation.objects.all().delete()
    for email in (KNOWN, UNKNOWN, UNCONFIRMED):
        with CaptureQueriesContext(connection) as caught:
            answer = via.post(f"{path}representatives/", {"email": email.upper(), "post": "член"})
        answers.add((answer.status_code, answer.content))
        work.add(len(caught))
    while worker.run_due():
        pass
    assert answers == {(204, b"")}
    assert len(work) == 1, "and it takes the same"
    asked = via.get(f"{path}invitations/").body
    assert [sorted(row) for row in asked] == [["email", "id", "invited_at", "post"]] * 3
    assert [(row["email"], row["post"]) for row in asked] == [(one, "член") for one in (KNOWN, UNKNOWN, UNCONFIRMED)]
    assert [row["user"] for row in via.get(f"{path}representatives/").body] == [asker.pk]
    assert "Тайна" not in str(asked)


def test_the_page_shows_the_typed_address_and_nothing_of_an_account(
    ngo: Organisation, asker: User, guest: User
) -> None:
    browser = Client()
    browser.force_login(asker)
    said = set()
    for email in (KNOWN, UNKNOWN):
        answer = browser.post(f"/organisations/{ngo.pk}/invite/", {"email": email}, follow=True)
        said.add(" ".join(str(message) for message in answer.context["messages"]))
    page = browser.get(f"/organisations/{ngo.pk}/").content.decode()
    assert len(said) == 1
    assert KNOWN in page and UNKNOWN in page
    assert "Тайна" not in page
    public = Client().get(f"/organisations/{ngo.pk}/").content.decode()
    assert KNOWN not in public and UNKNOWN not in public


def test_the_one_with_the_confirmed_address_accepts_and_is_then_known(
    ngo: Organisation, asker: User, guest: User
) -> None:
    ask(asker, ngo, KNOWN, post="член")
    assert Notification.objects.get(user=guest).kind == "organisation.invited"
    assert list_voices(guest) == []
    actions.answer_invitation(user=guest, organisation_id=ngo.pk, accept=True)
    assert list_voices(guest) == [ngo]
    assert Representative.objects.get(user=guest).post == "член"
    assert not Invitation.objects.exists()
    with pytest.raises(BadInput):
        actions.answer_invitation(user=guest, organisation_id=ngo.pk, accept=True)


def test_an_unconfirmed_address_gets_nothing_until_it_is_confirmed(ngo: Organisation, asker: User) -> None:
    person = make.person("Непотвърдена", email=UNCONFIRMED, verified=False)
    person.emailaddress_set.create(email=UNCONFIRMED, primary=True, verified=False)
    ask(asker, ngo, UNCONFIRMED)
    assert not Notification.objects.exists()
    assert client(person).get("/api/v1/me/").body["invitations"] == []
    with pytest.raises(BadInput):
        actions.answer_invitation(user=person, organisation_id=ngo.pk, accept=True)
    person.emailaddress_set.update(verified=True)
    assert [one["id"] for one in client(person).get("/api/v1/me/").body["invitations"]] == [ngo.pk]
    actions.answer_invitation(user=person, organisation_id=ngo.pk, accept=True)
    assert list_voices(person) == [ngo]


def test_declining_looks_to_who_asked_as_if_nobody_had_the_address(ngo: Organisation, asker: User, guest: User) -> None:
    via, path = client(asker), f"/api/v1/organisations/{ngo.pk}/invitations/"
    ask(asker, ngo, KNOWN)
    before = via.get(path).body
    actions.answer_invitation(user=guest, organisation_id=ngo.pk, accept=False)
    assert via.get(path).body == before
    ask(asker, ngo, KNOWN)
    assert not list_invitations_to(guest).exists(), "asked again at once: not bothered again"
    assert Notification.objects.count() == 1


def test_only_a_vouched_for_organisation_asks(guest: User) -> None:
    waiting = make.organisation(make.place(), "Чакащо", state="pending")
    person = make.representative(waiting)
    path = f"/api/v1/organisations/{waiting.pk}/representatives/"
    for email in (KNOWN, UNKNOWN):
        assert client(person).post(path, {"email": email}).status_code == 403
    assert not Invitation.objects.exists()
    browser = Client()
    browser.force_login(person)
    assert "/invite/" not in browser.get(f"/organisations/{waiting.pk}/").content.decode()
    Organisation.objects.update(state="vouched")
    assert client(person).post(path, {"email": KNOWN}).status_code == 204
    assert "/invite/" in browser.get(f"/organisations/{waiting.pk}/").content.decode()
    Organisation.objects.update(state="refused")
    with pytest.raises(BadInput):
        actions.answer_invitation(user=guest, organisation_id=waiting.pk, accept=True)


def test_what_is_no_address_is_told_so(ngo: Organisation, asker: User) -> None:
    with pytest.raises(BadInput) as refusal:
        ask(asker, ngo, "няма")
    assert refusal.value.field == "email"


def test_an_invitation_is_withdrawn(ngo: Organisation, asker: User, guest: User) -> None:
    ask(asker, ngo, KNOWN)
    path = f"/api/v1/organisations/{ngo.pk}/invitations/"
    [row] = client(asker).get(path).body
    assert client(guest).get(path).status_code == 403
    assert client(guest).delete(f"{path}{row['id']}/").status_code == 403
    assert client(asker).delete(f"{path}{row['id']}/").status_code == 204
    assert client(asker).delete(f"{path}{row['id']}/").status_code == 404
    assert not list_invitations_to(guest).exists()
    other = make.organisation(ngo.municipality, "Друго")
    ask(make.representative(other), other, KNOWN)
    with pytest.raises(NotAllowed):
        actions.withdraw_invitation(
            representative=asker, organisation_id=other.pk, invitation_id=Invitation.objects.get().pk
        )
    browser = Client()
    browser.force_login(asker)
    ask(asker, ngo, UNKNOWN)
    own = Invitation.objects.get(email=UNKNOWN)
    browser.post(f"/organisations/{ngo.pk}/invitations/{own.pk}/remove/")
    assert [one.email for one in Invitation.objects.all()] == [KNOWN]


def test_addresses_are_not_kept_for_ever(ngo: Organisation, asker: User, guest: User) -> None:
    for email in (KNOWN, UNKNOWN):
        ask(asker, ngo, email)
    Invitation.objects.filter(email=UNKNOWN).update(invited_at=db_now() - timedelta(days=91))
    let_go_of_old_invitations()
    assert [one.email for one in Invitation.objects.all()] == [KNOWN]
    erase_account(user=guest)
    assert not Invitation.objects.exists()


def test_those_who_waited_before_wait_by_address(ngo: Organisation, asker: User, guest: User) -> None:
    """The rows of an installation from before; there the moment of accepting may be empty."""
    move = import_module("participation.organisations.migrations.0005_by_address").by_address

    class Waiting:
        """Representatives as they were: the guest's tie is not accepted."""

        def filter(self, **_kept: Any) -> Any:
            return Representative.objects.filter(user=guest)

    class Before:
        def get_model(self, app: str, name: str) -> Any:
            return type("Ties", (), {"objects": Waiting()}) if name == "Representative" else apps.get_model(app, name)

    Representative.objects.create(organisation=ngo, user=guest, post="член")
    move(Before(), None)
    assert [(one.email, one.post) for one in list_invitations_to(guest)] == [(KNOWN, "член")]
    assert [tie.user for tie in Representative.objects.all()] == [asker]
