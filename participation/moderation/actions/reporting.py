"""Saying that something breaks the rules, with an account or without."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.limits import limit, limit_address
from participation.refusals import BadInput, NotAllowed
from participation.unseen import one_line

from ..models import Report
from ..selectors.reports import waiting_report
from ..subjects import describe

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no letters that are mistaken for digits
LONGEST = 2000
LONGEST_PLACE = 500
MOST, MOST_OF_NETWORK, HOUR = 10, 40, 3600  # of one person or address, and of a network; in so many seconds


def report_thing(
    *, reporter: object, ref: str, reason: str, note: str = "", place: str = "", contact: str = "", address: str = ""
) -> Report:
    """The thing waits for a moderator; the report carries a receipt. What the same person says in a second report is
    added to the first, which then says ``was_there``.

    ``place``: the words it is about. ``contact``: where a guest wants the outcome mailed; who is signed in has the bell.
    ``address`` is the sender's network address, counted for limits and kept nowhere. Raises BadInput, TooMany, and
    NotAllowed for what the person said themselves.
    """
    subject = describe(ref)
    if subject is None or subject.is_hidden:
        raise BadInput(_("This is not there any more."), field="ref")
    if reason not in Report.Reason.values:
        raise BadInput(_("Choose what is wrong."), field="reason")
    for field, typed, longest in (("note", note, LONGEST), ("place", place, LONGEST_PLACE)):
        if len(typed) > longest:
            raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": longest}, field=field)
    person = reporter if isinstance(reporter, User) else None
    if person is not None and subject.author_id == person.pk:
        raise NotAllowed(_("This is your own. You can change it or take it back where it stands."))
    contact = "" if person else _checked(contact.strip())
    _limit(person, address)
    with transaction.atomic():
        if person is not None:
            before = waiting_report(person, ref, locked=True)
            if before is not None:
                return _added(before, reason=reason, place=one_line(place), note=note.strip())
        return Report.objects.create(
            ref=ref,
            scope=subject.scope,
            municipality_id=subject.municipality_id,
            reporter=person,
            contact=contact,
            reason=reason,
            place=one_line(place),
            note=note.strip(),
            receipt=new_receipt(),
            language=get_language() or "bg",
        )


def _added(report: Report, *, reason: str, place: str, note: str) -> Report:
    """The report with what is new in these words, below the earlier ones. Raises BadInput where they are too many."""
    more = [str(Report.Reason(reason).label).capitalize()] if reason != report.reason else []
    if place and not report.place:
        report.place = place
    elif place and place != report.place:
        more.append(f"“{place}”")
    said = "\n".join(one for one in [*more, note] if one and one not in report.note)
    report.note = "\n\n".join(one for one in (report.note, said) if one)
    if len(report.note) > LONGEST:
        words = _("Together with what you wrote before this is too long: at most %(most)d characters.")
        raise BadInput(words % {"most": LONGEST}, field="note")
    report.save(update_fields=["place", "note"])
    report.was_there = True
    return report


def _limit(person: User | None, address: str) -> None:
    if person:
        limit(f"report:{person.pk}", times=MOST, seconds=HOUR)
    else:
        limit_address("report", address, times=MOST, network_times=MOST_OF_NETWORK, seconds=HOUR)


def new_receipt() -> str:
    """Fifty random bits that can be read out over the telephone."""
    return "".join(secrets.choice(ALPHABET) for _n in range(10))


def _checked(contact: str) -> str:
    if contact:
        try:
            validate_email(contact)
        except ValidationError as error:
            raise BadInput(_("This is no e-mail address."), field="contact") from error
    return contact
