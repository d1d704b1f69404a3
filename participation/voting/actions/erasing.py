"""What becomes of a person's ballots when they erase their account."""

from __future__ import annotations

from django.db import transaction

from participation.accounts.models import User
from participation.refusals import Closed, NotYetOpen

from ..locks import Locked, lock_window
from ..models import Ballot, Question
from .ballots import apply_changes, tell


@transaction.atomic
def let_go_of(voter: User) -> None:
    """No ballot names the person any more.

    While a window is open their ballots are deleted and counted no more. Once it has closed, by the database's clock,
    the result stands: their ballots stay in it and belong to nobody. What they voted for an organisation is the
    organisation's voice: it stays, and a colleague can still change it. Windows are locked in the order of their
    numbers, and shared with other acts, so a closing waits for this or this sees it closed.
    """
    windows = Question.objects.filter(ballots__voter=voter).order_by("window_id").values_list("window_id", flat=True)
    for window_id in list(windows.distinct()):
        own = Ballot.objects.filter(voter=voter, question__window_id=window_id)
        try:
            locked = lock_window(window_id)
        except (Closed, NotYetOpen):
            own.update(voter=None)
            continue
        own.filter(organisation__isnull=False).update(voter=None)
        _take_back(list(own.select_for_update(of=("self",)).select_related("question").order_by("question_id")), locked)


def _take_back(ballots: list[Ballot], locked: Locked) -> None:
    Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).delete()
    for ballot in ballots:
        apply_changes(ballot.question_id, {(ballot.group, ballot.choice): -1})
        if ballot.question.kind != Question.Kind.OPTION:  # a vote in a poll is one act, whatever it named
            tell(Locked(locked.window, locked.now, ballot.question), "ballot.withdrawn")
