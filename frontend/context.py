"""What every page of the site is given: its name, where one can go, whose municipality it is."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontend.people.letters import has_mailbox
from frontend.places.chosen import ChosenPlace, chosen_place
from frontend.viewer import roles_of, stopped_here, unread_of
from participation.moderation.selectors import Stopped

Link = dict[str, Any]

PUBLIC: tuple[tuple[str, Promise], ...] = (
    ("consultations", _("Consultations")),
    ("forums", _("Topics")),
    ("sessions", _("Public forums")),
    ("projects", _("Projects")),
    ("polls", _("Polls")),
    ("municipalities", _("Municipalities")),
    ("organisations", _("Organisations")),
)
ROOMY = ("organisations",)  # in the menu of a narrow window, where there is room, and at the foot of every page
WITHIN = {  # what belongs to a place without standing below its address
    "forums": ("/topics/",),
    "projects": ("/volunteers/", "/volunteer/"),
}
FOOTER: tuple[tuple[str, Promise], ...] = (
    ("organisations", _("Organisations")),
    ("volunteers", _("Volunteers")),
    ("about", _("What this is")),
    ("rules", _("Rules")),
    ("accessibility", _("Accessibility")),
    ("privacy", _("Personal data")),
    ("api-docs", _("Open data and API")),
)


def link(name: str, label: str | Promise, path: str = "") -> Link | None:
    """A place to go, marked as current where the reader is in it; None while no such page exists."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    within = path.startswith((url, *WITHIN.get(name, ())))
    current = "page" if path == url else "true" if within else ""
    return {"url": url, "label": label, "current": current}


class Site:
    """The frame of a page. Everything that asks the database is asked only when a template reads it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.name = settings.SITE_NAME
        self.languages = settings.LANGUAGES

    def _links(self, wanted: tuple[tuple[str, Promise], ...]) -> list[Link]:
        found = (link(name, label, self.request.path) for name, label in wanted)
        return [item for item in found if item]

    @cached_property
    def place(self) -> ChosenPlace | None:
        """The municipality of the page, or else the one the reader chose: its colours are the page's."""
        return getattr(self.request, "place", None) or self.own_place

    @cached_property
    def own_place(self) -> ChosenPlace | None:
        """The municipality the reader chose, and nothing but that."""
        return chosen_place(self.request)

    @cached_property
    def nav(self) -> list[Link]:
        """The main ways through the site."""
        roomy = {reverse(name) for name in ROOMY}
        return [{**item, "is_roomy": item["url"] in roomy} for item in self._links(PUBLIC)]

    @cached_property
    def workplaces(self) -> list[Link]:
        """The workplaces of those who have one; who has two finds them in their own menu where the window is narrow."""
        roles = roles_of(self.request)
        wanted: tuple[tuple[str, Promise], ...] = (("work", _("Workspace")),) if "official" in roles else ()
        if "moderator" in roles:
            wanted += (("moderation", _("Moderation")),)
        return self._links(wanted)

    @cached_property
    def own(self) -> list[Link]:
        """What belongs to the person who is signed in."""
        mailbox = (("mailbox", _("Mailbox")),) if self.has_mailbox else ()
        return self._links(
            (
                ("profile", _("Profile")),
                ("volunteer", _("Volunteering")),
                ("own_pledges", _("My pledges")),
                ("notifications", _("Notifications")),
                *mailbox,
            )
        )

    @property
    def has_mailbox(self) -> bool:
        """Whether mails can be read here, because none leave: in the demo."""
        return has_mailbox()

    @cached_property
    def footer(self) -> list[Link]:
        """What stands under every page."""
        return self._links(FOOTER)

    @property
    def stopped(self) -> Stopped | None:
        """Why the person adds nothing here: then a page says so where its forms would stand."""
        return stopped_here(self.request)

    @cached_property
    def unread(self) -> int:
        """How many notifications the person has not read."""
        return unread_of(self.request)


def site(request: HttpRequest) -> dict[str, Site]:
    """Context processor: ``site`` in every template."""
    return {"site": Site(request)}
