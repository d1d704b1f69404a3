"""One's own entry in the register: made, changed, left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend import dates
from participation.places.selectors import get_residence, list_municipalities
from participation.refusals import Refused, Stale
from volunteers.register.actions.entry import leave_register, save_entry
from volunteers.register.actions.guardians import ask_guardian
from volunteers.register.lists import DIGITAL
from volunteers.register.selectors.entries import entry_of

from ..fields import with_spare
from ..forms import OWN_FIELDS, EntryForm, who_sees
from ..telling import LEVELS, guardian_state, week_boxes


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def volunteer(request: HttpRequest) -> HttpResponse:
    """The form, empty or as it is kept; what cannot be kept is said in its place."""
    person: Any = request.user
    entry = entry_of(person)
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(_places(entry), sent, initial=_initial(person, entry))
    if form.is_valid():
        try:
            kept = save_entry(person=person, **form.given())
        except Refused as refusal:
            form.refuse(refusal)
            if isinstance(refusal, Stale):
                form.see(entry)
        else:
            messages.success(request, _said(entry, kept))
            return redirect(_next(request) or "volunteer")
    return render(request, "volunteers/entry.html", _context(request, entry, form), status=422 if form.errors else 200)


@login_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """The entry is gone, at once."""
    if leave_register(person=request.user):
        messages.success(request, _("Your entry is erased. Thank you for the time you gave."))
    return redirect("volunteers")


@login_required
@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    """Another letter to the guardian who is being asked; the key of the one before is dead."""
    try:
        ask_guardian(person=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("We have written to your guardian once more."))
    return redirect("volunteer")


def _places(entry: Any) -> list[Any]:
    """Those that take part, and those that were chosen when they did."""
    live = list(list_municipalities(live_only=True))
    known = {place.pk for place in live}
    return live + [place for place in (entry.municipalities.all() if entry else ()) if place.pk not in known]


def _initial(person: Any, entry: Any) -> dict[str, Any]:
    """What stands in the form at first: what is kept, or where the person lives."""
    if entry is None:
        residence = get_residence(person)
        return {"municipality_ids": [residence.municipality_id] if residence else [], "is_listed": True}
    told = {name: getattr(entry, name) for name in OWN_FIELDS}
    guardian = getattr(entry, "guardian", None)
    return {
        **told,
        "municipality_ids": [place.pk for place in entry.municipalities.all()],
        "guardian_name": guardian.name if guardian else "",
        "guardian_email": guardian.email if guardian else "",
        "consent": True,
        "seen": entry.changed_at.isoformat(),
    }


def _said(before: Any, kept: Any) -> str:
    state = guardian_state(kept)
    if state and state["state"] == "asked" and (before is None or before.age != kept.age):
        return _("Your entry is kept. We have written to your guardian; as soon as they agree, you can apply.")
    return _("Your entry is kept.") if before else _("Welcome: you are in the register.")


def _next(request: HttpRequest) -> str:
    """Where the person came from to join, if that is a page of ours."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else ""


def _context(request: HttpRequest, entry: Any, form: EntryForm) -> dict[str, Any]:
    chosen = form["digital"].value() or {}
    return {
        "form": form,
        "entry": entry,
        "guardian": guardian_state(entry),
        "agreed": dates.day(entry.consented_at) if entry else "",
        "areas": [{"code": code, "name": name, "level": str(chosen.get(code, ""))} for code, name in DIGITAL.items()],
        "levels": [(value, f"{value} – {label}") for value, label in LEVELS],
        "away_rows": with_spare(form["away"].value() or []),
        "who_sees": who_sees(),
        "back": _next(request) or reverse("volunteers"),
        "crumbs": [(_("Volunteers"), reverse("volunteers")), (_("My entry"), "")],
        **week_boxes(form["week"].value() or 0),
    }
