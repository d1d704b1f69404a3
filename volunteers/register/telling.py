"""Whom the acts of the register are told to, in which words; and the letters to guardians.

Nothing that is told names a volunteer: a notification outlives what it is about, and goes through mail boxes.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from participation.keys import as_ref
from participation.notifications.actions import notify, notify_all
from participation.notifications.kinds import Kind, register
from participation.record.models import Act
from volunteers.projects.models import Coordinator, Project

from .keys import digest_of, key_of
from .models import Application, Guardian, Volunteer
from .selectors.guardians import TERM

OWN_PAGE, OWN_APPLICATIONS = "/volunteer/", "/volunteer/applications/"
TO_COORDINATORS = {
    "application.made": Kind(_("Somebody wants to help in “%(title)s”."), _("Who it is stands on the project's page.")),
    "application.withdrawn": Kind(_("Somebody does not help in “%(title)s” any more."), by_mail=False),
    "invitation.accepted": Kind(_("Somebody whom you invited helps in “%(title)s”.")),
}
TO_VOLUNTEER = {
    "application.accepted": Kind(
        _("You take part in “%(title)s”. Thank you!"), _("What to do next stands on its page.")
    ),
    "application.declined": Kind(_("“%(title)s” does not need your help for now."), _("Thank you for offering it.")),
    "application.invited": Kind(
        _("You are invited to help in “%(title)s”."), _("Who you are is told only if you say yes.")
    ),
}
TO_MINOR = {
    "guardian.consented": Kind(_("Your parent or guardian has consented: you can help in projects now.")),
    "guardian.refused": Kind(_("Your parent or guardian has not consented to your helping.")),
    "guardian.taken_back": Kind(
        _("Your parent or guardian has taken the consent back."), _("You do not take part in projects any more.")
    ),
    "guardian.lapsed": Kind(
        _("Your parent or guardian has not answered in two weeks."), _("You can have them asked again.")
    ),
}
FORGOTTEN = "volunteer.forgotten"
TO_LEFT = {
    FORGOTTEN: Kind(
        _("Your entry in the register of volunteers was deleted, because it was not used for a long time."),
        _("You can enter again whenever you like."),
    )
}


def join() -> None:
    """Register the sentences."""
    for name, kind in (TO_COORDINATORS | TO_VOLUNTEER | TO_MINOR | TO_LEFT).items():
        register(name, kind)


def tell_coordinators(act: Act) -> None:
    """Those who lead the project learn that somebody came or went, not who."""
    project = _project(act)
    if project is None:
        return
    people = Coordinator.objects.filter(project=project).values_list("user_id", flat=True)
    notify_all(
        user_ids=list(people), kind=act.kind, data={"title": project.title},
        url=f"{project.get_absolute_url()}people/", key=f"act.{act.pk}",
    )  # fmt: skip


def tell_volunteer(act: Act) -> None:
    """Whoever applied or was invited learns of it, unless they have withdrawn meanwhile."""
    project, named = _project(act), as_ref(act.ref)
    row = Application.objects.filter(pk=named[1] if named else 0).exclude(state=Application.State.WITHDRAWN).first()
    if project is not None and row is not None:
        url = project.get_absolute_url() if act.kind == "application.accepted" else OWN_APPLICATIONS
        notify(user_id=row.user_id, kind=act.kind, data={"title": project.title}, url=url, key=f"act.{act.pk}")


def tell_minor(act: Act) -> None:
    """The volunteer learns what the guardian answered."""
    named = as_ref(act.scope)
    row = Volunteer.objects.filter(pk=named[1] if named else 0).first()
    if row is not None:
        notify(user_id=row.user_id, kind=act.kind, data={}, url=OWN_PAGE, key=f"act.{act.pk}")


def send_letter(act: Act) -> bool:
    """The guardian has the letter, once; False where nobody is asked any more.

    The row is marked before the mail leaves and unmarked where it could not, so that the next try sends it.
    """
    named = as_ref(act.ref)
    asked = Guardian.objects.filter(consented_at=None, refused_at=None, lapsed_at=None, pk=named[1] if named else 0)
    if not asked.filter(mailed_at=None).update(mailed_at=timezone.now()):
        return False
    row = asked.select_related("volunteer__user").first()
    if row is None:
        return False
    try:
        letter(row).send()
    except Exception:
        asked.update(mailed_at=None)
        raise
    return True


def letter(row: Guardian) -> EmailMessage:
    """Who volunteers, what that means, where to answer and until when, in the volunteer's language."""
    user = row.volunteer.user
    key = key_of(row.volunteer_id, row.asked_at)
    if row.digest != digest_of(key):  # the site's secret is another one since: the letter's key has to open its row
        Guardian.objects.filter(pk=row.pk).update(digest=digest_of(key))
    with translation.override(user.language):
        names = {"name": user.display_name, "guardian": row.name}
        day = date_format(timezone.localtime(row.asked_at + TERM), "DATE_FORMAT")
        lines = [
            _now("Hello, %(guardian)s,") % names,
            _now(
                "%(name)s is below 18, wants to help as a volunteer in projects of people and municipalities on Megdan, and "
                "named you as parent or guardian."
            )
            % names,
            _now(
                "If you consent, coordinators of the projects to which %(name)s applies see the name, what %(name)s can do and "
                "when, never an address or a telephone number. Before you consent nobody sees anything."
            )
            % names,
            _now("Read more and answer until %(day)s:") % {"day": day},
            f"{settings.ENV.origin}{page_of(key)}",
            _now("At the same address you can take your consent back at any time, so keep this letter."),
            _now("If you do not answer, nothing happens, and we delete your name and address after that day."),
        ]
        subject = _now("%(name)s needs your consent to help as a volunteer") % names
        if row.reminded_at is not None:
            subject = _now("Reminder: %(subject)s") % {"subject": subject}
        return EmailMessage(subject=" ".join(subject.split()), body="\n\n".join(lines), to=[row.email])


def page_of(key: str) -> str:
    """Where a guardian answers."""
    return f"/guardian/{key}/"


def _project(act: Act) -> Project | None:
    named = as_ref(act.scope)
    return Project.objects.filter(pk=named[1]).first() if named and named[0] == "project" else None
