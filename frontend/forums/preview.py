"""What is being written in a topic, as the topic will show it: whom it answers, and whom it names."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe

from forums.selectors.mentions import marked, named_in
from frontend.pictures.preview import LONGEST, WithPictures
from frontend.unbroken import unbroken
from participation.documents.markup import render_typed

from . import talk


def complete(form: WithPictures, topic: Any, at: talk.Place, parent: Any = None) -> None:
    """Where a preview was asked for, it has the quote of the ``parent`` and the names that are recognised."""
    if not form.previewed:
        return
    body = str(form.initial.get("body", "")).replace("\r\n", "\n").strip()[:LONGEST]
    names = [name for name, _person in named_in(body, topic)]
    if form.preview and names:
        form.preview = unbroken(marked(render_typed(body), names))
    if parent is not None:
        quote = " ".join(str(form.initial.get("quote", "")).split())
        words = talk.draw_quote(quote, is_gone=False)
        form.answers = mark_safe(talk.draw_answers(parent, words, at.words))  # escaped where it was drawn
