"""The parts of a forum: added, called otherwise, put in order, removed; all of it set at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.refusals import BadInput
from participation.unseen import one_line

from ..models import Category, Forum
from .forums import change_forum, locked_forum, note

MOST_CATEGORIES = 20
LONGEST_NAME, LONGEST_DESCRIPTION = 120, 300  # of a category, in characters


@dataclass(frozen=True)
class Part:
    """What a part is to be called; without a number it is a new one."""

    id: int | None
    title: str
    description: str = ""


@transaction.atomic
def set_up_forum(*, host: object, forum_id: int, starting: str, parts: Sequence[Part]) -> Forum:
    """Who starts topics, and what these of its parts are called; all of it or nothing. Raises SignInFirst, NotAllowed,
    BadInput with ``part``: the number of the part it is about, None for a new one.
    """
    forum = change_forum(host=host, forum_id=forum_id, starting=starting)
    for part in parts:
        try:
            if part.id is None:
                add_category(host=host, forum_id=forum_id, title=part.title, description=part.description)
            else:
                change_category(host=host, category_id=part.id, title=part.title, description=part.description)
        except BadInput as refusal:
            raise BadInput(str(refusal), field=refusal.field, part=part.id) from refusal
    return forum


@transaction.atomic
def add_category(*, host: object, forum_id: int, title: str, description: str = "") -> Category:
    """The forum has one part more, the last. Raises SignInFirst, NotAllowed, BadInput."""
    forum = locked_forum(host, forum_id)
    count = forum.categories.count()
    if count >= MOST_CATEGORIES:
        raise BadInput(_("A forum has at most %(most)d parts.") % {"most": MOST_CATEGORIES})
    title, description = _named(title), _described(description)
    category = Category.objects.create(forum=forum, title=title, description=description, position=count)
    note(forum, host, "category.added", {"title": title})
    return category


@transaction.atomic
def change_category(
    *, host: object, category_id: int, title: str, description: str = "", position: int | None = None
) -> Category:
    """The part is called so, and stands at ``position`` among the others (0: first). Raises SignInFirst, NotAllowed,
    BadInput.
    """
    known, forum = _taken(host, category_id)
    before = (known.title, known.description)
    known.title, known.description = _named(title), _described(description)
    if (known.title, known.description) != before:
        known.save(update_fields=["title", "description"])
        note(forum, host, "category.changed", {"title": known.title})
    if position is not None:
        others = [one for one in _in_order(forum) if one.pk != known.pk]
        _place(forum, host, [*others[:position], known, *others[position:]], known)
    return known


@transaction.atomic
def remove_category(*, host: object, category_id: int) -> None:
    """The forum has this part no more. Raises SignInFirst, NotAllowed; BadInput while topics stand in it, or for the last.

    What was hidden or taken back in it stands in the first of the others, should it come back.
    """
    known, forum = _taken(host, category_id)
    if known.topics.filter(hidden_at=None, deleted_at=None, merged_into=None).exists():
        raise BadInput(_("Topics stand in this part: move them first."))
    others = [one for one in _in_order(forum) if one.pk != known.pk]
    if not others:
        raise BadInput(_("A forum has one part at least."))
    known.topics.update(category=others[0])
    title, pk = known.title, known.pk
    known.delete()
    _number(others)
    note(forum, host, "category.removed", {"title": title, "part": str(pk)})


def _taken(host: object, category_id: int) -> tuple[Category, Forum]:
    """The part as it stands under the lock of its forum."""
    forum_id = Category.objects.filter(pk=category_id).values_list("forum_id", flat=True).first()
    if forum_id is None:
        raise BadInput(_("There is no such part of the forum."))
    forum = locked_forum(host, forum_id)
    known = Category.objects.filter(pk=category_id, forum=forum).first()
    if known is None:
        raise BadInput(_("There is no such part of the forum."))
    return known, forum


def _in_order(forum: Forum) -> list[Category]:
    return list(forum.categories.order_by("position", "id"))


def _place(forum: Forum, host: object, wanted: list[Category], moved: Category) -> None:
    if [one.pk for one in wanted] != [one.pk for one in _in_order(forum)]:
        _number(wanted)
        moved.refresh_from_db(fields=["position"])
        note(forum, host, "category.moved", {"title": moved.title})


def _number(parts: list[Category]) -> None:
    for position, one in enumerate(parts):
        one.position = position
    Category.objects.bulk_update(parts, ["position"])


def _named(title: str) -> str:
    title = one_line(title)
    if not title or len(title) > LONGEST_NAME:
        raise BadInput(_("Give it a name of at most 120 characters."), field="title")
    return title


def _described(description: str) -> str:
    description = one_line(description)
    if len(description) > LONGEST_DESCRIPTION:
        words = _("This is too long: at most %(most)d characters.") % {"most": LONGEST_DESCRIPTION}
        raise BadInput(words, field="description")
    return description
