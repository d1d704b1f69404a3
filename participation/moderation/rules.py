"""The platform's own rules: they hold in every municipality that has not written its own."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DefaultRule(NamedTuple):
    """A rule in the reader's language."""

    code: str
    title: str | Promise
    text: str | Promise


DEFAULT_RULES = (
    DefaultRule(
        "insults",
        _("No insults and no threats"),
        _(
            "Disagree with what somebody says or does as clearly as you like, but do not insult them for who they are, "
            "and do not threaten anyone."
        ),
    ),
    DefaultRule(
        "hatred",
        _("No hatred against groups"),
        _("Nobody is attacked because of their origin, faith, sex, age, health or whom they love."),
    ),
    DefaultRule(
        "privacy",
        _("No personal data of others"),
        _("Addresses, telephone numbers, personal numbers, health and family of other people do not belong here."),
    ),
    DefaultRule(
        "spam",
        _("No advertising and no repetition"),
        _("No advertising, no links that have nothing to do with the matter, not the same text over and over."),
    ),
    DefaultRule(
        "honesty",
        _("No posing as somebody else"),
        _("Speak as yourself, or for an organisation that asked you to. Do not invent people or papers."),
    ),
    DefaultRule(
        "law",
        _("Nothing that the law forbids"),
        _("What is a crime outside is not allowed here: incitement to violence, libel, works of others without leave."),
    ),
)


def in_reader_language(words: str) -> str:
    """A title or text of the platform's own rules in the active language; everybody else's words as they are.

    Decisions keep the words of their day in the language of the moderator, and what a municipality wrote is not ours
    to translate.
    """
    known = _own_words().get(words)
    return words if known is None else str(known)


@cache
def _own_words() -> dict[str, str | Promise]:
    """Titles and texts of the platform's rules, by how they sound in each language."""
    found: dict[str, str | Promise] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for rule in DEFAULT_RULES:
                found |= {str(rule.title): rule.title, str(rule.text): rule.text}
    return found
