"""Below 18 a guardian consents first, by a letter with a key: until then nobody sees, offers or counts the entry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from participation.accounts.models import User
from participation.database import db_now
from participation.live.models import Event
from participation.notifications.models import Notification
from participation.record.models import Act, Outbox
from participation.record.worker import run_due
from participation.refusals import BadInput, Closed, NotAllowed, TooMany
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.actions.applying import apply
from volunteers.register.actions.entry import leave_register, save_entry
from volunteers.register.actions.forgetting import lapse_requests, remind_guardians
from volunteers.register.actions.guardians import answer_guardian, ask_guardian, take_back_consent
from volunteers.register.models import Guardian, Volunteer
from volunteers.register.selectors.applications import applications_to
from volunteers.register.selectors.guardians import asked_by
from volunteers.register.selectors.matching import candidates
from volunteers.register.subscribers import tell_minor, write_to_guardian

pytestmark = pytest.mark.django_db


def act(kind: str) -> Act:
    return Act.objects.filter(kind=kind).latest("pk")


def move(entry: Volunteer, days: float) -> None:
    """The request was made so many days ago; with its own key, as it would have been."""
    from volunteers.register.keys import digest_of, key_of

    at = db_now() - timedelta(days=days)
    Guardian.objects.filter(volunteer=entry).update(asked_at=at, digest=digest_of(key_of(entry.pk, at)))


def test_a_guardian_is_named_and_is_somebody_else() -> None:
    person = make.person(email="ivo@megdan.example")
    for name, email, wrong in (
        ("", "", {"guardian_name", "guardian_email"}),
        ("Нина Колева", "nina", {"guardian_email"}),
        ("Нина Колева", "IVO@megdan.example", {"guardian_email"}),
    ):
        with pytest.raises(BadInput) as refusal:
            save_entry(person=person, consent=True, age="14-17", guardian_name=name, guardian_email=email)
        assert set(refusal.value.extra["fields"]) == wrong
    assert not Volunteer.objects.exists() and not Guardian.objects.exists()
    some.volunteer(make.person(), age="18-29", guardian_name="Излишно", guardian_email="x@megdan.example")
    assert not Guardian.objects.exists(), "nobody of age has a guardian"


def test_the_letter_says_who_what_and_until_when_and_its_key_is_nowhere_else(settings: Any) -> None:
    entry = some.minor(make.person("Ива Колева", language="en"), consents=False)
    key = some.key_for(entry)
    write_to_guardian(act("guardian.asked"))
    write_to_guardian(act("guardian.asked"))
    (letter,) = mail.outbox
    assert letter.to == ["guardian@megdan.example"]
    assert "Ива Колева" in letter.subject and f"/guardian/{key}/" in letter.body and "Нина Колева" in letter.body
    assert entry.user.email not in letter.body
    kept = f"{[row.data for row in Act.objects.all()]} {[row.__dict__ for row in Outbox.objects.all()]}"
    kept += f"{[row.__dict__ for row in Guardian.objects.all()]} {[row.data for row in Event.objects.all()]}"
    assert key not in kept and "guardian@megdan.example" not in f"{[row.data for row in Act.objects.all()]}"
    assert key.isalpha() and len(key) == 40, "no digits that would be masked as a personal number"


def test_a_letter_that_could_not_leave_is_sent_by_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    some.minor(consents=False)

    def broken(*_args: Any, **_more: Any) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken)
        with pytest.raises(OSError):  # any error of a mail server
            write_to_guardian(act("guardian.asked"))
    write_to_guardian(act("guardian.asked"))
    assert len(mail.outbox) == 1


def test_before_the_consent_nobody_sees_offers_or_takes_them(project: Project, leader: User) -> None:
    grown, entry = some.volunteer(make.person()), some.minor(consents=False)
    with pytest.raises(NotAllowed):
        apply(person=entry.user, project_id=project.pk)
    assert len(candidates(project, leader)) == 1, "the one of age, as a control"
    asked = asked_by(some.key_for(entry), db_now())
    assert asked is not None and (asked.name, asked.guardian, asked.state) == ("Ива Колева", "Нина Колева", "asked")
    answer_guardian(key=some.key_for(entry), consent=True)
    assert len(candidates(project, leader)) == 2
    apply(person=entry.user, project_id=project.pk)
    assert [row.user for row in applications_to(project, leader)] == [entry.user]
    assert grown.pk != entry.pk
    tell_minor(act("guardian.consented"))
    tell_minor(act("guardian.consented"))
    assert Notification.objects.filter(user=entry.user, kind="guardian.consented").count() == 1


def test_consenting_twice_is_harmless_and_refusing_ends_everything(project: Project, leader: User) -> None:
    entry = some.minor()
    key = some.key_for(entry)
    assert answer_guardian(key=key, consent=True).consents
    assert Act.objects.filter(kind="guardian.consented").count() == 1
    some.helper(project, entry)
    answer_guardian(key=key, consent=False)
    answer_guardian(key=key, consent=False)
    row = Guardian.objects.get(volunteer=entry)
    assert (row.name, row.email) == ("", "") and row.refused_at and not row.consents
    assert not applications_to(project, leader).exists() and candidates(project, leader) == []
    with pytest.raises(Closed):
        answer_guardian(key=key, consent=True)
    with pytest.raises(NotAllowed):
        apply(person=entry.user, project_id=project.pk)


def test_a_consent_is_taken_back_at_any_time(project: Project, leader: User) -> None:
    entry = some.minor()
    move(entry, days=300)
    helping = some.helper(project, entry)
    key = some.key_for(entry)
    take_back_consent(key=key)
    take_back_consent(key=key)
    helping.refresh_from_db()
    assert (helping.state, helping.words) == ("withdrawn", "")
    assert Act.objects.filter(kind="guardian.taken_back").count() == 1
    assert not applications_to(project, leader).exists()
    asked = asked_by(key, db_now())
    assert asked is not None and (asked.state, asked.guardian) == ("refused", "")


def test_without_consent_there_is_none_to_take_back_and_a_wrong_key_opens_nothing() -> None:
    entry = some.minor(consents=False)
    with pytest.raises(BadInput):
        take_back_consent(key=some.key_for(entry))
    for key in ("", "abc", Guardian.objects.get().digest):
        with pytest.raises(BadInput):
            answer_guardian(key=key, consent=True)
        assert asked_by(key, db_now()) is None
    assert not Guardian.objects.get().consents


def test_a_new_letter_kills_the_key_before_it_and_another_guardian_starts_anew(project: Project) -> None:
    entry = some.minor()
    helping, before = some.helper(project, entry), some.key_for(entry)
    ask_guardian(person=entry.user)
    assert some.key_for(entry) == before, "the same one has consented: nothing is asked"
    ask_guardian(person=entry.user, name="Петър Колев", email="petar@megdan.example")
    helping.refresh_from_db()
    assert helping.state == "withdrawn" and some.key_for(entry) != before
    with pytest.raises(BadInput):
        answer_guardian(key=before, consent=True)
    again = some.key_for(entry)
    ask_guardian(person=entry.user)
    assert some.key_for(entry) != again, "a lost letter is sent again"
    with pytest.raises(TooMany):
        ask_guardian(person=entry.user)
    with pytest.raises(BadInput):
        ask_guardian(person=some.volunteer(make.person()).user, name="Нина", email="n@megdan.example")


def test_saving_the_entry_again_asks_nobody_twice() -> None:
    entry = some.minor(consents=False)
    key = some.key_for(entry)
    save_entry(
        person=entry.user, about="Ново", guardian_name="Нина Колева", guardian_email="Guardian@megdan.example ",
    )  # fmt: skip
    save_entry(person=entry.user, age="14-17")
    assert some.key_for(entry) == key and Act.objects.filter(kind="guardian.asked").count() == 1


def test_age_is_no_way_around_a_guardian(project: Project) -> None:
    entry = some.minor(consents=False)
    with pytest.raises(BadInput) as refusal:
        save_entry(person=entry.user, age="18-29")
    assert refusal.value.field == "age"
    take_back = some.key_for(entry)
    answer_guardian(key=take_back, consent=False)
    with pytest.raises(BadInput):
        save_entry(person=entry.user, age="18-29")
    grown = some.volunteer(make.person())
    helping = some.helper(project, grown)
    save_entry(person=grown.user, age="14-17", guardian_name="Нина", guardian_email="other@megdan.example")
    helping.refresh_from_db()
    assert helping.state == "withdrawn", "whoever says they are younger waits for the consent"
    answer_guardian(key=some.key_for(grown), consent=True)
    save_entry(person=grown.user, age="18-29")
    assert not Guardian.objects.filter(volunteer=grown).exists(), "of age, the guardian is forgotten"


def test_who_does_not_answer_is_reminded_once_and_then_forgotten(project: Project) -> None:
    fresh, waiting = (
        some.minor(consents=False),
        some.minor(make.person(language="en"), consents=False, guardian_email="b@megdan.example"),
    )
    move(fresh, days=10)
    move(waiting, days=12)
    assert (remind_guardians(), remind_guardians()) == (1, 0)
    write_to_guardian(act("guardian.reminded"))
    assert mail.outbox[-1].subject.startswith("Reminder: ")
    assert mail.outbox[-1].to == ["b@megdan.example"] and some.key_for(waiting) in mail.outbox[-1].body
    assert lapse_requests() == 0
    move(waiting, days=14.1)
    with pytest.raises(Closed):
        answer_guardian(key=some.key_for(waiting), consent=True)
    assert (lapse_requests(), lapse_requests()) == (1, 0)
    row = Guardian.objects.get(volunteer=waiting)
    assert (row.name, row.email) == ("", "") and row.lapsed_at
    tell_minor(act("guardian.lapsed"))
    assert Notification.objects.get(user=waiting.user).kind == "guardian.lapsed"
    with pytest.raises(BadInput):
        ask_guardian(person=waiting.user)
    ask_guardian(person=waiting.user, name="Нина Колева", email="b@megdan.example")
    answer_guardian(key=some.key_for(waiting), consent=True)
    apply(person=waiting.user, project_id=project.pk)


def test_a_letter_of_a_request_that_is_over_is_not_sent() -> None:
    entry = some.minor(consents=False)
    answer_guardian(key=some.key_for(entry), consent=False)
    write_to_guardian(act("guardian.asked"))
    leave_register(person=entry.user)
    write_to_guardian(act("guardian.asked"))
    assert mail.outbox == []


def test_the_table_names_nobody_whose_consent_ended() -> None:
    some.minor()
    with pytest.raises(IntegrityError), transaction.atomic():
        Guardian.objects.update(refused_at=db_now())


def test_the_worker_sends_it() -> None:
    some.minor(consents=False)
    run_due()
    assert [letter.to for letter in mail.outbox] == [["guardian@megdan.example"]]
