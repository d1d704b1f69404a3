"""Polls follow what they stand on when that becomes part of something else."""

from __future__ import annotations

from django.db import transaction

from participation.voting.models import Window

from ..grounds import Ground
from ..models import Poll
from .common import tell


@transaction.atomic
def move_polls(*, about: str, to: Ground) -> list[int]:
    """Every poll about the first thing is about the other one now, with its votes; open screens there are told.

    Hidden and prepared ones come along unsaid. Called by the room whose things they are, inside its own act, which it
    records. The numbers of those that moved.
    """
    windows = list(Poll.objects.filter(about=about).values_list("window", flat=True))
    list(Window.objects.select_for_update().filter(pk__in=windows).order_by("pk"))
    moved = list(Poll.objects.select_for_update(of=("self",)).filter(about=about).order_by("pk"))
    for poll in moved:
        poll.scopes_before = [*poll.scopes_before, poll.scope]
        poll.about, poll.scope, poll.stream = to.about, to.scope, to.stream
    Poll.objects.bulk_update(moved, ["about", "scope", "stream", "scopes_before"])
    Window.objects.filter(pk__in=windows).update(scope=to.scope)
    for poll in moved:
        if poll.hidden_at is None and poll.opened_at is not None:
            tell(poll, "poll.moved")
    return [poll.pk for poll in moved]
