"""Asking for a proof (``participation.proof``) where nobody is signed in: in the form itself, or on a page between.

Signing up carries the proof in its form. A report without an account is held on a page that does the sum and goes on
by itself; without scripts the page asks to wait a moment and to press the button again. What was typed is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import errors
from participation.limits import limit_address
from participation.proof import WAITED, is_good_still, kind_of, new_patience, seconds_left
from participation.refusals import BadInput, TooMany
from participation.rest.throttles import address_of

FIELD = "proof"
BETWEEN: Mapping[str, str] = {"report": "report"}  # names of addresses, and what the proof is for
WAITING_TIMES, WAITING_NETWORK = 6, 30  # an hour, for whoever proves patience and no work


def check(request: HttpRequest, purpose: str) -> None:
    """The form carries a proof that was never used. Raises BadInput that says what to do, TooMany."""
    if not settings.PROOF_OF_WORK:
        return
    proof = request.POST.get(FIELD, "")
    kind = kind_of(proof, purpose)
    if kind == WAITED:
        limit_address(
            f"waited:{purpose}", address_of(request), times=WAITING_TIMES, network_times=WAITING_NETWORK, seconds=3600
        )
    if not kind:
        raise BadInput(asked_to_wait(seconds_left(proof, purpose)))


def asked_to_wait(left: int | None) -> str:
    """What a person without scripts reads."""
    if left is None:
        return _("To keep programs out, this form has to be open for a few seconds. Wait a moment and send it again.")
    text = ngettext(
        "That was very quick. To keep programs out, please wait %d second and send it again.",
        "That was very quick. To keep programs out, please wait %d seconds and send it again.",
        max(1, left),
    )
    return text % max(1, left)


def mark_for(request: HttpRequest, purpose: str) -> str:
    """The mark the form carries: the one it was sent with while that still counts, otherwise a new one."""
    sent = request.POST.get(FIELD, "")
    return sent if is_good_still(sent, purpose) else new_patience(purpose)


class Proofs:
    """Holds what is sent without an account to the addresses in BETWEEN until it carries a proof."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None lets it pass; otherwise the page between."""
        match = request.resolver_match
        purpose = BETWEEN.get(match.url_name or "") if match else None
        if not purpose or request.method != "POST" or request.user.is_authenticated:
            return None
        try:
            check(request, purpose)
        except TooMany as refusal:
            return errors.refused(request, refusal)
        except BadInput as refusal:
            return _between(request, purpose, str(refusal))
        return None


def _between(request: HttpRequest, purpose: str, reason: str) -> HttpResponse:
    """The page that holds what was typed, does the sum, and sends it again."""
    left_out = (FIELD, "csrfmiddlewaretoken")
    typed = [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]
    context = {"typed": typed, "purpose": purpose, "again": FIELD in request.POST, "reason": reason}
    return render(request, "proof/between.html", context)
