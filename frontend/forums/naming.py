"""Telling an author whom the words behind an ``@`` did not reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from forums.selectors.mentions import unnamed_in

MOST = 3


def words_for(names: Sequence[str]) -> str:
    """That nobody is told, and who can be named; nothing for nobody."""
    if not names:
        return ""
    listed = ", ".join(f"@{name}" for name in names[:MOST])
    # TRANSLATORS: %(names)s are names as they were typed, such as @Maria Todorova
    return _(
        "Nobody was told by this: %(names)s. One can name, by the whole name, those who spoke in this forum, and "
        "officials and moderators here."
    ) % {"names": listed}


def tell_unnamed(request: HttpRequest, post: Any) -> None:
    """The next page says it."""
    if words := words_for(unnamed_in(post)):
        messages.warning(request, words)
