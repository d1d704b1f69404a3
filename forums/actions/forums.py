"""Opening forums and their parts."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from participation.accounts.models import User
from participation.database import db_now
from participation.keys import as_ref
from participation.organisations.models import Organisation
from participation.places.models import Municipality
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.retries import there_before
from participation.voting.actions import open_window

from ..models import Category, Forum
from ..parts import FIRST, ONE
from ..policies import may_host, may_order


def open_missing_forums() -> int:
    """Every municipality that takes part has its forum; how many were opened. Harmless to repeat."""
    living = Municipality.objects.filter(is_live=True).order_by("pk")
    there = set(Forum.objects.filter(scope__startswith="municipality.").values_list("scope", flat=True))
    missing = [place for place in living if f"municipality.{place.pk}" not in there]
    for place in missing:
        with override("bg"):
            make_forum(scope=f"municipality.{place.pk}", municipality_id=place.pk, title=place.name_bg, parts=FIRST)
    return len(missing)


@transaction.atomic
def open_organisation_forum(*, opener: object, organisation_id: int) -> Forum:
    """The organisation has a forum; the one it has, if it has one. Raises SignInFirst, BadInput; NotAllowed for all
    but its representatives, and while nobody vouches for it.
    """
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise BadInput(_("There is no such organisation."), field="organisation")
    scope = f"organisation.{organisation.pk}"
    return open_forum(opener=opener, scope=scope, municipality_id=organisation.municipality_id, title=organisation.name)


@transaction.atomic
def open_forum(*, opener: object, scope: str, municipality_id: int, title: str) -> Forum:
    """What the scope names has a forum with one part; the one it has, if it has one. For the rooms that know the scope.

    Raises SignInFirst; NotAllowed for all but its hosts.
    """
    if not getattr(opener, "is_authenticated", False):
        raise SignInFirst
    if not may_host(opener, scope, municipality_id):
        raise NotAllowed
    known = Forum.objects.filter(scope=scope).first()
    if known is not None:
        return there_before(known)
    forum = make_forum(scope=scope, municipality_id=municipality_id, title=title, parts=ONE)
    note(forum, opener, "forum.opened", {"title": forum.title})
    return forum


@transaction.atomic
def make_forum(*, scope: str, municipality_id: int, title: str, parts: tuple[tuple[object, object], ...]) -> Forum:
    """A forum with its window, open at once and for ever, and its parts."""
    window = open_window(municipality_id=municipality_id, opens_at=db_now())
    forum, is_new = Forum.objects.get_or_create(
        scope=scope, defaults={"municipality_id": municipality_id, "title": title[:300], "window": window}
    )
    if not is_new:  # another process was faster
        window.delete()
        return forum
    window.scope = forum.stream
    window.save(update_fields=["scope"])
    Category.objects.bulk_create(
        Category(forum=forum, title=str(name), description=str(about), position=place)
        for place, (name, about) in enumerate(parts)
    )
    return forum


@transaction.atomic
def set_forum_shown(*, scope: str, is_shown: bool) -> None:
    """Nobody reads the forum any more, or everybody again: what it belongs to is not public, or is. Harmless without one."""
    Forum.objects.filter(scope=scope).update(hidden_at=None if is_shown else db_now())


@transaction.atomic
def change_forum(*, host: object, forum_id: int, starting: str) -> Forum:
    """Who starts topics there. Raises SignInFirst, NotAllowed, BadInput."""
    forum = locked_forum(host, forum_id)
    if starting not in Forum.Starting.values:
        raise BadInput(_("Choose who starts topics."), field="starting")
    if forum.starting != starting:
        forum.starting = starting
        forum.save(update_fields=["starting"])
        note(forum, host, "forum.changed", {"starting": starting})
    return forum


def locked_forum(person: object, forum_id: int) -> Forum:
    """The forum, locked, for who keeps order there. Raises SignInFirst, BadInput, NotAllowed."""
    if not getattr(person, "is_authenticated", False):
        raise SignInFirst
    forum = Forum.objects.select_for_update().filter(pk=forum_id, hidden_at=None).first()
    if forum is None:
        raise BadInput(_("There is no such forum."), field="forum")
    if not may_order(person, forum):
        raise NotAllowed
    return forum


def note(forum: Forum, person: object, kind: str, data: dict[str, str]) -> None:
    """What was done in the forum, by its host or a moderator."""
    assert isinstance(person, User)
    record(
        kind=kind, scope=forum.stream, actor=person, role=role_in(person, forum), municipality_id=forum.municipality_id,
        data=data,
    )  # fmt: skip


def role_in(person: User, forum: Forum) -> str:
    """In which role somebody keeps order there."""
    if not may_host(person, forum.scope, forum.municipality_id):
        return "moderator"
    kind, _number = as_ref(forum.scope) or ("", 0)
    return "ngo" if kind == "organisation" else "official"
