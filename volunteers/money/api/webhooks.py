"""Where payment providers tell us something. Kept as it came; the worker does the rest."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from participation.limits import limit_address
from participation.refusals import BadInput, Refused
from participation.rest.throttles import address_of
from participation.retries import was_there

from ..actions.inbox import take_notice

LONGEST = 100_000  # bytes


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, provider: str) -> JsonResponse:
    """200 for what is kept, now or before; 403 without a genuine signature of now, 400 for what cannot be read, 429 after
    many such. The signature stands in for a session, so no cross-site form can be mistaken for a provider.
    """
    try:
        if request.content_type != "application/json" or int(request.headers.get("Content-Length") or 0) > LONGEST:
            raise BadInput
        kept = take_notice(provider=provider, body=request.body, headers=request.headers)
    except Refused as refusal:
        return _refused(request, refusal)
    return JsonResponse({"kept": True, "before": was_there(kept)})


def _refused(request: HttpRequest, refusal: Refused) -> JsonResponse:
    """What is wrong; whoever tries and tries waits."""
    try:
        limit_address("webhook", address_of(request), times=60, network_times=120, seconds=60)
    except Refused as too_many:
        refusal = too_many
    return JsonResponse({"detail": str(refusal), "code": refusal.code}, status=refusal.status)
