"""Joining and signing in: the code on the same page, back to where one was, and nothing told about who has an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from participation.accounts.models import User
from tests.support import factories as make

pytestmark = pytest.mark.django_db
GOOD = "площад-1905-дървета"


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def join(visitor: Client, email: str = "stefka@megdan.example", then: str = "", **more: Any) -> Any:
    data = {"display_name": "Стефка", "email": email, "password1": GOOD, "municipality": "DOB17", **more}
    return visitor.post("/accounts/signup/", {**data, **({"next": then} if then else {})})


def code() -> str:
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def test_a_citizen_joins_confirms_and_lands_where_they_were(visitor: Client) -> None:
    assert "next" in visitor.get("/accounts/login/?next=/rules/").content.decode()
    answer = join(visitor, then="/rules/")
    assert answer["Location"] == "/accounts/confirm-email/"
    assert visitor.get("/profile/").status_code == 302  # not before the address is confirmed
    assert mail.outbox[-1].to == ["stefka@megdan.example"]
    answer = visitor.post("/accounts/confirm-email/", {"code": code()})
    assert answer["Location"] == "/rules/"
    user = User.objects.get(email="stefka@megdan.example")
    assert (user.display_name, user.language, user.residency.municipality.code) == ("Стефка", "en", "DOB17")
    assert EmailAddress.objects.get(user=user).verified
    assert visitor.get("/profile/").status_code == 200


def test_whoever_said_where_they_live_is_not_asked_again(visitor: Client) -> None:
    make.place()
    join(visitor)
    answer = visitor.post("/accounts/confirm-email/", {"code": code()})
    assert answer["Location"] == "/municipalities/DOB17/"
    assert visitor.cookies["megdan_place"].value == "DOB17"
    for wanted in ("DOB17", "SML18"):  # on another device; but what was chosen there stays
        other = Client(headers={"accept-language": "en"})
        if wanted != "DOB17":
            other.cookies["megdan_place"] = wanted
        other.post("/accounts/login/", {"login": "stefka@megdan.example", "password": GOOD})
        assert other.cookies["megdan_place"].value == wanted


def test_whoever_lives_nowhere_known_lands_at_home(visitor: Client) -> None:
    join(visitor, municipality="")
    assert visitor.post("/accounts/confirm-email/", {"code": code()})["Location"] == "/"
    assert "megdan_place" not in visitor.cookies


def chosen(page: Any) -> str | None:
    found = re.search(r'<option value="(\w*)" selected', page.content.decode())
    return found[1] if found else None


def test_where_one_lives_is_guessed_from_the_page_one_comes_from(visitor: Client) -> None:
    consultation = make.consultation(make.place("VID09", "Видин", "Vidin"))
    assert chosen(visitor.get("/accounts/signup/")) in (None, "")
    for page in (
        f"/consultations/{consultation.pk}/",
        f"/consultations/{consultation.pk}/results/?x=1",
        "/municipalities/VID09/",
    ):
        assert chosen(visitor.get("/accounts/signup/", {"next": page})) == "VID09"
    for page in ("/consultations/999999/", "/rules/", "//[", "/nothing/", "/municipalities/NONE/"):
        assert chosen(visitor.get("/accounts/signup/", {"next": page})) in (None, "")
    visitor.cookies["megdan_place"] = "VID09"
    assert chosen(visitor.get("/accounts/signup/")) == "VID09"


def test_a_choice_of_ones_own_stays(visitor: Client) -> None:
    consultation = make.consultation(make.place("VID09", "Видин", "Vidin"))
    page = join(visitor, email="none", then=f"/consultations/{consultation.pk}/", municipality="")
    assert chosen(page) in (None, "")


def test_a_draft_is_not_given_away_by_a_guess(visitor: Client) -> None:
    draft = make.draft(make.place("VID09", "Видин", "Vidin"))
    assert chosen(visitor.get("/accounts/signup/", {"next": f"/consultations/{draft.pk}/"})) in (None, "")


def wrong(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06}"


def test_the_code_is_six_digits_spaced_as_one_likes(visitor: Client) -> None:
    join(visitor, then="/rules/")
    sent = code()
    assert re.fullmatch("[0-9]{6}", sent)
    page = visitor.get("/accounts/confirm-email/").content.decode()
    assert 'inputmode="numeric"' in page and 'autocomplete="one-time-code"' in page
    spaced = f" {sent[:3]}\u00a0{sent[3:]} "
    assert visitor.post("/accounts/confirm-email/", {"code": spaced})["Location"] == "/rules/"


def test_another_code_is_said_to_be_sent_and_the_first_one_counts_no_more(visitor: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "9/m/key"}
    join(visitor)
    first = code()
    said = "A new code is on its way"
    assert said not in visitor.get("/accounts/confirm-email/").content.decode()
    answer = visitor.post("/accounts/confirm-email/", {"action": "resend"}, follow=True)
    assert said in answer.content.decode()
    second = code()
    if first != second:
        assert "id_code_error" in visitor.post("/accounts/confirm-email/", {"code": first}).content.decode()
    assert visitor.post("/accounts/confirm-email/", {"code": second}).status_code == 302


def test_guessing_codes_of_one_address_ends_for_the_day(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participation.accounts.forms.WRONG_CODES_A_DAY", 3)
    join(visitor)
    right = code()
    for _attempt in range(3):
        visitor.post("/accounts/confirm-email/", {"code": wrong(right)})
    assert "id_code_error" in visitor.post("/accounts/confirm-email/", {"code": right}).content.decode()
    assert not EmailAddress.objects.get(email="stefka@megdan.example").verified


def test_a_wrong_code_is_refused_in_place_and_the_fifth_is_the_last(visitor: Client) -> None:
    join(visitor)
    right = code()
    for _attempt in range(4):
        assert "id_code_error" in visitor.post("/accounts/confirm-email/", {"code": wrong(right)}).content.decode()
    assert visitor.post("/accounts/confirm-email/", {"code": wrong(right)}).status_code == 302
    assert visitor.post("/accounts/confirm-email/", {"code": right}).status_code == 302
    assert visitor.get("/profile/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_never_leads_elsewhere(visitor: Client, elsewhere: str) -> None:
    make.person(email="known@megdan.example")
    data = {"login": "known@megdan.example", "password": make.PASSWORD, "next": elsewhere}
    assert visitor.post("/accounts/login/", data)["Location"] == "/"


def test_signing_in_leads_back(visitor: Client) -> None:
    make.person(email="known@megdan.example")
    data = {"login": "Known@megdan.example", "password": make.PASSWORD, "next": "/consultations/"}
    assert visitor.post("/accounts/login/", data)["Location"] == "/consultations/"


def test_signing_up_tells_nobody_who_has_an_account(visitor: Client) -> None:
    make.person(email="known@megdan.example")
    known, fresh = join(visitor, "known@megdan.example"), join(Client(), "fresh@megdan.example")
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    page = visitor.get("/accounts/confirm-email/")
    assert page.status_code == 200
    assert "known@megdan.example" in page.content.decode()
    told = next(letter for letter in mail.outbox if letter.to == ["known@megdan.example"])
    assert "/accounts/password/reset/" in told.body
    assert User.objects.filter(email="known@megdan.example").count() == 1


def test_asking_for_a_password_tells_nobody_either(visitor: Client) -> None:
    make.person(email="known@megdan.example")
    answers = [
        visitor.post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in ("known@megdan.example", "nobody@megdan.example")
    ]
    pages = [re.sub(r'value="[\w]{64}"', "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]


def test_a_forgotten_password_is_replaced_once(visitor: Client) -> None:
    person = make.person(email="known@megdan.example", language="bg")
    old = Client()
    old.force_login(person)
    visitor.post("/accounts/password/reset/", {"email": "known@megdan.example"})
    link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert link
    form = visitor.get(link[1], follow=True)
    where = form.request["PATH_INFO"]
    done = visitor.post(where, {"password1": GOOD, "password2": GOOD})
    assert done.status_code == 302
    person.refresh_from_db()
    assert person.check_password(GOOD)
    assert old.get("/profile/").status_code == 302  # signed in with the old password
    assert "does not work" in Client(headers={"accept-language": "en"}).get(link[1], follow=True).content.decode()


def test_guessing_is_slowed_down(visitor: Client) -> None:
    make.person(email="known@megdan.example")
    data = {"login": "known@megdan.example", "password": "wrong"}
    for _attempt in range(6):
        visitor.post("/accounts/login/", data)
    late = visitor.post("/accounts/login/", {**data, "password": make.PASSWORD})
    assert late.status_code in (200, 429)
    assert visitor.get("/profile/").status_code == 302


def test_a_new_address_counts_once_it_is_confirmed(visitor: Client) -> None:
    person = make.person(email="known@megdan.example")
    visitor.post("/accounts/login/", {"login": person.email, "password": make.PASSWORD})
    asked_again = visitor.post("/accounts/email/", {"email": "new@megdan.example", "action_add": "1"})
    assert asked_again["Location"].startswith("/accounts/reauthenticate/")
    assert not mail.outbox  # not before the password was typed again
    visitor.post(asked_again["Location"], {"password": make.PASSWORD, "next": "/accounts/email/"})
    person.refresh_from_db()
    assert person.email == "known@megdan.example"
    asked = next(letter for letter in mail.outbox if letter.to == ["new@megdan.example"])
    found = re.search(r"^ {4}(\S+)$", str(asked.body), re.MULTILINE)
    assert found
    visitor.post("/accounts/confirm-email/", {"code": found[1]})
    person.refresh_from_db()
    assert person.email == "new@megdan.example"
    assert EmailAddress.objects.get(user=person).email == "new@megdan.example"
    warned = [letter for letter in mail.outbox if letter.to == ["known@megdan.example"]]
    assert warned, "the old address learns of it"


def test_mails_speak_the_persons_language(visitor: Client) -> None:
    make.person(email="known@megdan.example", language="bg")
    visitor.post("/accounts/password/reset/", {"email": "known@megdan.example"})
    assert re.search("[а-я]{4}", mail.outbox[-1].subject)


@pytest.mark.parametrize(
    "name", ["Кмет на Каварна", "Kмeт на Kавapна", "К м е т", "Иван, общински  съветник", "Le Maire"]
)
def test_nobody_joins_under_the_name_of_an_office(visitor: Client, name: str) -> None:
    page = join(visitor, display_name=name).content.decode()
    assert "belongs to an office" in page and 'value="stefka@megdan.example"' in page
    assert not User.objects.exists()


def test_nobody_joins_under_the_name_of_an_official(visitor: Client) -> None:
    make.official(make.place(), name="Елена Колева")
    taken = User.objects.count()
    assert "has this name" in join(visitor, display_name="eлена  KOлева").content.decode()
    assert User.objects.count() == taken
    assert join(visitor, display_name="Елена Иванова Колева").status_code == 302


@pytest.mark.parametrize("field", ["display_name", "email", "password1"])
def test_what_is_wrong_is_said_in_place_and_what_was_typed_stays(visitor: Client, field: str) -> None:
    page = join(visitor, **{field: "x"} if field != "email" else {"email": "x"}).content.decode()
    assert f'id="id_{field}_error"' in page
    if field != "display_name":
        assert 'value="Стефка"' in page
    assert not User.objects.exists()


def test_the_frame_of_the_page_is_there(visitor: Client) -> None:
    """allauth has a ``site`` of its own, which must not hide ours."""
    assert 'class="site-nav"' in visitor.get("/accounts/login/").content.decode()
    assert "/consultations/" in visitor.get("/accounts/login/").content.decode()


def test_the_administration_has_no_other_way_in(visitor: Client) -> None:
    assert visitor.get("/admin/", follow=True).request["PATH_INFO"] == "/accounts/login/"
    visitor.force_login(make.person())
    assert visitor.get("/admin/", follow=True).status_code == 403
    visitor.force_login(make.person(is_staff=True, is_superuser=True))
    assert visitor.get("/admin/").status_code == 200
