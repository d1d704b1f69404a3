"""Entering the register, changing one's entry, leaving it: with every field checked, and nothing kept that need not be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from participation.accounts.actions import erase_account
from participation.accounts.personal_data import export_all
from participation.live.models import Event
from participation.places.actions import suspend
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed, SignInFirst, Stale, TooMany
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.actions.applying import apply
from volunteers.register.actions.entry import leave_register, save_entry
from volunteers.register.models import Application, Guardian, Volunteer
from volunteers.register.selectors.entries import entry_of

pytestmark = pytest.mark.django_db


def test_an_entry_holds_what_was_said_and_stays_one() -> None:
    person, place = make.person(), make.place()
    made = save_entry(
        person=person, consent=True, age="30-49", about="Сади\r\nдървета ", skills=["gardening", "driving"],
        other_skills=" плета ",
        digital={"2": 5, "1": 3}, languages=["tr", "bg"], is_remote=True, municipality_ids=[place.pk], week=0b101,
        away=[["2026-07-10", "2026-07-14"]], has_contract=True, insurance="Застраховка А", is_listed=False,
    )  # fmt: skip
    kept = entry_of(person)
    assert kept is not None and kept.pk == made.pk
    assert (kept.about, kept.other_skills, kept.insurance) == ("Сади\nдървета", "плета", "Застраховка А")
    assert (kept.skills, kept.languages, kept.digital) == (["driving", "gardening"], ["bg", "tr"], {"1": 3, "2": 5})
    assert (kept.week, kept.away, kept.is_listed) == (0b101, [["2026-07-10", "2026-07-14"]], False)
    assert list(kept.municipalities.all()) == [place]
    save_entry(person=person, about="Нещо друго")
    changed = entry_of(person)
    assert changed is not None and changed.about == "Нещо друго" and changed.skills == ["driving", "gardening"]
    assert Volunteer.objects.count() == 1 and changed.consented_at == kept.consented_at
    assert entry_of(make.person()) is None and entry_of(AnonymousUser()) is None


def test_the_first_time_needs_age_and_agreement_and_says_all_that_is_wrong_at_once() -> None:
    person = make.person()
    with pytest.raises(BadInput) as refusal:
        save_entry(
            person=person, skills=["flying"], languages=["xx"], digital={"1": 9}, week=2**21, away=[["2026-07-10"]],
            municipality_ids=[0], about="x" * 1501, other_skills="x" * 301, insurance="x" * 121,
        )  # fmt: skip
    assert set(refusal.value.extra["fields"]) == {
        "age", "consent", "skills", "languages", "digital", "week", "away", "municipality_ids", "about", "other_skills",
        "insurance",
    }  # fmt: skip
    assert not Volunteer.objects.exists() and not Act.objects.filter(kind__startswith="volunteer.").exists()
    for wrong in ({"away": [["2026-07-14", "2026-07-10"]]}, {"digital": {"6": 1}}, {"age": "10-13"}, {"week": -1}):
        with pytest.raises(BadInput) as refusal:
            save_entry(person=person, consent=True, **{"age": "18-29", **wrong})  # type: ignore[typeddict-item]  # wrong on purpose
        assert set(refusal.value.extra["fields"]) == set(wrong)


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Пишете ми на maria@example.org", True),
        ("maria (at) example.org", True),
        ("Тел. 0888 123 456", True),
        ("+359 88 812-34-56", True),
        ("вижте www.example.org", True),
        ("аз съм @maria_p навсякъде", True),
        ("Имам 20 години опит, от 2003 до 2023 г.", False),
        ("В 18:30 на 12.07.2026 мога", False),
        ("От 01.07.2026 09:30 до 05.07.2026 10:00", False),
        ("08.88.12.34.56", True),
        ("02 987 65 43", True),
        ("пишете на t.me/maria", True),
        ("Имам Viber и кола.", False),
    ],
)
def test_contact_goes_through_the_platform_alone(text: str, is_refused: bool, project: Project) -> None:
    person = make.person()
    if not is_refused:
        assert some.volunteer(person, about=text).about == text
        return
    for name in ("about", "other_skills"):
        with pytest.raises(BadInput) as refusal:
            some.volunteer(person, **{name: text})
        assert refusal.value.field == name
    some.volunteer(person)
    with pytest.raises(BadInput) as refusal:
        apply(person=person, project_id=project.pk, words=text)
    assert refusal.value.field == "words"


def test_who_may_not() -> None:
    with pytest.raises(SignInFirst):
        save_entry(person=AnonymousUser(), consent=True, age="18-29")
    person = make.person()
    suspend(user_id=person.pk, municipality_id=None, until=timezone.now() + timedelta(days=1))
    person.refresh_from_db()
    with pytest.raises(NotAllowed):
        some.volunteer(person)


def test_a_stale_form_is_told_and_a_flood_is_stopped() -> None:
    entry = some.volunteer()
    seen = Volunteer.objects.get(pk=entry.pk).changed_at.isoformat()
    save_entry(person=entry.user, seen=seen, about="първо")
    with pytest.raises(Stale):
        save_entry(person=entry.user, seen=seen, about="второ")
    assert Volunteer.objects.get(pk=entry.pk).about == "първо"
    for _n in range(57):  # three before, 60 in an hour
        save_entry(person=entry.user, about="пак")
    with pytest.raises(TooMany):
        save_entry(person=entry.user, about="пак")


def test_leaving_takes_everything_along(project: Project) -> None:
    entry = some.minor()
    row = some.helper(project, entry)
    assert Guardian.objects.count() == 1
    assert leave_register(person=entry.user)
    assert not leave_register(person=entry.user), "harmless again"
    row.refresh_from_db()
    assert (row.state, row.words, row.answer) == ("withdrawn", "", "")
    assert not Volunteer.objects.exists() and not Guardian.objects.exists()
    with pytest.raises(SignInFirst):
        leave_register(person=AnonymousUser())


def test_nothing_of_a_volunteer_is_in_the_public_record_or_on_a_stream(project: Project) -> None:
    entry = some.volunteer(make.person("Росица Необикновена"), about="Изключително рядка дума")
    row = some.helper(project, entry)
    leave_register(person=entry.user)
    acts = Act.objects.filter(kind__regex=r"^(volunteer|application|guardian|invitation)\.")
    assert set(acts.values_list("kind", flat=True)) >= {
        "volunteer.entered", "application.made", "application.accepted", "application.withdrawn", "volunteer.left",
    }  # fmt: skip
    assert not acts.filter(is_public=True).exists()
    assert not acts.filter(actor=entry.user).exists(), "who volunteers is not in the record"
    assert [act.actor for act in acts.filter(kind="application.accepted")] == [some.leader_of(project)]
    told = f"{[act.data for act in Act.objects.all()]} {[event.data for event in Event.objects.all()]}"
    assert "Необикновена" not in told and "рядка" not in told and "С удоволствие" not in told
    assert not Event.objects.filter(stream__name__startswith="project.").exists()
    assert row.project_id == project.pk


def test_copy_and_erasing(project: Project, leader: Any) -> None:
    entry = some.minor()
    row = some.helper(project, entry)
    told = export_all(entry.user)["register"]
    assert told["entry"][0]["about"] == "Обичам дърветата." and told["municipalities"] == ["DOB17"]
    assert told["guardian"][0]["email"] == "guardian@megdan.example"
    assert told["applications"][0]["project__title"] == project.title
    assert "Ива" not in str(export_all(leader)["register"]), "a coordinator's copy names no volunteer"
    assert export_all(leader)["register"]["answered"][0]["project_id"] == project.pk
    erase_account(user=entry.user)
    assert not Volunteer.objects.exists() and not Guardian.objects.exists()
    assert not Application.objects.filter(pk=row.pk).exists()


def test_an_erased_coordinator_leaves_the_answer(project: Project, leader: Any) -> None:
    row = some.helper(project)
    erase_account(user=leader)
    row.refresh_from_db()
    assert row.state == "accepted" and row.answered_by is None
