"""Taking one's data along, and leaving for good."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from participation.accounts.actions import erase_with_password, take_copy
from participation.refusals import Refused

from .forms import EraseForm


@never_cache
@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the person, as one JSON file."""
    user: Any = request.user
    response = JsonResponse(take_copy(user=user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="megdan-my-data.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What happens to what; then, with the password, it happens."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_with_password(user=request.user, password=form.cleaned_data["password"])  # type: ignore[arg-type]  # signed in
        except Refused as refusal:
            form.refuse(refusal)
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for having taken part."))
            return redirect("home")
    return render(request, "people/erase.html", {"form": form}, status=422 if form.errors else 200)
