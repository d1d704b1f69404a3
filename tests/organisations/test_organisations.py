"""Registering, vouching, inviting: who may speak for an organisation, and who decides it."""

from __future__ import annotations

import pytest

from participation.notifications.models import Notification
from participation.organisations import actions
from participation.organisations.eik import is_eik
from participation.organisations.models import Organisation
from participation.organisations.selectors import list_voices, visible_organisations
from participation.organisations.speakers import speaking_as
from participation.record import worker
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed, SignInFirst
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def registered(**fields: object) -> Organisation:
    values = {
        "user": make.person(),
        "name": "Клуб на рибарите",
        "kind": "ngo",
        "municipality_id": make.place().pk,
        **fields,
    }
    return actions.register_organisation(**values)


def test_sent_twice_it_is_registered_once() -> None:
    person = make.person()
    made = registered(user=person)
    assert registered(user=person, about="Пак") == made
    assert registered().pk != made.pk, "another person's is another one"
    Organisation.objects.filter(pk=made.pk).update(state="refused")
    assert registered(user=person).pk != made.pk, "after a refusal it may be tried again"
    assert Act.objects.filter(kind="organisation.registered").count() == 3


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("175074752", True),
        ("175074753", False),
        ("1750747520015", False),
        ("", False),
        ("17507475", False),
        ("١٧٥٠٧٤٧٥٢", False),
    ],
)
def test_check_digits(number: str, valid: bool) -> None:
    assert is_eik(number) is valid


def test_nobody_speaks_before_it_is_vouched_for() -> None:
    made = registered()
    person = made.registered_by
    assert list_voices(person) == []
    with pytest.raises(NotAllowed):
        speaking_as(user=person, organisation_id=made.pk)
    actions.vouch_for(official=make.official(make.place()), organisation_id=made.pk)
    assert list_voices(person) == [made]
    assert speaking_as(user=person, organisation_id=made.pk).group == "ngo"
    assert Act.objects.filter(kind="organisation.vouched", organisation=made, is_public=True).exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "party"}, "kind"),
        ({"registration_number": "123456789"}, "registration_number"),
        ({"municipality_id": 0}, "municipality"),
    ],
)
def test_bad_input_names_its_field(fields: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        registered(**fields)
    assert refusal.value.field == field


def test_nobody_registers_nothing() -> None:
    with pytest.raises(SignInFirst):
        registered(user=None)


def test_one_organisation_per_number() -> None:
    registered(registration_number="175074752")
    with pytest.raises(BadInput):
        registered(registration_number="175074752")


def test_who_vouches() -> None:
    made = registered()
    elsewhere = make.official(make.place("VID09", "Видин", "Vidin"))
    own = make.official(make.place())
    actions_of = registered(user=own)
    for person, organisation in ((elsewhere, made), (make.person(), made), (own, actions_of)):
        with pytest.raises(NotAllowed):
            actions.vouch_for(official=person, organisation_id=organisation.pk)


def test_a_refusal_says_why_and_takes_the_voice_away() -> None:
    made = registered()
    official = make.official(make.place())
    actions.vouch_for(official=official, organisation_id=made.pk)
    with pytest.raises(BadInput):
        actions.refuse_organisation(official=official, organisation_id=made.pk, reason=" ")
    actions.refuse_organisation(official=official, organisation_id=made.pk, reason="Заличена е от регистъра.")
    assert list_voices(made.registered_by) == []
    worker.run_due()
    told = Notification.objects.get(user=made.registered_by, kind="organisation.refused")
    assert told.data["reason"] == "Заличена е от регистъра."


def test_an_invited_person_speaks_only_after_accepting() -> None:
    municipality = make.place()
    organisation = make.organisation(municipality)
    first, second = make.representative(organisation), make.person()
    actions.invite_representative(representative=first, organisation_id=organisation.pk, email=second.email.upper())
    worker.run_due()
    assert Notification.objects.filter(user=second, kind="organisation.invited").exists()
    assert list_voices(second) == []
    actions.answer_invitation(user=second, organisation_id=organisation.pk, accept=True)
    assert list_voices(second) == [organisation]
    actions.remove_representative(representative=second, organisation_id=organisation.pk, user_id=first.pk)
    assert list_voices(first) == []
    with pytest.raises(BadInput):
        actions.remove_representative(representative=second, organisation_id=organisation.pk, user_id=second.pk)


def test_pending_ones_are_known_to_their_own_and_to_officials() -> None:
    made = registered()
    seen = [make.person(), None, make.official(make.place("VID09", "Видин", "Vidin"))]
    assert not any(visible_organisations(viewer).filter(pk=made.pk).exists() for viewer in seen)
    knows = [made.registered_by, make.official(make.place())]
    assert all(visible_organisations(viewer).filter(pk=made.pk).exists() for viewer in knows)
