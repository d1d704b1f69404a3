"""Fills the database with the demo place. `fill()` is all that others call."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from django.db import connection, transaction
from django.utils import timezone

from demo import (
    corpus,
    desk,
    flags,
    gatherings,
    giving,
    hours,
    lamps,
    moderating,
    moved,
    pictures,
    polls,
    projects,
    volunteers,
    working,
)
from demo import scale as crowd
from demo.acts import Acting
from demo.clock import Clock
from demo.corpus import Draft
from demo.moments import Moment, Writer
from demo.people import Population, Settling, settle_named
from demo.places import wake_places
from demo.square import Square
from demo.stage import Stage
from demo.texts import lay_down
from participation.accounts.models import User
from participation.places.models import Municipality
from proposals.models import Consultation
from volunteers.money.triggers import create, drop

SEED = 2027
SCALES = ("demo", "cocreated")
LIFE = ("opened_told_at", "closed_told_at", "reminded_at")


def is_filled() -> bool:
    """Whether anything is there that a fill would double."""
    return Consultation.objects.exists() or User.objects.exists()


def fill(scale: str = "demo", fresh: bool = False, progress: Callable[[str], object] = print) -> dict[str, int]:
    """The demo place is there, alive up to some minutes ago; nothing happens where it was there before.

    ``fresh`` empties the tables first. ``scale`` is one of `SCALES`. Returns how much there is of what.
    """
    if scale not in SCALES:
        raise ValueError(f"scale: {scale!r} is none of {', '.join(SCALES)}")
    if fresh:
        empty()
    if is_filled():
        return {}
    started, now, rng = monotonic(), timezone.now(), random.Random(SEED)
    with transaction.atomic():
        wake_places()
        places = crowd.wake_more() if scale == "cocreated" else []
        known = _people(now, rng, places)
        progress(f"{len(known.users)} people have settled")
        drafts = corpus.drafts() + (crowd.drafts(rng, known, places) if places else [])
        gatherings.hold_past(known, now)
        consultations = play(now, rng, known, drafts)
        gatherings.hold_live(known, now, desk.by_slug(consultations))
        made = projects.fill_projects(known, now, desk.by_slug(consultations))
        volunteers.fill(known, now, scale)
        hours.help_then()
        working.fill_tasks(known, now, made)
        hours.fill_hours(known, now)
        working.fill_papers(known, now, made)
        giving.fill_money(known, now, made, scale)
        moved.put_in_order()
    counts = count()
    progress(f"filled in {monotonic() - started:.1f} s: " + ", ".join(f"{n} {name}" for name, n in counts.items()))
    return counts


def _people(now: datetime, rng: random.Random, places: list[Municipality]) -> Population:
    stage = Stage(now)
    settling = Settling(stage, rng)
    known = settle_named(settling)
    projects.settle(known, stage)
    volunteers.settle(known, stage)
    if places:
        crowd.settle(settling, places)
    stage.write()
    return known


def play(now: datetime, rng: random.Random, known: Population, drafts: list[Draft]) -> list[Consultation]:
    """The consultations, from their first draft to now, in the order of the drafts."""
    clock, stage = Clock(now, rng), Stage(now)
    moments: list[Moment] = []
    acting: list[Acting] = []
    for draft in drafts:
        place, official = known.places[draft.head["municipality"]], known.users[draft.head["official"]]
        laid = lay_down(draft, place, official, clock)
        acting.append(Acting(stage, known, laid))
        moments.extend(Writer(acting[-1], clock, rng).moments())
    moments.extend(
        Square(stage, known, clock, random.Random(SEED)).moments()
    )  # its windows are in the database already
    moments.extend(
        polls.moments(stage, known, clock, random.Random(SEED))
    )  # dice of their own: the rest stays as it was
    run(stage, moments)
    for one in acting:
        one.finish()
        stage.change(one.consultation, *LIFE)
    by_slug = desk.by_slug([one.consultation for one in acting])
    desk.follow(stage, known, by_slug)
    stage.write()
    pictures.hang(known, by_slug)
    lamps.hang_map(known)
    desk.leave_to_tell(known, stage)
    flags.raise_flags(known, by_slug["kavarna-strategy"])
    moderating.moderate(known)
    return [one.consultation for one in acting]


def run(stage: Stage, moments: list[Moment]) -> None:
    """Play the moments in the order of time."""
    for at, act in sorted(moments, key=lambda moment: moment[0]):
        act(at)


def count() -> dict[str, int]:
    """How much there is of what people see."""
    from forums.models import Post
    from participation.organisations.models import Organisation
    from participation.voting.models import Ballot
    from proposals.models import Suggestion
    from volunteers.projects.models import Project

    tables = {
        "people": User, "organisations": Organisation, "consultations": Consultation, "comments": Post,
        "suggestions": Suggestion, "ballots": Ballot, "projects": Project,
    }  # fmt: skip
    return {name: table._default_manager.count() for name, table in tables.items()}


def empty() -> None:
    """Every table but the migrations' and the places' is empty."""
    from django.apps import apps

    kept = {"places_region", "places_municipality", "django_content_type", "auth_permission"}
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    tables = [table for table in dict.fromkeys(tables) if table not in kept]
    with connection.cursor() as cursor:
        for statement in drop(connection.vendor):  # the ledger is never emptied, but with everything else
            cursor.execute(statement)
    _cut_away(tables)
    with connection.cursor() as cursor:
        for statement in create(connection.vendor):
            cursor.execute(statement)


def _cut_away(tables: list[str]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be left to check where rows are cut away
            cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables) + " RESTART IDENTITY CASCADE")
        return
    connection.disable_constraint_checking()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # our own tables' names
    connection.enable_constraint_checking()
