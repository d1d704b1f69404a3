"""Certificates of confirmed hours: made, revoked, given back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.places.selectors import can_act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import there_before
from participation.unseen import one_line
from volunteers.projects.models import Project

from ..codes import new_certificate_code
from ..models import Certificate
from ..policies import may_issue, may_revoke
from ..selectors.certificates import confirmed_of
from .common import GONE, alone, needed, note, refuse

State = Certificate.State
NOTHING = _("No hours have been confirmed yet, so there is nothing to certify.")
NOT_VALID = _("This certificate is not valid any more.")


@transaction.atomic
def issue_certificate(*, person: object, project_id: int, user_id: int) -> Certificate:
    """There is a certificate of the minutes confirmed up to now; one of before says that it was replaced.

    The same one again while nothing changed. Raises SignInFirst, NotAllowed but for the person themselves, who leads the
    project and its officials, BadInput where nothing is confirmed, TooMany.
    """
    if not isinstance(person, User):
        raise SignInFirst
    limit(f"certificate:{person.pk}", times=200, seconds=3600)
    alone(user_id)
    project = Project.objects.select_related("municipality").filter(pk=project_id).first()
    if project is None:
        raise BadInput(GONE, field="project")
    if not may_issue(person, project, user_id):
        raise NotAllowed
    holder = User.objects.filter(pk=user_id, is_active=True).first()
    sum_ = confirmed_of(user_id, project.pk)
    if holder is None or sum_ is None:
        raise BadInput(NOTHING)
    told = {"name": holder.display_name, "minutes": sum_.minutes, "first_day": sum_.first, "last_day": sum_.last}
    valid = Certificate.objects.select_for_update().filter(user=holder, project=project, state=State.VALID).first()
    if valid is not None:
        if all(getattr(valid, name) == value for name, value in told.items()):
            return there_before(valid)
        _end(valid, State.REPLACED)
    certificate = Certificate.objects.create(
        user=holder, project=project, code=new_certificate_code(), issued_by=person, issued_at=db_now(), **told
    )
    note(project, "certificate.issued", person, ref=f"certificate.{certificate.pk}")
    return certificate


@transaction.atomic
def revoke_certificate(*, person: object, certificate_id: int, reason: str) -> Certificate:
    """Whoever checks it reads that it was revoked; its holder reads why. Harmless the second time.

    Raises SignInFirst, NotAllowed but for who leads the project (not of one another) and its officials, BadInput without
    a reason, Closed where it was replaced or withdrawn.
    """
    certificate = _locked(person, certificate_id)
    if not may_revoke(person, certificate):
        raise NotAllowed
    if certificate.state == State.REVOKED:
        return there_before(certificate)
    refuse(None if certificate.state == State.VALID else Closed(NOT_VALID))
    words = _("Say why it is revoked: its holder reads it.")
    certificate.reason = needed(one_line(reason), words, field="reason", most=500)
    _end(certificate, State.REVOKED)
    assert isinstance(person, User)  # may_revoke has looked
    note(certificate.project, "certificate.revoked", person, ref=f"certificate.{certificate.pk}")
    return certificate


@transaction.atomic
def withdraw_certificate(*, person: object, certificate_id: int) -> Certificate:
    """Its holder takes it back: whoever checks it reads that, and no name. Harmless the second time."""
    certificate = _locked(person, certificate_id)
    if not isinstance(person, User) or certificate.user_id != person.pk or not can_act(person):
        raise NotAllowed
    if certificate.state == State.WITHDRAWN:
        return there_before(certificate)
    refuse(None if certificate.state == State.VALID else Closed(NOT_VALID))
    certificate.name = ""
    _end(certificate, State.WITHDRAWN)
    note(certificate.project, "certificate.withdrawn", person, ref=f"certificate.{certificate.pk}")
    return certificate


def _locked(person: object, certificate_id: int) -> Certificate:
    if not isinstance(person, User):
        raise SignInFirst
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("project__municipality")
    found = rows.filter(pk=certificate_id).first()
    if found is None:
        raise BadInput(GONE)
    return found


def _end(certificate: Certificate, state: Certificate.State) -> None:
    certificate.state, certificate.revoked_at = state, db_now()
    certificate.save(update_fields=["state", "revoked_at", "reason", "name"])
