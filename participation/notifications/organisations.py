"""What the people around an organisation are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.accounts.selectors import find_by_address
from participation.organisations.actions import forget_old_invitations
from participation.organisations.models import Representative
from participation.organisations.selectors import get_invitation, list_invitations_to
from participation.places.models import Role
from participation.record.models import Act
from participation.record.subscribers import every, on

from .actions import notify, notify_all
from .kinds import Kind, register

register("organisation.registered", Kind(_("“%(name)s” asks to be vouched for."), by_mail=True))
register("organisation.vouched", Kind(_("“%(name)s” was vouched for. You can speak for it now.")))
register("organisation.refused", Kind(_("“%(name)s” was not vouched for."), _("Reason: %(reason)s"), always_mail=True))
register("organisation.invited", Kind(_("You are asked to speak for “%(name)s”."), _("Accept or decline on its page.")))


@on("organisation.registered")
def tell_officials(act: Act) -> None:
    """The municipality's officials learn that somebody waits."""
    officials = Role.objects.filter(municipality=act.municipality_id, kind=Role.Kind.OFFICIAL, user__is_active=True)
    people = list(officials.exclude(user=act.actor_id).values_list("user_id", flat=True))
    notify_all(user_ids=people, kind=act.kind, data={"name": act.data["name"]}, url=_page(act), key=f"act.{act.pk}")


@on("organisation.vouched", "organisation.refused")
def tell_representatives(act: Act) -> None:
    """Those who speak for it learn what was decided."""
    people = list(Representative.objects.filter(organisation=act.organisation_id).values_list("user_id", flat=True))
    data = {"name": act.data["name"], "reason": act.data.get("reason", "")}
    notify_all(user_ids=people, kind=act.kind, data=data, url=_page(act), key=f"act.{act.pk}")


@on("organisation.invited")
def tell_the_invited(act: Act) -> None:
    """Who has confirmed the address learns it, unless the invitation is gone. Others are told nothing."""
    invitation = get_invitation(act.data.get("invitation", 0))
    person = find_by_address(invitation.email) if invitation else None
    if person is not None and list_invitations_to(person).filter(pk=act.data["invitation"]).exists():
        notify(user_id=person.pk, kind=act.kind, data={"name": act.data["name"]}, url=_page(act), key=f"act.{act.pk}")


@every(days=1)
def let_go_of_old_invitations() -> None:
    """Addresses of people who never answered are not kept."""
    forget_old_invitations()


def _page(act: Act) -> str:
    return f"/organisations/{act.organisation_id}/"
