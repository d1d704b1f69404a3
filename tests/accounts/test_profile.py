"""Names, tokens, signing out everywhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from participation.accounts import actions
from participation.accounts.names import chosen_name, cleaned_name
from participation.accounts.selectors import find_token
from participation.accounts.titles import office_in
from participation.refusals import BadInput
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Стефка   Петрова ", "Стефка Петрова"),
        ("Ив\u200bан\u202e", "Иван"),
        ("Стоян\nКръстев", "Стоян Кръстев"),
        ("Стоян\r\n\tКръстев\u2028", "Стоян Кръстев"),
        ("Е\u0306лка", "Ӗлка"),
    ],
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
    actions.change_profile(user=person, display_name="Нова", language="fr", mail_answers=False, is_seen=False)
    person.refresh_from_db()
    assert (person.display_name, person.language, person.mail_answers) == ("Нова", "fr", False)
    with pytest.raises(BadInput):
        actions.change_profile(user=person, display_name="Нова", language="xx", mail_answers=True, is_seen=False)


@pytest.mark.parametrize(
    "name",
    ["Кметът", "КметНаКаварна", "Зам.-кмет Петров", "0бщина Каварна", "Moderatör", "The Town Hall", "Conseillère"],
)
def test_words_of_an_office_are_found_however_they_are_written(name: str) -> None:
    person = make.person("Иван")
    with pytest.raises(BadInput) as refusal:
        actions.change_profile(user=person, display_name=name, language="bg", mail_answers=True, is_seen=False)
    assert refusal.value.field == "display_name"


@pytest.mark.parametrize(
    "name", ["Иван Кметов", "Мария Съветникова", "Paul Lemaire", "Adminka", "Иван И. Иванов", "李明"]
)
def test_names_that_only_remind_of_an_office_are_names(name: str) -> None:
    assert chosen_name(name) == name


def test_nobody_takes_the_name_of_somebody_in_office_and_these_keep_theirs() -> None:
    official = make.official(make.place(), name="Елена Колева")
    with pytest.raises(BadInput):
        actions.change_profile(
            user=make.person(), display_name="Eленa Koлeвa", language="bg", mail_answers=True, is_seen=False
        )
    actions.change_profile(user=official, display_name="Елена  КОЛЕВА", language="fr", mail_answers=True, is_seen=False)
    called = make.person("Кмет на Каварна")  # from before the rule: what else they change is not refused
    actions.change_profile(user=called, display_name="Кмет на Каварна", language="it", mail_answers=True, is_seen=False)


def test_a_token_is_kept_as_a_digest_and_opens_nothing_once_revoked() -> None:
    person = make.person()
    row, key = actions.create_token(user=person, name="сводка", may_write=False, days=30)
    found = find_token(key)
    assert found == row
    assert not row.may_write
    assert key not in str(row.__dict__)
    assert not actions.revoke_token(user=make.person(), token_id=row.pk)  # somebody else's
    assert find_token(key) is not None
    assert actions.revoke_token(user=person, token_id=row.pk)
    assert not actions.revoke_token(user=person, token_id=row.pk), "once"
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


@pytest.mark.parametrize(
    "name", ["Kaloyan Rashev", "KALOJAN  RASHEV", "Kaloian Rashev", "Кaloyan Rаshev", "Каloyan Rашев", "Кàлоян Рашев"]
)
def test_a_name_held_in_office_is_held_in_the_other_script_too(name: str) -> None:
    make.official(make.place(), name="Калоян Рашев")
    make.moderator(make.place(), name="Djordja Ivanova")
    with translation.override("en"), pytest.raises(BadInput) as refusal:
        chosen_name(name)
    assert refusal.value.field == "display_name"
    assert chosen_name("Kaloyan Rashov") == "Kaloyan Rashov"
    assert chosen_name("Калоян Рашевски") == "Калоян Рашевски"
    with pytest.raises(BadInput):
        chosen_name("Дйордйа Иванова")


@pytest.mark.parametrize(
    ("name", "named"), [("Кмет Иванов", "Кмет"), ("kmet Ivanov", "kmet"), ("ИванКМЕТ", ""), ("К м е т Иван", "Кмет")]
)
def test_the_refusal_names_what_was_typed(name: str, named: str) -> None:
    assert office_in(name) == named
    if named:
        with pytest.raises(BadInput, match=f"“{named}”"), translation.override("en"):
            chosen_name(name)
