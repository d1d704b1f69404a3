"""What the rooms below ask about consultations: who reads what is said in them, and how a link to one is shown."""

from __future__ import annotations

import re
from typing import Any

from forums.models import Post
from participation.keys import as_ref
from participation.links import own
from participation.pictures import readers

from .models import Consultation, Suggestion
from .selectors.states import visible_to

ADDRESS = re.compile(r"/consultations/([0-9]{1,18})/")
FEW_WORDS = 240  # characters of the summary


def reads(number: int, viewer: object) -> bool:
    """Whether what the post belongs to may be known to this person; True for posts that are of no consultation.

    Whether the post itself was hidden is for `forums` to say.
    """
    thread = Post.objects.filter(pk=number).values_list("thread__scope", "thread__ref").first()
    kind, number_of = as_ref(thread[0]) or ("", 0) if thread else ("", 0)
    if thread is None or kind != "consultation":
        return thread is not None
    about, suggestion = as_ref(thread[1]) or ("", 0)
    if about == "suggestion" and Suggestion.objects.filter(pk=suggestion, hidden_at__isnull=False).exists():
        return False
    return visible_to(viewer).filter(pk=number_of).exists()


def card(path: str) -> dict[str, Any] | None:
    """The card of a consultation that everybody may read, for its page and every page below it."""
    found = ADDRESS.match(path)
    about = found and visible_to(None).select_related("municipality").filter(pk=int(found.group(1))).first()
    return own.card_of(**_told(about)) if about else None


def _told(about: Consultation) -> dict[str, str]:
    summary = about.summary
    words = summary if len(summary) <= FEW_WORDS else f"{summary[:FEW_WORDS].rstrip()}…"
    place = about.municipality.name
    return {"url": about.get_absolute_url(), "title": about.title, "description": words, "site": place}


def join() -> None:
    """Pictures of comments are seen by those who may know of the consultation; links to one get a card."""
    readers.register("post", reads)
    own.register(card)
