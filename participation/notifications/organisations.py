"""What the people around an organisation are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.organisations.models import Representative
from participation.places.models import Role
from participation.record.models import Act
from participation.record.subscribers import on

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
    """Who is asked to speak for it learns it, unless the invitation is gone."""
    person = act.data["user"]
    if Representative.objects.filter(organisation=act.organisation_id, user=person, accepted_at=None).exists():
        notify(user_id=person, kind=act.kind, data={"name": act.data["name"]}, url=_page(act), key=f"act.{act.pk}")


def _page(act: Act) -> str:
    return f"/organisations/{act.organisation_id}/"
