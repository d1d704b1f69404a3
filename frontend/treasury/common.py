"""What the pages about money share: the official's municipalities, the way back, an act whose refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from participation.places.selectors import is_official
from participation.refusals import Refused
from volunteers.money.selectors.desk import own_places

View = Callable[..., HttpResponse]


def desk_page(view: View) -> View:
    """A page for officials; the view gets the municipalities whose official the person is. 403 for everybody else."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **how: Any) -> HttpResponse:
        places = [place for place in own_places(request.user) if is_official(request.user, place.pk)]
        if not places:
            raise PermissionDenied
        return view(request, places, *args, **how)

    return never_cache(login_required(inner))


def chosen_place(request: HttpRequest, places: list[Any]) -> Any:
    """The one that ``?municipality=`` names, the first otherwise; the frame shows it. Raises PermissionDenied for another's."""
    code = request.GET.get("municipality", "")[:8].upper()
    found = next((place for place in places if place.code == code), None)
    if code and found is None:
        raise PermissionDenied
    request.place = found or places[0]  # type: ignore[attr-defined]  # the frame reads it
    return found or places[0]


def desk_crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the workspace to here."""
    return [(_("Workspace"), reverse("work")), (_("Money"), reverse("work_money") if more else ""), *more]


def tried(form: Any, act: Callable[[], Any]) -> Any:
    """What the act gives; None where it was refused, which the form shows then."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refusal:
        form.refuse(refusal)
        form.refused = refusal
        return None


def status_of(form: Any) -> int:
    """Of a page with this form: 422 for what has to be mended, or the refusal's own."""
    refusal = getattr(form, "refused", None)
    if refusal is not None and refusal.status != 400:
        return int(refusal.status)
    return 422 if form is not None and form.is_bound and form.errors else 200
