"""What the worker does for tasks, shifts and hours."""

from __future__ import annotations

from participation.keys import as_ref
from participation.record.models import Act
from participation.record.subscribers import every, on

from . import telling
from .actions.reminding import tell_reminders
from .actions.shifts import cancel_rest
from .actions.signing import leave_shifts
from .selectors.shifts import person_and_project


@on(*telling.OF_SIGNUP)
def tell_signed_up(act: Act) -> None:
    """Whoever got a place, or whose shift is near."""
    telling.tell_signed_up(act)


@on(*telling.OF_SHIFT)
def tell_everybody(act: Act) -> None:
    """Whoever is on the list."""
    telling.tell_everybody(act)


@on(*telling.OF_HOURS)
def tell_worker(act: Act) -> None:
    """Whose hours were decided on."""
    telling.tell_worker(act)


@on(telling.ANSWERED)
def tell_asker(act: Act) -> None:
    """Whoever had a question about them."""
    telling.tell_asker(act)


@on(*telling.OF_CERTIFICATE)
def tell_holder(act: Act) -> None:
    """Whose certificate it is."""
    telling.tell_holder(act)


@on("application.withdrawn", "application.declined")
def free_their_places(act: Act) -> None:
    """Whoever does not take part any more makes room for the next."""
    kind, number = as_ref(act.ref) or ("", 0)
    if kind == "application" and (found := person_and_project(number)):
        leave_shifts(user_id=found[0], project_id=found[1])


@on("project.ended", "project.reported")
def cancel_what_was_to_come(act: Act) -> None:
    """A project that is over needs nobody any more."""
    kind, number = as_ref(act.scope) or ("", 0)
    if kind == "project":
        cancel_rest(project_id=number)


@every(seconds=60)
def remind() -> None:
    """Reminders whose moment has come."""
    tell_reminders()
