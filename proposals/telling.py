"""Whom the acts on a consultation are told to, in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.notifications.actions import notify, notify_all
from participation.notifications.kinds import Kind, register
from participation.notifications.selectors import followers_of
from participation.record.models import Act

from .models import Consultation, Proposal

FOLLOWED = {
    "consultation.opened": Kind(_("It is open: “%(title)s”. Have your say.")),
    "consultation.closing_soon": Kind(_("It closes soon: “%(title)s”. Three days or less are left.")),
    "consultation.closed": Kind(_("It has closed: “%(title)s”. Now every proposal is answered."), by_mail=False),
    "consultation.withdrawn": Kind(_("It was withdrawn: “%(title)s”."), _("Why: %(reason)s")),
    "consultation.adopted": Kind(_("It was adopted: “%(title)s”.")),
    "report.published": Kind(_("The answers are published: “%(title)s”.")),
}
OUTCOMES = {
    Proposal.Outcome.ACCEPTED: Kind(_("Your proposal was accepted: “%(title)s”."), "%(reason)s"),
    Proposal.Outcome.PARTLY: Kind(_("Your proposal was accepted in part: “%(title)s”."), _("Reason: %(reason)s")),
    Proposal.Outcome.REJECTED: Kind(_("Your proposal was not accepted: “%(title)s”."), _("Reason: %(reason)s")),
}


def join() -> None:
    """Register the sentences."""
    for name, kind in FOLLOWED.items():
        register(name, kind)
    for outcome, kind in OUTCOMES.items():
        register(f"proposal.{outcome.value}", kind)


def tell_followers(act: Act) -> None:
    """Everybody who follows the consultation is told the act, once; but not the one who did it."""
    consultation = _consultation(act)
    if consultation is None:
        return
    people = [pk for pk in followers_of(act.scope) if pk != act.actor_id]
    data = {"title": consultation.title, "reason": act.data.get("reason", "")}
    notify_all(user_ids=people, kind=act.kind, data=data, url=_address(act, consultation), key=f"act.{act.pk}")


def tell_proposers(act: Act) -> None:
    """Whoever made a proposal is told what was answered, once each."""
    consultation = _consultation(act)
    if consultation is None:
        return
    answered = Proposal.objects.filter(consultation=consultation, number__isnull=False)
    for proposal in answered.select_related("suggestion", "post").order_by("pk"):
        made = proposal.suggestion or proposal.post
        if made is not None and made.author_id:
            notify(
                user_id=made.author_id,
                kind=f"proposal.{proposal.outcome}",
                data={"title": consultation.title, "reason": proposal.reason, "number": proposal.number},
                url=f"{consultation.get_absolute_url()}report/#p{proposal.number}",
                key=f"proposal.{proposal.pk}.answered",
            )


def _consultation(act: Act) -> Consultation | None:
    return Consultation.objects.filter(pk=int(act.scope.partition(".")[2])).first()


def _address(act: Act, consultation: Consultation) -> str:
    page = "report/" if act.kind == "report.published" else ""
    return f"{consultation.get_absolute_url()}{page}"
