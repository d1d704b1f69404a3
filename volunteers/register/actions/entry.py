"""Entering the register, changing one's entry, leaving."""

from __future__ import annotations

from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.refusals import SignInFirst, Stale, refuse_all

from ..models import Guardian, Volunteer
from ..policies import consent_stands
from .common import end_participation, locked_entry, note_entry, somebody
from .guardians import ask, is_asked_already
from .typed import EntryFields, Wrong, checked, checked_guardian

MINOR = Volunteer.Age.MINOR


@transaction.atomic
def save_entry(
    *,
    person: object,
    consent: bool = False,
    seen: str | None = None,
    guardian_name: str = "",
    guardian_email: str = "",
    **fields: Unpack[EntryFields],
) -> Volunteer:
    """The person is in the register with this; what is not named stays as it was. ``consent`` is needed the first time.

    Whoever is below 18 names a guardian, who is asked by mail; nobody sees or is offered the entry before they consent, and
    whoever took part before waits. ``seen``: the ``changed_at`` a form saw (ISO 8601). Raises SignInFirst, NotAllowed,
    BadInput by field, Stale, TooMany.
    """
    user = somebody(person)
    limit(f"register:{user.pk}", times=60, seconds=3600)
    known = locked_entry(user)
    if seen is not None and known is not None and known.changed_at.isoformat() != seen:
        raise Stale
    values, places, wrong = checked(fields)
    if known is None and "age" not in values:
        wrong["age"] = _("Choose how old you are.")
    if known is None and not consent:
        wrong["consent"] = _("To enter the register you have to agree to what it keeps about you.")
    guardian = _guardian(user, known, values, wrong, guardian_name, guardian_email)
    refuse_all(wrong)
    now = db_now()
    made, is_new = Volunteer.objects.update_or_create(
        user=user,
        defaults={**values, "changed_at": now},
        create_defaults={**values, "consented_at": now, "changed_at": now},
    )
    if places is not None:
        made.municipalities.set(places)
    note_entry(made, "volunteer.entered" if is_new else "volunteer.changed")
    _settle_guardian(made, guardian)
    return made


@transaction.atomic
def leave_register(*, person: object) -> bool:
    """The person's entry is gone with all that was in it; applications are withdrawn. False if there was none.

    Raises SignInFirst. Whoever is suspended may leave, too.
    """
    if not isinstance(person, User):
        raise SignInFirst
    entry = locked_entry(person)
    if entry is None:
        return False
    drop(entry)
    return True


def drop(entry: Volunteer) -> None:
    """The entry, locked, is gone; so are its guardian and what was written in applications."""
    end_participation(entry.user_id)
    note_entry(entry, "volunteer.left")
    entry.delete()


def _guardian(
    user: User, known: Volunteer | None, values: dict[str, Any], wrong: Wrong, name: str, email: str
) -> tuple[str, str] | None:
    """Whom to ask for consent; None where nobody new is to be asked."""
    before = Guardian.objects.filter(volunteer=known).first() if known is not None else None
    if values.get("age", known.age if known else "") != MINOR:
        if known is not None and known.is_minor and not consent_stands(known):
            wrong["age"] = _(
                "You said that you are below 18, and your guardian has not consented. If you have come of age, leave the "
                "register and enter it anew."
            )
        return None
    if before is not None and not (name or email):
        return None
    name, email, unfit = checked_guardian(user, name, email)
    wrong.update(unfit)
    return None if is_asked_already(before, name, email) else (name, email)


def _settle_guardian(entry: Volunteer, guardian: tuple[str, str] | None) -> None:
    """A guardian is asked where one is needed, and forgotten where none is; without consent nothing stands."""
    if not entry.is_minor:
        Guardian.objects.filter(volunteer=entry).delete()
        return
    if guardian is not None:
        ask(entry, *guardian)
    current = Volunteer.objects.select_related("guardian").get(pk=entry.pk)
    if not consent_stands(current):
        end_participation(entry.user_id)
