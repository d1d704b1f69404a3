"""What several of this room's actions need."""

from __future__ import annotations

from participation.notifications.actions import notify
from participation.places.models import Municipality

from ..models import Decision
from ..subjects import describe
from ..telling import statement_url

LONGEST = 2000  # characters of facts, reasons and appeals


def lock_place(municipality_id: int | None) -> None:
    """Decisions of one municipality follow each other: each sees the one before, and none waits for another's streams."""
    list(Municipality.objects.select_for_update(no_key=True).filter(pk=municipality_id or 0).values_list("pk"))


def about_of(decision: Decision) -> str:
    """What it was said about, in a few words; empty where it is gone."""
    subject = describe(decision.ref)
    return subject.about if subject else ""


def tell_discarded(decision: Decision) -> None:
    """Whoever decided learns why the second moderator did not agree."""
    if decision.decided_by_id:
        notify(
            user_id=decision.decided_by_id,
            kind="moderation.discarded",
            data={"about": about_of(decision), "reason": decision.not_agreed},
            url="/moderation/",
            key=f"decision.{decision.pk}.discarded",
        )


def tell_restored(decision: Decision) -> None:
    """The person concerned learns that everything is as before."""
    if decision.affected_id:
        notify(
            user_id=decision.affected_id,
            kind="moderation.restored",
            data={"about": about_of(decision)},
            url=statement_url(decision),
            key=f"decision.{decision.pk}.restored",
        )
