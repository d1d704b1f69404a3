"""Whom the acts on a consultation are told to, in which words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from participation.documents.selectors import get_import
from participation.keys import as_ref
from participation.notifications.actions import notify, notify_all
from participation.notifications.kinds import Kind, register
from participation.notifications.selectors import followers_of
from participation.places.models import Role
from participation.record.models import Act

from .desk import desk_url
from .models import Consultation, Proposal

FOLLOWED = {
    "consultation.opened": Kind(_("It is open: “%(title)s”. Have your say.")),
    "consultation.closing_soon": Kind(_("It closes soon: “%(title)s”. Three days or less are left.")),
    "consultation.closed": Kind(_("It has closed: “%(title)s”. Now every proposal is answered."), by_mail=False),
    "consultation.withdrawn": Kind(_("It was withdrawn: “%(title)s”."), _("Why: %(reason)s")),
    "consultation.adopted": Kind(_("It was adopted: “%(title)s”.")),
    "consultation.decision_corrected": Kind(_("The decision was corrected: “%(title)s”."), by_mail=False),
    "consultation.taken_back": Kind(_("The announcement was taken back: “%(title)s”."), _("Why: %(reason)s")),
    "consultation.extended": Kind(_("It stays open longer, until %(until)s: “%(title)s”."), _("Why: %(reason)s")),
    "report.published": Kind(_("The answers are published: “%(title)s”.")),
}
FOR_OFFICIALS = {
    "desk.came_in": Kind(_("New today, to be answered later: “%(title)s”."), by_mail=False),
    "desk.closed": Kind(_("It has closed, its proposals wait for your answers: “%(title)s”.")),
    "desk.import_done": Kind(_("The document is read: “%(title)s”."), by_mail=False),
    "desk.import_refused": Kind(_("The document could not be read: “%(title)s”."), by_mail=False),
}
OUTCOMES = {
    Proposal.Outcome.ACCEPTED: Kind(_("Your proposal was accepted: “%(title)s”."), "%(reason)s"),
    Proposal.Outcome.PARTLY: Kind(_("Your proposal was accepted in part: “%(title)s”."), _("Reason: %(reason)s")),
    Proposal.Outcome.REJECTED: Kind(_("Your proposal was not accepted: “%(title)s”."), _("Reason: %(reason)s")),
}


def join() -> None:
    """Register the sentences."""
    for name, kind in {**FOLLOWED, **FOR_OFFICIALS}.items():
        register(name, kind)
    carried = _("What you said at a public forum now stands in “%(title)s”, without your name. Put your name to it?")
    register("session.carried", Kind(carried))
    for outcome, kind in OUTCOMES.items():
        register(f"proposal.{outcome.value}", kind)


def tell_followers(act: Act) -> None:
    """Everybody who follows the consultation is told the act, once; but not the one who did it."""
    consultation = _consultation(act)
    if consultation is None:
        return
    people = [pk for pk in followers_of(act.scope) if pk != act.actor_id]
    data = {"title": consultation.title, "reason": act.data.get("reason", ""), "until": act.data.get("until", "")}
    notify_all(user_ids=people, kind=act.kind, data=data, url=_address(act, consultation), key=f"act.{act.pk}")


def tell_officials(act: Act) -> None:
    """The municipality's officials: of what came in once a day and consultation, of the closing once."""
    consultation = _consultation(act)
    if consultation is None:
        return
    officials = Role.objects.filter(
        municipality=consultation.municipality_id, kind=Role.Kind.OFFICIAL, user__is_active=True
    )
    closed = act.kind == "consultation.closed"
    day = act.at.astimezone(ZoneInfo(consultation.municipality.timezone)).date()
    people = [pk for pk in officials.values_list("user_id", flat=True) if pk != act.actor_id]
    notify_all(
        user_ids=people,
        kind="desk.closed" if closed else "desk.came_in",
        data={"title": consultation.title},
        url=desk_url(consultation.pk, "answers" if closed else "comments"),
        key=f"desk.{consultation.pk}.closed" if closed else f"desk.{consultation.pk}.{day}",
    )


def tell_uploader(act: Act) -> None:
    """Whoever uploaded a document for a draft learns that it was read, or was not."""
    consultation, job = _consultation(act), get_import(int(act.ref.rpartition(".")[2]))
    if consultation is None or job is None or job.uploader_id is None:
        return
    notify(
        user_id=job.uploader_id,
        kind=f"desk.{act.kind.replace('.', '_')}",
        data={"title": consultation.title},
        url=desk_url(consultation.pk, "text"),
        key=f"import.{job.pk}",
    )


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
    kind, number = as_ref(act.scope) or ("", 0)
    if kind != "consultation":
        return None
    return Consultation.objects.select_related("municipality").filter(pk=number).first()


def _address(act: Act, consultation: Consultation) -> str:
    if act.kind == "consultation.taken_back":  # its page is known to officials alone again
        return f"/municipalities/{consultation.municipality.code}/"
    page = "report/" if act.kind == "report.published" else ""
    return f"{consultation.get_absolute_url()}{page}"
