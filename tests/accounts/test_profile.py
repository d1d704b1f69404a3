"""Names, tokens, signing out everywhere."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts import actions
from participation.accounts.names import cleaned_name
from participation.accounts.tokens import find_token
from participation.refusals import BadInput
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Стефка   Петрова ", "Стефка Петрова"), ("Ив\u200bан\u202e", "Иван"), ("Е\u0306лка", "Ӗлка")],
)
def test_names_are_one_line_without_unseen_signs(typed: str, kept: str) -> None:
    assert cleaned_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "А", "\u200b\u200b\u200b", "x" * 81, "ivan@example.com"])
def test_names_that_are_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refusal:
        cleaned_name(typed)
    assert refusal.value.field == "display_name"


def test_a_profile_is_changed_and_a_foreign_language_refused() -> None:
    person = make.person()
    actions.change_profile(user=person, display_name="Нова", language="fr", mail_answers=False)
    person.refresh_from_db()
    assert (person.display_name, person.language, person.mail_answers) == ("Нова", "fr", False)
    with pytest.raises(BadInput):
        actions.change_profile(user=person, display_name="Нова", language="xx", mail_answers=True)


def test_a_token_is_kept_as_a_digest_and_opens_nothing_once_revoked() -> None:
    person = make.person()
    row, key = actions.create_token(user=person, name="сводка", may_write=False, days=30)
    found = find_token(key)
    assert found == row
    assert not row.may_write
    assert key not in str(row.__dict__)
    assert actions.revoke_token(user=make.person(), token_id=row.pk) is None  # somebody else's
    assert find_token(key) is not None
    actions.revoke_token(user=person, token_id=row.pk)
    assert find_token(key) is None


@pytest.mark.parametrize(("name", "days", "field"), [("", 30, "name"), ("x", 7, "days")])
def test_tokens_that_are_refused(name: str, days: int, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.create_token(user=make.person(), name=name, may_write=False, days=days)
    assert refusal.value.field == field


def test_signing_out_everywhere_ends_every_session_but_nobody_elses() -> None:
    person, other = make.person(), make.person()
    phone, desk, theirs = Client(), Client(), Client()
    phone.force_login(person)
    desk.force_login(person)
    theirs.force_login(other)
    assert desk.get("/profile/").status_code == 200
    phone.post("/profile/sign-out-everywhere/")
    assert [client.get("/profile/").status_code for client in (phone, desk, theirs)] == [302, 302, 200]
