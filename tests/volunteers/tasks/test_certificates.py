"""Certificates: made of confirmed hours, checked by anybody who has the code, revoked, withdrawn, printed."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import translation

from participation.accounts.actions import erase_account
from participation.accounts.models import User
from participation.notifications.models import Notification
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, TooMany
from participation.retries import was_there
from tests.support import factories as make
from tests.support import tasks as some
from volunteers.projects.models import Coordinator, Project
from volunteers.tasks.actions.certificates import issue_certificate, revoke_certificate, withdraw_certificate
from volunteers.tasks.actions.hours import withdraw_hours
from volunteers.tasks.checking import NETWORK_TIMES, TIMES, check_code
from volunteers.tasks.codes import ALPHABET, in_groups
from volunteers.tasks.models import Certificate, Hours
from volunteers.tasks.paper import _words, hours_in_words, paper_for
from volunteers.tasks.selectors.certificates import find_certificate, own_certificates, paper_of

pytestmark = pytest.mark.django_db
ADDRESS = "https://megdan.example/certificates/X/"


@pytest.fixture
def paper(project: Project, maria: User) -> Certificate:
    some.confirmed(project, maria, 120)
    some.confirmed(project, maria, 45, some.yesterday() - timedelta(days=3))
    return issue_certificate(person=maria, project_id=project.pk, user_id=maria.pk)


def test_it_tells_what_was_confirmed(paper: Certificate, maria: User) -> None:
    assert (paper.minutes, paper.name, paper.state) == (165, "Мария", "valid")
    assert (paper.first_day, paper.last_day) == (some.yesterday() - timedelta(days=3), some.yesterday())
    assert len(paper.code) == 16 and set(paper.code) <= set(ALPHABET)
    assert list(own_certificates(maria)) == [paper]


def test_without_confirmed_hours_there_is_none(project: Project, maria: User) -> None:
    hours = some.confirmed(project, maria)
    withdraw_hours(person=maria, hours_id=hours.pk)
    with pytest.raises(BadInput):
        issue_certificate(person=maria, project_id=project.pk, user_id=maria.pk)


def test_a_date_with_a_full_stop_of_its_own_ends_the_sentence(paper: Certificate) -> None:
    with translation.override("bg"):
        lines = str(_words(paper, "https://megdan.example/")["lines"])
    assert " г.'" in lines and "г.." not in lines
    with translation.override("en"):
        assert "..'" not in str(_words(paper, "https://megdan.example/")["lines"])


def test_made_again_it_is_the_same_until_something_changed(paper: Certificate, project: Project, maria: User) -> None:
    again = issue_certificate(person=maria, project_id=project.pk, user_id=maria.pk)
    assert (again.pk, was_there(again)) == (paper.pk, True)
    some.confirmed(project, maria, 15)
    newer = issue_certificate(person=maria, project_id=project.pk, user_id=maria.pk)
    paper.refresh_from_db()
    assert (newer.minutes, newer.state, paper.state) == (180, "valid", "replaced")
    assert newer.code != paper.code and find_certificate(paper.code) == paper


def test_who_makes_it(project: Project, leader: User, maria: User) -> None:
    some.confirmed(project, maria)
    for stranger in (make.person(), some.helper(project), make.moderator(project.municipality)):
        with pytest.raises(NotAllowed):
            issue_certificate(person=stranger, project_id=project.pk, user_id=maria.pk)
    with pytest.raises(SignInFirst):
        issue_certificate(person=None, project_id=project.pk, user_id=maria.pk)
    issue_certificate(person=leader, project_id=project.pk, user_id=maria.pk)
    some.all_told()
    assert Notification.objects.filter(user=maria, kind="certificate.issued").count() == 1
    issue_certificate(person=make.official(project.municipality), project_id=project.pk, user_id=maria.pk)


def test_a_code_is_found_however_it_is_typed(paper: Certificate) -> None:
    latin_to_cyrillic = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")
    for typed in (
        paper.code.lower(),
        in_groups(paper.code),
        f" {paper.code} ",
        paper.code.translate(latin_to_cyrillic),
    ):
        assert find_certificate(typed) == paper
    assert find_certificate("") is None and find_certificate(paper.code[:15]) is None


def test_a_revoked_one_says_so(paper: Certificate, leader: User, maria: User) -> None:
    with pytest.raises(BadInput) as told:
        revoke_certificate(person=leader, certificate_id=paper.pk, reason="")
    assert told.value.field == "reason"
    revoke_certificate(person=leader, certificate_id=paper.pk, reason="Грешни часове")
    assert was_there(revoke_certificate(person=leader, certificate_id=paper.pk, reason="Пак"))
    found = find_certificate(paper.code)
    assert found and (found.state, found.reason) == ("revoked", "Грешни часове") and found.revoked_at
    some.all_told()
    told_once = Notification.objects.get(user=maria, kind="certificate.revoked")
    assert told_once.data["reason"] == "Грешни часове"
    with pytest.raises(Closed):
        withdraw_certificate(person=maria, certificate_id=paper.pk)


def test_who_revokes_it(paper: Certificate, project: Project, leader: User, maria: User) -> None:
    for stranger in (
        maria,
        make.person(),
        some.helper(project),
        make.official(make.place("BGS04", "Бургас", "Burgas")),
    ):
        with pytest.raises(NotAllowed):
            revoke_certificate(person=stranger, certificate_id=paper.pk, reason="Не")
    Coordinator.objects.create(project=project, user=maria)
    with pytest.raises(NotAllowed):
        revoke_certificate(person=leader, certificate_id=paper.pk, reason="Не")
    clerk = make.official(project.municipality)
    assert revoke_certificate(person=clerk, certificate_id=paper.pk, reason="Да").state == "revoked"


def test_its_holder_takes_it_back(paper: Certificate, leader: User, maria: User) -> None:
    with pytest.raises(NotAllowed):
        withdraw_certificate(person=leader, certificate_id=paper.pk)
    withdraw_certificate(person=maria, certificate_id=paper.pk)
    found = find_certificate(paper.code)
    assert found and (found.state, found.name) == ("withdrawn", "")


def test_of_an_erased_person_it_says_that_it_is_withdrawn(paper: Certificate, maria: User) -> None:
    erase_account(user=maria)
    found = find_certificate(paper.code)
    assert found and (found.state, found.name, found.user_id) == ("withdrawn", "", None)
    assert Hours.objects.filter(user=None, state="confirmed").count() == 2, "the project's sums stay"
    assert not Hours.objects.exclude(words="").exists()


def test_codes_are_not_guessed_and_known_ones_are_checked_as_often_as_one_likes(paper: Certificate) -> None:
    for _n in range(3 * TIMES):
        assert check_code(paper.code, "192.0.2.7") == paper
    for _n in range(TIMES):
        assert check_code("A" * 16, "192.0.2.7") is None
    with pytest.raises(TooMany):
        check_code("A" * 16, "192.0.2.7")
    assert check_code(paper.code, "192.0.2.8") == paper, "another address of the network"
    for n in range(NETWORK_TIMES - TIMES):
        check_code("A" * 16, f"192.0.2.{100 + n}")
    with pytest.raises(TooMany):
        check_code("A" * 16, "192.0.2.9")


def test_it_is_printed_tagged_in_the_readers_language(paper: Certificate) -> None:
    made = paper_for(paper, address=ADDRESS)
    assert made.startswith(b"%PDF-1.7") and b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/StructTreeRoot" in made and b"/Marked true" in made and b"/Lang(en)" in made
    text = text_of(made)
    for words in ("Мария", paper.project.title, "2 hours 45 minutes", in_groups(paper.code), ADDRESS):
        assert words in text
    with translation.override("bg"):
        assert b"/Lang(bg)" in paper_for(paper, address=ADDRESS)


def test_what_people_typed_is_no_markup(paper: Certificate) -> None:
    paper.name, paper.project.title = '#read("/etc/passwd") *x* $', "= [#panic()] \\ // <a>"
    text = text_of(paper_for(paper, address=ADDRESS))
    assert '#read("/etc/passwd") *x* $' in text and "= [#panic()] \\ // <a>" in text


def test_a_name_in_other_letters_is_printed_as_well(paper: Certificate) -> None:
    paper.name = "Мария 🌻"
    made = paper_for(paper, address=ADDRESS)
    assert b"/StructTreeRoot" in made and "Мария" in text_of(made)


def text_of(made: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(made))
    try:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range()).replace("\r\n", " ").replace("\n", " ")
    finally:
        document.close()


def test_who_prints_it(paper: Certificate, project: Project, leader: User, maria: User) -> None:
    for one in (maria, leader, make.official(project.municipality)):
        assert paper_of(paper.code, one) == paper
    for stranger in (None, make.person(), some.helper(project)):
        assert paper_of(paper.code, stranger) is None


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 minute"), (60, "1 hour"), (61, "1 hour 1 minute"), (150, "2 hours 30 minutes")]
)
def test_hours_in_words(minutes: int, words: str) -> None:
    assert hours_in_words(minutes) == words
