"""Setting up and ending a pool that adds to pledges."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.organisations.models import Organisation
from participation.places.selectors import get_place, is_official
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst, Words, refuse_all
from participation.retries import there_before

from ..accounts import pool_held, pool_promised
from ..amounts import HIGHEST_GOAL, LEAST
from ..models import Pool
from ..policies import may_end_pool, may_manage_pool
from .ledger import post

MOST_TIMES = 10  # a euro is turned into eleven at most


@transaction.atomic
def open_pool(
    *,
    person: object,
    municipality_id: int,
    title: str,
    total_cents: int,
    numerator: int = 1,
    denominator: int = 1,
    donor_cap_cents: int | None = None,
    campaign_cap_cents: int | None = None,
    organisation_id: int | None = None,
) -> Pool:
    """The pool adds to every campaign of the municipality that is decided from now on, first come, first served.

    Of the municipality, by its officials; of a business that is vouched for, by who speaks for it. Raises SignInFirst,
    NotAllowed, BadInput by field.
    """
    if not isinstance(person, User):
        raise SignInFirst
    place = get_place(municipality_id)
    if place is None:
        raise BadInput
    if not may_manage_pool(person, municipality_id, organisation_id):
        raise NotAllowed
    organisation = Organisation.objects.filter(pk=organisation_id).first() if organisation_id else None
    if organisation is not None and organisation.kind != Organisation.Kind.BUSINESS:
        raise BadInput(_("Only businesses and the municipality add to pledges."), field="organisation")
    made = Pool(
        municipality=place, organisation=organisation, title=" ".join(title.split())[:120], total_cents=total_cents,
        numerator=numerator, denominator=denominator, donor_cap_cents=donor_cap_cents,
        campaign_cap_cents=campaign_cap_cents, by=person, at=db_now(),
    )  # fmt: skip
    refuse_all(_wrong(made))
    made.save()
    lines = {pool_promised(made.pk): total_cents, pool_held(made.pk): -total_cents}
    post(kind="pool", key=f"pool.{made.pk}", lines=lines)
    _note(made, "pool.opened", person)
    return made


@transaction.atomic
def end_pool(*, person: object, pool_id: int) -> Pool:
    """The pool adds to nothing that is decided from now on; what it has added stays. Raises SignInFirst, NotAllowed."""
    if not isinstance(person, User):
        raise SignInFirst
    pool = Pool.objects.select_for_update(of=("self",)).filter(pk=pool_id).first()
    if pool is None or not may_end_pool(person, pool):
        raise NotAllowed
    if pool.ended_at is not None:
        return there_before(pool)
    pool.ended_at = db_now()
    pool.save(update_fields=["ended_at"])
    _note(pool, "pool.ended", person)
    return pool


def _wrong(pool: Pool) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if not pool.title:
        wrong["title"] = _("A title is needed.")
    if not LEAST <= pool.total_cents <= HIGHEST_GOAL:
        wrong["total_cents"] = _("A pool holds between 1 and 10,000,000 euro.")
    if not (0 < pool.numerator <= 1000 and 0 < pool.denominator <= 1000):
        wrong["numerator"] = _("The ratio is a fraction of two whole numbers, such as 1 and 2.")
    elif pool.numerator > MOST_TIMES * pool.denominator:
        wrong["numerator"] = _("At most ten times as much is added.")
    for name in ("donor_cap_cents", "campaign_cap_cents"):
        cap = getattr(pool, name)
        if cap is not None and not LEAST <= cap <= HIGHEST_GOAL:
            wrong[name] = _("A limit is at least 1 euro; leave it out where there is none.")
    return wrong


def _note(pool: Pool, kind: str, person: User) -> None:
    role = "official" if is_official(person, pool.municipality_id) else "citizen"
    record(
        kind=kind,
        scope=f"municipality.{pool.municipality_id}",
        actor=person,
        role=pool.organisation.group if pool.organisation else role,
        organisation=pool.organisation,
        municipality_id=pool.municipality_id,
        ref=f"pool.{pool.pk}",
        data={"title": pool.title, "cents": pool.total_cents},
    )
