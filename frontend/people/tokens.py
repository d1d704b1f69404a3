"""Keys to the API."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from participation.accounts import actions
from participation.accounts.adapter import signed_in_lately
from participation.accounts.selectors import list_tokens
from participation.refusals import Refused

from .forms import TokenForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True, enabled=lambda request: not signed_in_lately(request))
def tokens(request: HttpRequest) -> HttpResponse:
    """One's keys, and a new one; it is shown in the answer to the form and nowhere else ever again.

    Who signed in a while ago says the password again before a key is made: what was typed is kept meanwhile.
    """
    user: Any = request.user
    form, key = TokenForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            _row, key = actions.create_token(
                user=user, name=data["name"], may_write=data["may"] == "write", days=data["days"]
            )
            form = TokenForm()
        except Refused as refusal:
            form.refuse(refusal)
    context = {"form": form, "key": key, "tokens": list_tokens(user)}
    return render(request, "people/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The key opens nothing any more."""
    if not actions.revoke_token(user=request.user, token_id=pk):  # type: ignore[arg-type]  # signed in
        raise Http404
    messages.success(request, _("The token is revoked."))
    return redirect("tokens")
