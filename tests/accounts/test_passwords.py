"""What goes with an old password."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from participation.accounts.actions import exchange_password, make_token, revoke_token
from participation.accounts.actions.tokens import BadCredentials
from participation.accounts.models import User
from participation.accounts.selectors import find_token
from participation.live.models import Event
from participation.refusals import TooMany
from tests.support import factories as make

pytestmark = pytest.mark.django_db
GOOD = "площад-1905-дървета"


@pytest.fixture
def person() -> User:
    return make.person(email="stefka@megdan.example", language="en")


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def test_no_key_outlives_a_reset_password(visitor: Client, person: User) -> None:
    _row, key = make_token(user=person, name="x")
    _row, others = make_token(user=make.person(), name="y")
    visitor.post("/accounts/password/reset/", {"email": person.email})
    assert find_token(key) is not None, "asking for a link changes nothing"
    link = re.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert link
    page = visitor.get(link[0], follow=True)
    assert "tokens for the API stop working" in page.content.decode()
    visitor.post(page.request["PATH_INFO"], {"password1": GOOD, "password2": GOOD})
    person.refresh_from_db()
    assert person.check_password(GOOD)
    assert find_token(key) is None
    assert find_token(others) is not None


@pytest.mark.parametrize("ticked", [True, False])
def test_who_changes_the_password_is_asked_about_keys(visitor: Client, person: User, ticked: bool) -> None:
    visitor.force_login(person)
    address = "/accounts/password/change/"
    assert "revoke_tokens" not in visitor.get(address).content.decode(), "there are none"
    _row, key = make_token(user=person, name="x")
    assert "Revoke my tokens for the API as well" in visitor.get(address).content.decode()
    typed = {"oldpassword": make.PASSWORD, "password1": GOOD, "password2": GOOD}
    visitor.post(address, {**typed, "revoke_tokens": "on"} if ticked else typed)
    person.refresh_from_db()
    assert person.check_password(GOOD)
    assert (find_token(key) is None) is ticked


def test_a_password_set_by_an_administrator_takes_keys_with_it(visitor: Client, person: User) -> None:
    visitor.force_login(make.person(is_staff=True, is_superuser=True))
    _row, key = make_token(user=person, name="x")
    typed = {"usable_password": "true", "password1": GOOD, "password2": GOOD}
    answer = visitor.post(f"/admin/accounts/user/{person.pk}/password/", typed)
    assert answer.status_code == 302
    assert find_token(key) is None


def test_sockets_opened_with_a_revoked_key_are_asked_again(person: User) -> None:
    row, _key = make_token(user=person, name="x")
    before = Event.objects.filter(kind="revoke").count()
    assert revoke_token(user=person, token_id=row.pk)
    assert Event.objects.filter(kind="revoke").count() == before + 1


def test_attempts_at_the_same_time_are_no_more_than_their_number(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one password is being looked at, others arrive: each was counted before."""
    looked_at = []

    def look(self: User, password: str) -> bool:
        looked_at.append(password)
        if len(looked_at) < 12:
            with pytest.raises((BadCredentials, TooMany)):
                exchange_password(email=person.email, password="wrong", name="x", address="10.0.0.1")
        return False

    monkeypatch.setattr(User, "check_password", look)
    with pytest.raises(BadCredentials):
        exchange_password(email=person.email, password="wrong", name="x", address="10.0.0.1")
    assert len(looked_at) == 5
