"""Saying something about a clause or a suggestion, with words of the text quoted."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from forums.actions import add_post
from forums.actions.writing import LONGEST_QUOTE
from forums.models import Post, Thread
from participation.pictures.actions import Wanted
from participation.refusals import BadInput

from ..selectors.quotes import find_quote


def add_comment(
    *,
    author: object,
    thread_id: int,
    body: str,
    argument: str = "",
    parent_id: int | None = None,
    organisation_id: int | None = None,
    quote: str = "",
    pictures: Sequence[Wanted] = (),
    client_key: str = "",
) -> Post:
    """A post as `add_post` makes it; the quoted words stand in the text it is about, and are kept as they stand there.

    Raises what add_post raises, and BadInput for a quote that is too long or not there.
    """
    return add_post(
        author=author,
        thread_id=thread_id,
        body=body,
        argument=argument,
        parent_id=parent_id,
        organisation_id=organisation_id,
        quote=quote,
        quoting=_quoted,
        pictures=pictures,
        client_key=client_key,
    )


def _quoted(thread: Thread, quote: str) -> str:
    if len(quote) > LONGEST_QUOTE:
        raise BadInput(_("Quote at most %(most)d characters.") % {"most": LONGEST_QUOTE}, field="quote")
    found = find_quote(thread.ref, quote)
    if found is None:
        raise BadInput(_("These words are not in the text. Copy them as they stand there."), field="quote")
    return found
