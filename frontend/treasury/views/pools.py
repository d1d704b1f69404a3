"""Pools that add to pledges: for everybody to read, set up and ended by whose money it is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.organisations.selectors import list_voices
from participation.places.selectors import is_official, list_municipalities
from volunteers.money.actions.pools import end_pool, open_pool
from volunteers.money.policies import may_end_pool
from volunteers.money.selectors.desk import own_places
from volunteers.money.selectors.pools import get_pool, public_pools, terms_in_words
from volunteers.money.telling import euro

from ..common import status_of, tried
from ..desk_forms import PoolForm

PAGE = 20


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Projects"), reverse("projects")), (_("Pools"), reverse("pools") if more else ""), *more]


def _own(request: HttpRequest) -> tuple[list[Any], list[Any]]:
    """The municipalities whose official the reader is, and the businesses for which they speak."""
    if not request.user.is_authenticated:
        return [], []
    firms = [one for one in list_voices(request.user) if one.kind == "business"]
    return [place for place in own_places(request.user) if is_official(request.user, place.pk)], firms


@require_safe
def pools(request: HttpRequest) -> HttpResponse:
    """Every pool with its terms and what is left; those that go on first are the newest."""
    code = request.GET.get("municipality", "")[:8].upper()
    found = public_pools().filter(municipality__code=code) if code else public_pools()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    places, firms = _own(request)
    own, own_firms = {place.pk for place in places}, {firm.pk for firm in firms}
    context = {
        "page": page, "rows": [_row(one, own, own_firms) for one in page],
        "places": [(place.code, place.name) for place in list_municipalities(live_only=True)], "code": code,
        "may_open": bool(places or firms), "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "treasury/pools.html", context)


def _row(one: Any, places: set[int], firms: set[int]) -> dict[str, Any]:
    mine = one.organisation_id in firms if one.organisation_id else one.municipality_id in places
    return {
        "one": one,
        "left": one.total_cents - one.used_cents,
        "terms": terms_in_words(one, euro),
        "may_end": mine and one.ended_at is None,
    }


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set one up: for one's municipality, or for a business for which one speaks."""
    own, firms = _own(request)
    if not own and not firms:
        raise PermissionDenied
    places = list(list_municipalities(live_only=True)) if firms else own
    form = PoolForm(
        places, firms, request.POST if request.method == "POST" else None, own=own, initial=_asked(request, places)
    )
    if request.method == "POST" and (made := tried(form, lambda: open_pool(person=request.user, **form.given()))):
        messages.success(request, _("“%s” adds from now on to every campaign of the municipality.") % made.title)
        return redirect(f"{reverse('pools')}#pool-{made.pk}")
    context = {"form": form, "firms": firms, "crumbs": _crumbs((_("Set up a pool"), ""))}
    return render(request, "treasury/pool.html", context, status=status_of(form))


def _asked(request: HttpRequest, places: list[Any]) -> dict[str, Any]:
    """What the address names: ``?municipality=DOB17`` and ``?organisation=5``."""
    code, firm = request.GET.get("municipality", "")[:8].upper(), request.GET.get("organisation", "")[:18]
    place = next((one.pk for one in places if one.code == code), None)
    return {"municipality": place, "organisation": firm}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """What ending means, then a button that does it."""
    found: Any = get_pool(pk)
    if found is None:
        raise Http404(_("There is no such pool."))
    if not may_end_pool(request.user, found):
        raise PermissionDenied
    if request.method == "POST":
        end_pool(person=request.user, pool_id=pk)
        messages.success(request, _("The pool has ended. What it has added stays."))
        return redirect(f"{reverse('pools')}#pool-{pk}")
    request.place = found.municipality  # type: ignore[attr-defined]  # the frame reads it
    context = {"pool": found, "left": found.total_cents - found.used_cents, "crumbs": _crumbs((_("End this pool"), ""))}
    return render(request, "treasury/pool_end.html", context)
