"""What can be filled in on a draft: the fields of each section, with their words and limits, for any form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from ..models import Consultation, Passage, Proposal

Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Detail:
    """One field of a section."""

    name: str
    label: str | Promise
    limit: int | None  # characters
    is_long: bool
    is_email: bool


def detail(name: str) -> Detail:
    """A field of a consultation that officials fill in, as its table describes it."""
    field: models.Field[Any, Any] = Consultation._meta.get_field(name)  # type: ignore[assignment]  # none of them is a relation
    return Detail(
        name=name,
        label=field.verbose_name,
        limit=field.max_length or (20_000 if isinstance(field, models.TextField) else None),
        is_long=isinstance(field, models.TextField),
        is_email=isinstance(field, models.EmailField),
    )


def kind_choices() -> Choices:
    """Kinds of documents."""
    return list(Consultation.Kind.choices)


def clause_kind_choices() -> Choices:
    """Kinds of clauses."""
    return list(Passage.Kind.choices)


def outcome_choices() -> Choices:
    """Kinds of answers."""
    return list(Proposal.Outcome.choices)


def state_choices() -> Choices:
    """States of consultations."""
    return list(Consultation.State.choices)
