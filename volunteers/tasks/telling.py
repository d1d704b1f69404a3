"""Whom the acts of this room are told to, in which words. The worker tells: nobody waits for somebody else's row."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.keys import as_ref
from participation.notifications.actions import notify, notify_all
from participation.notifications.kinds import Kind, register
from participation.record.models import Act

from .actions.signing import moment_of
from .models import Certificate, Hours, Shift, SignUp

State = SignUp.State
WHEN = _("It begins on %(when)s. Where: %(where)s")
OF_SIGNUP = {
    "shift.moved_up": Kind(
        _("You have a place: “%(title)s”, %(when)s."),
        _("Somebody called off. If you cannot come, call off too, so that the next one can. Where: %(where)s"),
    ),
    "shift.tomorrow": Kind(_("In a day: your shift “%(title)s”."), WHEN),
    "shift.soon": Kind(_("In two hours: your shift “%(title)s”."), WHEN),
}
OF_SHIFT = {
    "shift.moved": Kind(_("Time or place changed: your shift “%(title)s”."), WHEN),
    "shift.cancelled": Kind(_("Cancelled: your shift “%(title)s”, %(when)s."), _("Why: %(reason)s")),
}
OF_HOURS = {
    "hours.confirmed": Kind(_("Your hours were confirmed: “%(title)s”."), by_mail=False),
    "hours.disputed": Kind(_("There is a question about your hours in “%(title)s”."), "%(words)s"),
}
ANSWERED = "hours.answered"
OF_CERTIFICATE = {
    "certificate.issued": Kind(_("There is a certificate for you: “%(title)s”.")),
    "certificate.revoked": Kind(_("Your certificate was revoked: “%(title)s”."), _("Why: %(reason)s")),
}


def join() -> None:
    """Register the sentences."""
    for name, kind in {**OF_SIGNUP, **OF_SHIFT, **OF_HOURS, **OF_CERTIFICATE}.items():
        register(name, kind)
    register(ANSWERED, Kind(_("Your question about hours was answered: “%(title)s”.")))


def tell_signed_up(act: Act) -> None:
    """The person whose place it is, unless they called off meanwhile or the shift was cancelled."""
    row = SignUp.objects.select_related("shift__task__project__municipality").filter(pk=_number(act)).first()
    if row is None or row.user_id is None or row.state != State.GOING or row.shift.cancelled_at is not None:
        return
    notify(
        user_id=row.user_id, kind=act.kind, data=_shift_data(row.shift), url=row.shift.get_absolute_url(), key=_key(act)
    )


def tell_everybody(act: Act) -> None:
    """Whoever comes to the shift or waits for a place."""
    shift = Shift.objects.select_related("task__project__municipality").filter(pk=_number(act)).first()
    if shift is None:
        return
    standing = shift.signups.filter(state__in=(State.GOING, State.WAITING), user__isnull=False)
    people = [pk for pk in standing.values_list("user_id", flat=True) if pk is not None]
    notify_all(user_ids=people, kind=act.kind, data=_shift_data(shift), url=shift.get_absolute_url(), key=_key(act))


def tell_worker(act: Act) -> None:
    """Whoever worked learns what was decided on their hours."""
    hours = Hours.objects.select_related("project").filter(pk=_number(act)).first()
    if hours is None or hours.user_id is None or f"hours.{hours.state}" != act.kind or hours.user_id == act.actor_id:
        return
    data = {"title": hours.project.title, "words": hours.reason}
    notify(user_id=hours.user_id, kind=act.kind, data=data, url="/volunteer/record/", key=_key(act))


def tell_asker(act: Act) -> None:
    """Whoever questioned hours learns that there is an answer."""
    hours = Hours.objects.select_related("project").filter(pk=_number(act)).first()
    if hours is None or hours.decided_by_id is None or hours.state != Hours.State.DISPUTED or not hours.reply:
        return
    url = f"{hours.project.get_absolute_url()}hours/"
    notify(user_id=hours.decided_by_id, kind=ANSWERED, data={"title": hours.project.title}, url=url, key=_key(act))


def tell_holder(act: Act) -> None:
    """Whose certificate it is; but not of what they did themselves."""
    row = Certificate.objects.select_related("project").filter(pk=_number(act)).first()
    if row is None or row.user_id is None or row.user_id == act.actor_id:
        return
    data = {"title": row.project.title, "reason": row.reason}
    notify(user_id=row.user_id, kind=act.kind, data=data, url="/volunteer/record/", key=_key(act))


def keys_about(refs: list[str]) -> list[str]:
    """Under which people were told the acts about these things."""
    return [f"act.{pk}" for pk in Act.objects.filter(ref__in=refs).values_list("pk", flat=True)]


def _key(act: Act) -> str:
    return f"act.{act.pk}"


def _number(act: Act) -> int:
    return (as_ref(act.ref) or ("", 0))[1]


def _shift_data(shift: Shift) -> dict[str, Any]:
    return {"title": shift.task.title, "when": moment_of(shift), "where": shift.place or "-", "reason": shift.reason}
