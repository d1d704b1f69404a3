"""Whom one may name in a topic, and whom a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString, mark_safe

from participation.accounts.models import User
from participation.database import contains
from participation.places.models import Role

from ..models import Forum, Mention, Post, Topic

MOST_KNOWN = 500  # people of one topic whose names are looked for in a text
MOST_NAMED = 10  # by one post
SECOND = re.compile(r" [A-ZА-ЯÀ-ÖØ-Þ][^\W\d_]+")
TAG = re.compile(r"""(<(?:[^>"']|"[^"]*"|'[^']*')*>)""")
NAMED = re.compile(r"(?<![\w@./-])@([^\W\d_][\w-]*)")  # the first word of a name; no address of mail


def list_mentionable(forum: Forum, *, typed: str = "") -> QuerySet[User]:
    """Who may be named: those who spoke in the forum as themselves, and officials and moderators of its place."""
    return _people(Q(thread__topic__forum=forum.pk, thread__topic__hidden_at=None), forum, typed)


def _near(topic: Topic) -> QuerySet[User]:
    """Those who spoke in the topic itself, and officials and moderators."""
    return _people(Q(thread=topic.thread_id), topic.forum)


def _people(where: Q, forum: Forum, typed: str = "") -> QuerySet[User]:
    spoke = Post.objects.filter(where, hidden_at=None, deleted_at=None, organisation=None, author__isnull=False)
    work = Role.objects.filter(municipality=forum.municipality_id)
    people = User.objects.filter(Q(pk__in=spoke.values("author")) | Q(pk__in=work.values("user")), is_active=True)
    people = people.exclude(display_name="")
    if typed:
        people = people.filter(contains("display_name", typed))
    return people.order_by("display_name", "pk")


def named_in(body: str, topic: Topic) -> list[tuple[str, User]]:
    """``(name as typed, person)`` for each who is named as ``@name``: the whole name, or a first name only one has.

    Who spoke in the topic comes before those who spoke elsewhere in its forum. Nothing is asked of the database where
    there is no ``@``.
    """
    if "@" not in body:
        return []
    found = _named_among(list(_near(topic)[:MOST_KNOWN]), body, {})
    missing = unnamed(body, [name for name, _person in found.values()])
    if missing:
        wanted = Q()
        for name in missing[:MOST_NAMED]:
            wanted |= contains("display_name", name.split()[0])
        found = _named_among(list(list_mentionable(topic.forum).filter(wanted)[:MOST_KNOWN]), body, found)
    return list(found.values())[:MOST_NAMED]


def _named_among(people: list[User], body: str, before: dict[int, tuple[str, User]]) -> dict[int, tuple[str, User]]:
    folded, found = body.casefold(), dict(before)
    taken = {name.casefold() for name, _person in before.values()}
    firsts: dict[str, list[User]] = {}
    for person in people:
        firsts.setdefault(person.display_name.split()[0].casefold(), []).append(person)
        if person.pk not in found and f"@{person.display_name.casefold()}" in folded:
            found[person.pk] = (person.display_name, person)
    for first, bearers in firsts.items():
        free = len(bearers) == 1 and bearers[0].pk not in found and first not in taken
        if free and _stands_alone(f"@{first}", folded):
            found[bearers[0].pk] = (bearers[0].display_name.split()[0], bearers[0])
    return found


def unnamed(body: str, names: Iterable[str]) -> list[str]:
    """What stands behind an ``@`` and names none of those, as typed: a word, or two where the second is a name too."""
    known = sorted((name.casefold() for name in names), key=len, reverse=True)
    missing: list[str] = []
    for found in NAMED.finditer(body):
        behind = body[found.start(1) :].casefold()
        if not any(behind.startswith(name) and not behind[len(name) : len(name) + 1].isalnum() for name in known):
            second = SECOND.match(body, found.end())
            missing.append(found[1] + (second[0] if second else ""))
    return list(dict.fromkeys(missing))


def unnamed_in(post: Post) -> list[str]:
    """Who the post seems to name and does not: nobody of that name is told. No query where there is no ``@``."""
    if "@" not in post.body:
        return []
    people = User.objects.filter(mentions__post=post).values_list("display_name", flat=True)
    return unnamed(post.body, [form for name in people for form in (name, name.split()[0])])


def marked(made: str, names: Iterable[str]) -> SafeString:
    """The HTML with ``@name`` set off, in words only and never inside a tag."""
    wanted = sorted({escape(name, quote=False) for name in names}, key=len, reverse=True)
    if not wanted:
        return mark_safe(made)  # as safe as it came
    expression = re.compile("@(?:" + "|".join(re.escape(name) for name in wanted) + ")", re.IGNORECASE)
    parts = TAG.split(made)
    for place in range(0, len(parts), 2):
        parts[place] = expression.sub(lambda found: f'<b class="mention">{found[0]}</b>', parts[place])
    return mark_safe("".join(parts))  # adds our own tag only


def _stands_alone(word: str, text: str) -> bool:
    """Whether the word stands there with no letter behind it."""
    at = text.find(word)
    while at >= 0:
        behind = text[at + len(word) : at + len(word) + 1]
        if not behind.isalnum():
            return True
        at = text.find(word, at + 1)
    return False


def mentioned_in(post: Post) -> list[int]:
    """Whom the post names."""
    return list(Mention.objects.filter(post=post, user__is_active=True).values_list("user_id", flat=True))
