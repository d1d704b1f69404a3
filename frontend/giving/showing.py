"""What the pages of a campaign share: the campaign, its numbers, and what the pools of the place add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from frontend.projects.drawing import draw_meter
from frontend.projects.figures import money_line
from frontend.projects.reading import same_for_all
from volunteers.money.joining import figures_from
from volunteers.money.policies import STANDING, refusal_to_pledge
from volunteers.money.selectors import adding
from volunteers.money.selectors.campaigns import added_to, campaign_of, goals_of, numbers_from
from volunteers.money.selectors.pledges import own_pledges
from volunteers.money.selectors.pools import WHY, added_by, pools_for, terms_in_words

from . import words
from .drawing import draw_numbers, draw_state
from .sums import told_cents


@dataclass(frozen=True)
class Shown:
    """A campaign that everybody may see, with its numbers as the live stream tells them."""

    campaign: Any
    numbers: dict[str, Any]
    is_open: bool  # one can pledge now


def shown_of(request: HttpRequest, project: Any) -> Shown | None:
    """The project's campaign once it was opened; asked once per request, however many parts of a page need it."""
    kept: dict[int, Shown | None] = getattr(request, "_campaigns", {})
    if project.pk not in kept:
        kept[project.pk] = _shown(project)
        request._campaigns = kept  # type: ignore[attr-defined]  # a note on the request, for this request only
    return kept[project.pk]


def _shown(project: Any) -> Shown | None:
    counted = getattr(project, "figures", None)  # of the project's page, which knows already that there is none
    if counted is not None and "money_goal" not in counted:
        return None
    campaign, numbers = same_for_all(project, ("campaign",), lambda: _numbered(project.pk))
    if campaign is None:
        return None
    return Shown(campaign, numbers, refusal_to_pledge(campaign, timezone.now()) is None)  # the action asks the database


def _numbered(project_id: int) -> tuple[Any, dict[str, Any]]:
    """The campaign, unless it is only planned, and its numbers."""
    campaign: Any = campaign_of(project_id)
    if campaign is None or campaign.state == "planned":
        return None, {}
    added = added_to([campaign.pk]).get(campaign.pk, (0, 0))
    return campaign, numbers_from(campaign, goals_of([campaign])[campaign.pk], added)


def found_of(request: HttpRequest, project: Any) -> Shown:
    """The same; 404 where the project asks for no money."""
    shown = shown_of(request, project)
    if shown is None:
        raise Http404(_("This project does not collect money."))
    return shown


def told_of(shown: Shown) -> dict[str, Any]:
    """The campaign for a template: its state, its numbers, its bar, what happens."""
    campaign, line = shown.campaign, money_line(figures_from(shown.numbers))
    return {
        "campaign": campaign,
        "state": draw_state(campaign.state),
        "numbers": draw_numbers(shown.numbers),
        "meter": draw_meter(line) if line.goal else "",
        "is_open": shown.is_open,
        "left": words.time_left(campaign),
        "due": words.is_due(campaign),
        "closes": words.when(campaign.closes_at, campaign.project),
        "happens": words.what_happens(campaign),
    }


def pools_of(shown: Shown, person: object = None) -> list[dict[str, Any]]:
    """Each pool with its terms; while one can pledge with an example, computed as it is when the campaign is decided."""
    campaign = shown.campaign
    pools = pools_for(campaign)
    if not pools:
        return []
    if campaign.decided_at is not None:
        added = added_by(campaign)
        return [{**_pool(one), "added": told_cents(added.get(one.pk, 0))} for one in pools]
    pledges = adding.given(adding.standing(campaign))
    would = adding.would_add(pools, pledges)
    examples = {one.pool.pk: one for one in adding.example(pools, pledges, person)} if shown.is_open else {}
    return [
        {
            **_pool(one),
            "example": example_in_words(examples[one.pk]) if one.pk in examples else "",
            "expected": told_cents(cents := sum(part.cents for part in would[one.pk])),
            "expected_cents": cents,
        }
        for one in pools
    ]


def still_missing(shown: Shown, pools: list[dict[str, Any]]) -> str:
    """How far it is with what ``pools`` (of ``pools_of``) would add; empty where none adds, or nothing has to be reached."""
    minimum = shown.campaign.minimum_cents
    if not (pools and minimum and shown.is_open):
        return ""
    there = shown.numbers["pledged_cents"] + sum(one["expected_cents"] for one in pools)
    told = {"there": told_cents(there), "missing": told_cents(max(0, minimum - there))}
    if there >= minimum:
        return _("With what pools would add, %(there)s are there: the minimum is reached.") % told
    return _("With what pools would add, %(there)s are there; %(missing)s are missing.") % told


def own_in(campaign: Any, person: object) -> list[dict[str, Any]]:
    """The person's pledges to the campaign that stand, the newest first. One query; none for a stranger."""
    rows = own_pledges(person).filter(campaign=campaign, state__in=STANDING)
    return [{"pk": one.pk, "sum": told_cents(one.cents), "state": words.OWN_STATES[one.state]} for one in rows]


def example_in_words(one: adding.Addition) -> str:
    """What a pool adds to a pledge of so much, and why not more."""
    told = {
        "given": told_cents(adding.EXAMPLE),
        "added": told_cents(one.cents),
        "pool": one.pool.title,
        "why": WHY[one.reason],
    }
    if one.reason == "ratio":
        return _("As things stand: if you give %(given)s, the pool adds %(added)s.") % told
    return _("As things stand: if you give %(given)s, the pool adds %(added)s (%(why)s).") % told


def _pool(pool: Any) -> dict[str, Any]:
    body = pool.organisation
    return {
        "title": pool.title,
        "whose": body.name if body else _("the municipality of %s") % pool.municipality.name,
        "terms": terms_in_words(pool, told_cents),
    }
