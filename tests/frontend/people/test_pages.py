"""One's own pages: profile, contributions, tokens, leaving; and the demo's mailbox."""

from __future__ import annotations

import dataclasses
import re
import time
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import add_post
from frontend.people.letters import newest_letters
from participation.accounts.actions import make_token
from participation.accounts.models import ApiToken, User
from participation.accounts.selectors import find_token
from participation.notifications.actions import follow
from participation.notifications.mailing import send_waiting
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return make.person(language="en")


@pytest.fixture
def client(person: User) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(person)
    return made


@pytest.fixture
def fresh(person: User) -> Client:
    """Signed in by password, a moment ago."""
    made = Client(headers={"accept-language": "en"})
    answer = made.post("/accounts/login/", {"login": person.email, "password": make.PASSWORD})
    assert answer.status_code == 302
    return made


def test_the_profile_is_kept_and_the_site_speaks_the_language(client: Client, person: User) -> None:
    data = {"display_name": "Нова Петрова", "municipality": "VID09", "language": "it", "is_seen": "on"}
    answer = client.post("/profile/", data)
    assert answer["Location"] == "/profile/"
    person.refresh_from_db()
    assert (person.display_name, person.language, person.mail_answers) == ("Нова Петрова", "it", False)
    assert person.is_seen is True
    assert person.residency.municipality.code == "VID09"
    assert '<html lang="it"' in client.get("/profile/").content.decode()


@pytest.mark.parametrize("name", ["", "a@b.bg", "\u200b\u200b"])
def test_a_name_that_is_refused_is_said_in_place(client: Client, person: User, name: str) -> None:
    answer = client.post("/profile/", {"display_name": name, "language": "en", "municipality": "DOB17"})
    assert answer.status_code == 422
    assert 'id="id_display_name_error"' in answer.content.decode()
    assert "DOB17" in re.findall(r'value="(\w*)" selected', answer.content.decode())
    person.refresh_from_db()
    assert person.display_name == "Стефка Петрова"


def _lived(person: User, times: int) -> None:
    for _time in range(times):
        consultation = make.consultation()
        clause = make.clauses(consultation)[0]
        add_post(author=person, thread_id=clause.thread_id, body="Така е.")
        follow(user=person, scope=consultation.scope)
        make_token(user=person, name="x")


