"""The forum of a municipality, a consultation, an organisation: an address that can be guessed, and opening it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forums.actions import open_organisation_forum
from forums.selectors.forums import get_forum_of
from frontend.consultations.finding import find_consultation
from participation.organisations.selectors import visible_organisations
from participation.places.selectors import get_municipality
from participation.refusals import SignInFirst
from proposals.actions.forums import open_consultation_forum


@require_safe
def of_municipality(request: HttpRequest, code: str) -> HttpResponse:
    """Every municipality that takes part has one."""
    place = get_municipality(code)
    return _to(f"municipality.{place.pk}" if place else "")


@require_http_methods(["GET", "HEAD", "POST"])
def of_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by everybody; opened by an official."""
    consultation = find_consultation(request, pk)
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise SignInFirst
        open_consultation_forum(official=request.user, consultation_id=pk)
        messages.success(request, _("The forum is open to everybody."))
    return _to(consultation.scope)


@require_http_methods(["GET", "HEAD", "POST"])
def of_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by everybody; opened by one of its representatives."""
    if not visible_organisations(request.user).filter(pk=pk).exists():
        raise Http404(_("There is no such organisation."))
    if request.method == "POST":
        open_organisation_forum(opener=request.user, organisation_id=pk)
        messages.success(request, _("The forum is open to everybody."))
    return _to(f"organisation.{pk}")


def _to(scope: str) -> HttpResponse:
    forum = get_forum_of(scope)
    if forum is None:
        raise Http404(_("There is no such forum."))
    return redirect("forum", forum.pk)
