"""What somebody is writing, as it will be read."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend.unbroken import unbroken
from participation.documents.markup import render_typed
from participation.limits import limit
from participation.pictures.actions import Wanted
from participation.pictures.selectors import picture_data
from participation.rest.throttles import address_of

from . import kept
from .drawing import draw_media

LONGEST = 20_000  # characters that are looked at


class WithPictures(forms.Form):
    """A form with words: its pictures, and a preview where one was asked for."""

    kept: kept.Kept | None = None
    preview: str = ""  # the words
    answers: str = ""  # what stands above them: the post they answer
    pictured: str = ""  # the pictures
    previewed = False

    @property
    def is_fresh(self) -> bool:
        """Whether nothing of it was sent yet, so that one begins to write."""
        return not self.is_bound and not self.previewed and not (self.kept and (self.kept.asked or self.kept.error))

    @property
    def typed(self) -> str:
        """For ``drafts.js``: ``sent`` where the form holds what was sent just now, ``kept`` what waits since before
        signing in, nothing where it is empty.
        """
        return "sent" if not self.is_fresh else "kept" if self.initial.get("body") else ""


F = TypeVar("F", bound=WithPictures)


def received(
    request: HttpRequest, kind: type[F], *, post_id: int | None = None, ref: str = "", **how: Any
) -> tuple[F, bool]:
    """A form that was sent, with its pictures; and whether it is only being filled in: then nothing of it is wrong yet.

    ``kind`` has the attributes ``kept``, ``preview`` and ``previewed``, and a field ``body``; ``how`` are its settings.
    Raises TooMany where previews are asked for without end.
    """
    pictures, wants_preview = kept.read(request, post_id=post_id, ref=ref), bool(request.POST.get("preview"))
    if not (pictures.asked or wants_preview):
        form = kind(request.POST, **how)
    else:
        form = kind(initial={name: request.POST.get(name, "") for name in kind.base_fields}, **how)
    form.kept = pictures
    if wants_preview:
        limit(f"preview:{address_of(request)}", times=60, seconds=600)
        body = str(request.POST.get("body", "")).replace("\r\n", "\n").strip()[:LONGEST]
        form.preview, form.previewed = preview_of(body) if body else "", True
        rows = [picture_data(row.picture) | {"description": row.description} for row in pictures.rows]
        form.pictured = draw_media(rows, None)
    return form, not form.is_bound


def preview_of(body: str) -> SafeString:
    """Markdown as posts show it."""
    return unbroken(render_typed(body))


def can_be_sent(form: WithPictures) -> bool:
    """Whether what is typed and the pictures can go out; what is wrong stands in its place."""
    valid, complete = form.is_valid(), form.kept is None or form.kept.check()
    if not complete:
        form.add_error(None, _("Say of every picture what it shows. What you typed and chose is still here."))
    return bool(valid and complete)


def pictures_of(form: WithPictures) -> list[Wanted]:
    """The form's pictures as the actions take them."""
    return form.kept.wanted() if form.kept else []