@pytest.mark.parametrize("address", ["/profile/", "/profile/contributions/", "/profile/tokens/"])
def test_the_number_of_queries_does_not_grow(client: Client, person: User, address: str) -> None:
    counts = []
    for more in (1, 2):
        _lived(person, more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_token_is_shown_once(fresh: Client, person: User) -> None:
    client = fresh
    page = client.post("/profile/tokens/", {"name": "Сводка", "may": "read", "days": "30"})
    key = re.search(r"mgd_[\w-]{40,}", page.content.decode())
    assert key
    found = find_token(key[0])
    assert found is not None
    assert not found.may_write
    assert page["Cache-Control"].count("no-store")
    again = client.get("/profile/tokens/").content.decode()
    assert key[0] not in again
    assert "Сводка" in again
    assert client.post(f"/profile/tokens/{found.pk}/revoke/").status_code == 302
    assert find_token(key[0]) is None


def test_nobody_revokes_anothers_token(client: Client) -> None:
    row, key = make_token(user=make.person(), name="x")
    assert client.post(f"/profile/tokens/{row.pk}/revoke/").status_code == 404
    assert find_token(key) is not None


def test_who_signed_in_a_while_ago_says_the_password_before_a_token_is_made(fresh: Client, person: User) -> None:
    wanted = {"name": "Сводка", "may": "read", "days": "30"}
    session = fresh.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    assert fresh.get("/profile/tokens/").status_code == 200
    answer = fresh.post("/profile/tokens/", wanted)
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()
    wrong = fresh.post(answer["Location"], {"password": "wrong"})
    assert wrong.status_code == 200
    assert not ApiToken.objects.exists()
    page = fresh.post(answer["Location"], {"password": make.PASSWORD})
    assert re.search(r"mgd_[\w-]{40,}", page.content.decode()), "what was typed was kept"
    assert ApiToken.objects.get().name == "Сводка"


def test_whose_account_it_is_learns_that_a_token_was_made(fresh: Client, person: User) -> None:
    person.mail_answers = False
    person.save()
    fresh.post("/profile/tokens/", {"name": "Сводка", "may": "read", "days": "30"})
    told = fresh.get("/notifications/").content.decode()
    assert "A token for the API was made in your account: “Сводка”." in told
    send_waiting()
    (letter,) = [letter for letter in mail.outbox if "token" in letter.subject]
    assert letter.to == [person.email]
    assert "If it was not you" in str(letter.body)
    assert "/profile/tokens/" in str(letter.body)


def test_a_token_without_a_name_is_refused_in_place(fresh: Client) -> None:
    answer = fresh.post("/profile/tokens/", {"name": " ", "may": "write", "days": "30"})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_leaving_wants_the_password_and_the_tick(client: Client, person: User) -> None:
    for data in ({"password": "wrong", "sure": "on"}, {"password": make.PASSWORD}, {}):
        assert client.post("/profile/erase/", data).status_code == 422
    assert User.objects.filter(pk=person.pk).exists()
    answer = client.post("/profile/erase/", {"password": make.PASSWORD, "sure": "on"})
    assert answer["Location"] == "/"
    assert not User.objects.filter(pk=person.pk).exists()
    assert client.get("/profile/").status_code == 302


def _send(to: str, subject: str, body: str, settings: Any, **headers: str) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EmailMessage(subject=subject, body=body, to=[to], headers=headers).send()


def test_the_mailbox_shows_mails_as_text_with_links(settings: Any) -> None:
    settings.ENV = dataclasses.replace(settings.ENV, environment="demo", origin="http://127.0.0.1:8150")
    _send("one@megdan.example", "Първо", "Отворете http://127.0.0.1:8150/posts/7/.\n<script>x</script>", settings)
    _send("two@megdan.example", "Второ", 'https://www.example.org/?a=1&b="x', settings)
    page = Client().get("/mailbox/").content.decode()
    assert 'href="/posts/7/">http://127.0.0.1:8150/posts/7/</a>.' in page
    assert "<script>x" not in page
    assert 'href="https://www.example.org/?a=1&amp;b=' in page
    assert {letter.subject for letter in newest_letters()} == {"Първо", "Второ"}
    only = Client().get("/mailbox/?to=two@").content.decode()
    assert "Второ" in only
    assert "Първо" not in only


def test_the_mailbox_has_pages_newest_first(settings: Any) -> None:
    settings.ENV = dataclasses.replace(settings.ENV, environment="demo")
    for n in range(23):
        _send(
            "one@megdan.example" if n % 2 else "two@megdan.example",
            f"Писмо {n}.",
            "Думи",
            settings,
            Date=f"Sun, 22 Nov 2026 09:{n:02}:00 -0000",
        )
    first, second = (
        re.findall(r"Писмо (\d+)\.</h2>", Client().get(f"/mailbox/?page={n}").content.decode()) for n in (1, 2)
    )
    assert [int(n) for n in first + second] == list(range(22, -1, -1)) and len(first) == 20
    only = Client().get("/mailbox/?to=TWO@").content.decode()
    assert re.findall(r"Писмо (\d+)\.</h2>", only) == [str(n) for n in range(22, -1, -2)]


def test_there_is_no_mailbox_where_mails_are_sent(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert Client().get("/mailbox/").status_code == 200
    settings.ENV = dataclasses.replace(settings.ENV, environment="production")
    assert Client().get("/mailbox/").status_code == 404
    settings.ENV = dataclasses.replace(settings.ENV, environment="demo")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert Client().get("/mailbox/").status_code == 404
