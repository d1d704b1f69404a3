"""Acts of the past through the rooms' own actions: the clock that decides is the database's, and here it is told another time.

Elsewhere in the demo rows are moved to their days afterwards. The ledger is only added to, and shifts, campaigns and hours
ask the clock what may still be done; so these acts happen at their own moment. The demo is filled by one process alone,
before it serves anybody.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection

from participation import database
from participation.live.models import Event
from participation.record.models import Act
from participation.record.subscribers import names_for, reaction
from volunteers.projects.models import Project


@contextlib.contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Whoever asks for the database's clock in here learns this moment."""
    plain = database.clock_sql
    shown = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    fixed = f"'{shown}+00'::timestamptz" if connection.vendor == database.POSTGRES else f"'{shown}'"
    setattr(database, "clock_sql", lambda vendor=None: fixed)  # noqa: B010  # mypy takes functions of modules for fixed
    try:
        yield
    finally:
        setattr(database, "clock_sql", plain)  # noqa: B010  # as above


def newest_act() -> int:
    """After which act a part of the demo begins."""
    return Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def clear_stream(scope: str) -> None:
    """What was told while it was played is told to nobody: nobody listened. The stream goes on from where it stands."""
    Event.objects.filter(stream__name=scope).delete()


def put_in_order() -> None:
    """Acts of projects are numbered as they happened, though tasks, hours and money were played one after the other.

    What people were told of them keeps its key (``act.<number>``), which only stops a second telling of an act that waits
    in the outbox; none of these does any more.
    """
    fields = [field.attname for field in Act._meta.concrete_fields if not field.primary_key]
    acts = list(Act.objects.filter(scope__startswith="project.").order_by("pk"))
    said = [{name: getattr(act, name) for name in fields} for act in sorted(acts, key=lambda act: (act.at, act.pk))]
    for act, values in zip(acts, said, strict=True):
        for name, value in values.items():
            setattr(act, name, value)
    Act.objects.bulk_update(acts, fields, batch_size=100)


def tell(act: Act) -> None:
    """Whom the act concerns has been told of it, by whatever listens in the rooms of volunteers."""
    for name in names_for(act.kind):
        told = reaction(name) if name.startswith("volunteers.") else None
        if told is not None:
            told(act)


@contextlib.contextmanager
def as_it_was(project: Project, state: Project.State) -> Iterator[None]:
    """The project is in the state of then, while something of then is played."""
    rows = Project.objects.filter(pk=project.pk)
    rows.update(state=state)
    yield
    rows.update(state=project.state)
