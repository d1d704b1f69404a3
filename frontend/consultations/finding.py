"""What an address names, or 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from proposals.selectors.comments import visible_comments
from proposals.selectors.consultations import get_consultation
from proposals.selectors.reading import clause_ids, get_clause
from proposals.selectors.suggestions import get_suggestion


def find_consultation(request: HttpRequest, pk: int) -> Any:
    """The consultation, if this person may know of it; its municipality becomes the page's."""
    consultation = get_consultation(pk, viewer=request.user)
    if consultation is None:
        raise Http404(_("There is no such consultation."))
    request.place = consultation.municipality  # type: ignore[attr-defined]  # the frame reads it
    return consultation


def find_clause(request: HttpRequest, consultation: Any, clause_id: int) -> Any:
    """The clause in its newest wording, with its tally and the person's own stance."""
    view = get_clause(consultation, clause_id, viewer=request.user)
    if view is None:
        raise Http404(_("There is no such clause."))
    return view


def find_clause_ids(consultation: Any, clause_id: int) -> tuple[int | None, int | None]:
    """The numbers of its question and its thread: enough for an act, by one small query."""
    found = clause_ids(consultation, clause_id)
    if found is None:
        raise Http404(_("There is no such clause."))
    return found


def find_post(request: HttpRequest, consultation: Any, post_id: int) -> Any:
    """A readable comment of this consultation, as the API gives it: not one about a hidden suggestion."""
    post = visible_comments(request.user).filter(pk=post_id).first()
    if post is None or post.thread.scope != consultation.scope:
        raise Http404(_("This comment is not there any more."))
    return post


def find_suggestion(request: HttpRequest, consultation: Any, suggestion_id: int) -> Any:
    """A readable suggestion of this consultation, with its support."""
    view = get_suggestion(suggestion_id, viewer=request.user)
    if view is None or view.suggestion.clause.consultation_id != consultation.pk:
        raise Http404(_("This suggestion is not there any more."))
    return view
