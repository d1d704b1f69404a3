"""Pictures themselves."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from participation.accounts.actions import use_token
from participation.links.selectors import get_card_by_key
from participation.links.users import shown
from participation.pictures.selectors import get_picture
from participation.pictures.serving import as_file, as_picture


@require_safe
def picture(request: HttpRequest, key: str) -> FileResponse:
    """A picture, for those who may read what it stands beside."""
    return as_picture(get_picture(key), _reader(request))


@require_safe
def small_picture(request: HttpRequest, key: str) -> FileResponse:
    """The same, small."""
    return as_picture(get_picture(key), _reader(request), small=True)


@require_safe
def link_picture(request: HttpRequest, key: str) -> FileResponse:
    """The picture of a link's card, while the card stands under something that can be read."""
    card = get_card_by_key(key)
    if card is None or not shown([card.url]):
        raise Http404
    answer = as_file(card.picture, f"card-{card.pk}.webp")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def _reader(request: HttpRequest) -> object:
    """Whoever is signed in, or the person of a token: programs fetch what the API told them of."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if request.user.is_authenticated or kind.lower() != "bearer":
        return request.user
    known = use_token(token.strip())
    return known.user if known else request.user
