"""The questions under a project, drawn as comments of consultations are, with addresses and words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from frontend.consultations.voices import Setting
from frontend.viewer import stopped_here

from .words import PUBLIC


@dataclass(frozen=True)
class Place(Setting):
    """The setting of a project's questions."""

    @cached_property
    def base(self) -> str:
        """The project's address; those below it are written as in ``urls.py``."""
        return reverse("project", args=[self.pk])

    @cached_property
    def said_at_forums(self) -> dict[int, str]:
        """Nothing is carried here from public forums."""
        return {}

    @cached_property
    def words(self) -> dict[str, str]:
        """As for comments; the first ones are questions."""
        # TRANSLATORS: read out before or after the name of the person or organisation that stands for %s
        return {**super().words, "comment_of": escape(_("Question by %s"))}


def place_of(request: HttpRequest, project: Any) -> Place:
    """The setting of a page, or of the answer to a form."""
    who, speaks = (request.user.pk, get_token(request)), stopped_here(request) is None
    is_locked = project.thread.locked_at is not None
    return Place(project.pk, project.language, project.state in PUBLIC, False, *who, speaks, locked=is_locked)
