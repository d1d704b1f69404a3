"""The rules that hold in a municipality, and those that held before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from participation.accounts.models import User
from participation.places.models import Municipality

from ..models import Rule
from ..rules import DEFAULT_RULES


@dataclass(frozen=True)
class RuleView:
    """A rule as people read it; ``id`` and ``since`` are empty for one of the platform's own."""

    code: str
    title: str
    text: str
    id: int | None = None
    since: datetime | None = None


def current_rules(municipality_id: int | None) -> list[RuleView]:
    """What holds there now: the municipality's own rules, or the platform's where it has written none."""
    own = Rule.objects.filter(municipality=municipality_id, until=None).order_by("position", "id")
    found = [RuleView(rule.code, rule.title, rule.text, rule.pk, rule.since) for rule in own]
    return found or [RuleView(rule.code, str(rule.title), str(rule.text)) for rule in DEFAULT_RULES]


def find_rule(municipality_id: int | None, code: str) -> RuleView | None:
    """The rule of that code that holds there now, or None."""
    return next((rule for rule in current_rules(municipality_id) if rule.code == code), None)


def earlier_rules(municipality_id: int) -> QuerySet[Rule]:
    """Wordings that were replaced or repealed, the last first."""
    return Rule.objects.filter(municipality=municipality_id, until__isnull=False).order_by("-until", "-id")


def places_of_rules(person: User) -> QuerySet[Municipality]:
    """The municipalities whose rules the person may write: those one moderates; all that take part for administrators."""
    if person.is_superuser:
        return Municipality.objects.filter(is_live=True).order_by("name_bg", "id")
    return Municipality.objects.filter(roles__user=person, roles__kind="moderator").order_by("name_bg", "id")
