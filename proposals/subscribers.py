"""What the worker does for consultations."""

from __future__ import annotations

from participation.notifications.actions import follow_once
from participation.record.models import Act
from participation.record.subscribers import every, on
from participation.refusals import Refused
from participation.voting.actions import tell_untold_tallies

from . import telling
from .actions import lifecycle
from .actions.files import take_import


@on("import.done")
def use_import(act: Act) -> None:
    """What was read becomes the text of the draft; a refusal (published meanwhile, no role any more) is final."""
    try:
        take_import(job_id=int(act.ref.rpartition(".")[2]))
    except Refused:
        return


@on(*telling.FOLLOWED)
def tell_followers(act: Act) -> None:
    """Whoever follows the consultation is told."""
    telling.tell_followers(act)


@on("comment.created", "suggestion.created", "consultation.closed")
def tell_officials(act: Act) -> None:
    """The municipality's officials learn that something came in, and that their answers are due."""
    telling.tell_officials(act)


@on("import.done", "import.refused")
def tell_uploader(act: Act) -> None:
    """Whoever uploaded a document learns what became of it."""
    telling.tell_uploader(act)


@on("suggestion.created")
def follow_what_one_suggests_about(act: Act) -> None:
    """Whoever suggests something for the first time is told from then on what becomes of it."""
    follow_once(act)


@on("report.published")
def tell_proposers(act: Act) -> None:
    """Whoever proposed something is told what became of it."""
    telling.tell_proposers(act)


@every(seconds=1)
def move_on() -> None:
    """Openings, closings and reminders whose moment has come."""
    lifecycle.tell_openings()
    lifecycle.close_due()
    lifecycle.tell_reminders()


@every(seconds=5)
def tell_lost_tallies() -> None:
    """The net under the live tallies."""
    tell_untold_tallies()
