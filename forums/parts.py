"""The parts a forum begins with, told in the reader's language for as long as nobody renamed them."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

FIRST = (  # of a municipality's forum
    (_("Questions to the municipality"), _("Ask, and whoever knows answers: officials and neighbours.")),
    (_("Ideas"), _("What could be done, and who joins in.")),
    (_("Streets, parks, services"), _("What does not work, and what would help.")),
    (_("Everything else"), _("Whatever concerns us here and has no other place.")),
)
ONE = ((_("Talk"), ""),)


def told_part(words: str) -> str:
    """A name or description of a part: one that a forum began with in the active language, any other as it was written."""
    known = _beginnings().get(words)
    return str(known) if known is not None else words


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, Promise]:
    """Every form in which the first parts were ever written, in any of the languages."""
    known: dict[str, Promise] = {}
    for language in ("en", *(code for code, _name in settings.LANGUAGES)):
        with override(language):
            for name, about in (*FIRST, *ONE):
                for words in (name, about):
                    if isinstance(words, Promise) and str(words):
                        known.setdefault(str(words), words)
    return known
