"""What a moderator's decision leaves to be seen: marks where words were, and the note of a locked conversation."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from participation.moderation.masking import MARK


def with_marks(said: Any, html: str, words: Mapping[str, str]) -> str:
    """Safe HTML of something said, in which the mark of what a moderator has hidden says so in the reader's language."""
    if not said.masked_at:
        return html
    return mark_safe(html.replace(MARK, f'<span class="masked">{words["masked"]}</span>'))  # the words are escaped


def draw_lock(is_locked: bool) -> SafeString:
    """That a moderator has locked the conversation; nothing while it is open."""
    words = escape(_("A moderator has locked this conversation: it takes no new posts."))
    return mark_safe(f'<p class="note tone-unsure small">{words}</p>' if is_locked else "")
