"""Asking a minor's guardian, and what the guardian answers with the key of the letter: no account is needed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.database import db_now
from participation.limits import limit
from participation.refusals import BadInput, Closed, refuse_all
from participation.retries import there_before

from ..keys import digest_of, key_of
from ..models import Guardian, Volunteer
from ..selectors.guardians import TERM, find_guardian
from .common import end_participation, locked_entry, note_entry, somebody
from .typed import checked_guardian

LETTERS = {"times": 3, "seconds": 86_400}  # that one volunteer can have sent
NO_KEY = _("This address is not valid any more. If you were asked again, use the newest letter.")
TOO_LATE = _("The two weeks are over, and your answer is not awaited any more. You can be asked again.")
TAKEN_BACK = _("You refused or took your consent back. To give it again, be asked again.")


@transaction.atomic
def ask_guardian(*, person: object, name: str = "", email: str = "") -> Guardian:
    """The guardian has a letter with a key, good for 14 days; the key of an earlier letter is dead, and a consent it gave
    is over. Without name and address the letter goes once more to who is being asked. A consent that stands is left.

    Raises SignInFirst, NotAllowed, BadInput by field, TooMany after three letters in a day.
    """
    user = somebody(person)
    entry = locked_entry(user)
    if entry is None or not entry.is_minor:
        raise BadInput(_("Only volunteers below 18 need a guardian's consent."))
    before = Guardian.objects.filter(volunteer=entry).first()
    if before is not None and not (name or email):
        name, email = before.name, before.email
    name, email, wrong = checked_guardian(user, name, email)
    refuse_all(wrong)
    if before is not None and before.consents and is_asked_already(before, name, email):
        return there_before(before)
    made = ask(entry, name, email)
    end_participation(user.pk)
    return made


def is_asked_already(row: Guardian | None, name: str, email: str) -> bool:
    """Whether this very guardian is being asked, or has consented."""
    return row is not None and (row.is_asked or row.consents) and (row.name, row.email) == (name, email)


def ask(entry: Volunteer, name: str, email: str) -> Guardian:
    """A new request stands, and its letter will be mailed; the volunteer's row is locked. Raises TooMany."""
    limit(f"guardian:{entry.user_id}", **LETTERS)
    limit(f"guardian:{digest_of(email)}", **LETTERS)  # whoever asks: nobody's letter box is filled
    now = db_now()
    nothing = dict.fromkeys(("mailed_at", "reminded_at", "consented_at", "refused_at", "lapsed_at"))
    made, _new = Guardian.objects.update_or_create(
        volunteer=entry,
        defaults={
            "name": name, "email": email, "asked_at": now, "digest": digest_of(key_of(entry.pk, now)), **nothing,
        },
    )  # fmt: skip
    note_entry(entry, "guardian.asked", ref=f"guardian.{made.pk}")
    return made


@transaction.atomic
def answer_guardian(*, key: str, consent: bool) -> Guardian:
    """The guardian consents, or refuses: then nobody sees the entry, and the guardian's name and address are forgotten.

    The same answer again is harmless. Raises BadInput for a key that is none, Closed after 14 days and for a consent
    after a refusal.
    """
    row = _locked(key)
    if not consent:
        return there_before(row) if row.refused_at is not None else _end(row, "guardian.refused")
    if row.refused_at is not None:
        raise Closed(TAKEN_BACK)
    if row.consents:
        return there_before(row)
    now = db_now()
    if row.lapsed_at is not None or row.asked_at + TERM <= now:
        raise Closed(TOO_LATE)
    row.consented_at = now
    row.save(update_fields=["consented_at"])
    note_entry(row.volunteer, "guardian.consented", ref=f"guardian.{row.pk}")
    return row


@transaction.atomic
def take_back_consent(*, key: str) -> Guardian:
    """The consent is over: nobody sees the entry, applications are withdrawn, the guardian is forgotten. Harmless again.

    Raises BadInput for a key that is none, or where there was no consent.
    """
    row = _locked(key)
    if row.refused_at is not None:
        return there_before(row)
    if not row.consents:
        raise BadInput(_("There is no consent to take back."))
    return _end(row, "guardian.taken_back")


def _end(row: Guardian, kind: str) -> Guardian:
    row.refused_at, row.name, row.email = db_now(), "", ""
    row.save(update_fields=["refused_at", "name", "email"])
    end_participation(row.volunteer.user_id)
    note_entry(row.volunteer, kind, ref=f"guardian.{row.pk}")
    return row


def _locked(key: str) -> Guardian:
    """The request of a key, its volunteer and itself alone for this transaction. Raises BadInput."""
    known = find_guardian(key)
    if known is not None:
        Volunteer.objects.select_for_update(of=("self",)).filter(pk=known.volunteer_id).first()
    rows = Guardian.objects.select_for_update(of=("self",)).select_related("volunteer")
    row = rows.filter(digest=digest_of(key)).first() if known is not None else None
    if row is None:
        raise BadInput(NO_KEY, field="key")
    return row
