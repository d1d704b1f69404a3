"""What a guardian reads and decides; the key of the letter is all they need."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.database import db_now
from participation.refusals import BadInput, Refused
from volunteers.register.actions.guardians import answer_guardian, take_back_consent
from volunteers.register.selectors.guardians import Asked, asked_by


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, key: str) -> HttpResponse:
    """Who asks, what it means, and two buttons; afterwards, one to take the consent back."""
    found = _find(key)
    if request.method != "POST":
        return _page(request, found)
    try:
        said = _decide(key, request.POST.get("do", ""))
    except Refused as refusal:
        return _page(request, _find(key), refusal=str(refusal), status=refusal.status)
    messages.success(request, said)
    return redirect("guardian", key)


def _find(key: str) -> Asked:
    found = asked_by(key, db_now())
    if found is None:
        raise Http404(_("This letter is not valid any more. If you are asked again, you get another."))
    return found


def _decide(key: str, act: str) -> str:
    """What was done, in words. Raises Refused where it cannot be."""
    if act in ("consent", "refuse"):
        answer_guardian(key=key, consent=act == "consent")
        return _("Thank you. Your consent counts now.") if act == "consent" else _("Thank you. They were told.")
    if act == "take_back":
        take_back_consent(key=key)
        return _("Your consent is taken back.")
    raise BadInput


def _page(request: HttpRequest, found: Asked, *, refusal: str = "", status: int = 200) -> HttpResponse:
    return render(request, "volunteers/guardian.html", {"asked": found, "refusal": refusal}, status=status)
