"""Who may decide about what."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.selectors import can_act, is_moderator, is_official

from .models import Appeal, Decision
from .selectors.decisions import was_overruled
from .selectors.places import places_of
from .subjects import Described, describe

DRAFT = "consultation."  # scopes of what is said about a municipality's draft


def moderates_somewhere(user: object) -> bool:
    """Whether there is a queue for this person at all."""
    return isinstance(user, User) and can_act(user) and bool(places_of(user))


def may_moderate(user: object, municipality_id: int | None) -> bool:
    """Moderators of the municipality, and nobody else."""
    return is_moderator(user, municipality_id)


def may_decide(user: object, subject: Described) -> bool:
    """A moderator there, not its author, and nobody whose decision about it was reversed on appeal."""
    if not isinstance(user, User) or not may_moderate(user, subject.municipality_id):
        return False
    return (subject.author_id is None or subject.author_id != user.pk) and not was_overruled(user, subject.ref)


def needs_second(user: object, subject: Described) -> bool:
    """Whether this moderator works for the municipality whose draft was spoken about: then they restrict nothing alone."""
    return (subject.scope.startswith(DRAFT) or subject.of_draft) and is_official(user, subject.municipality_id)


def may_second(user: object, decision: Decision) -> bool:
    """Another moderator there, who is no official there and is not concerned."""
    if not isinstance(user, User) or user.pk in (decision.decided_by_id, decision.affected_id):
        return False
    return may_moderate(user, decision.municipality_id) and not is_official(user, decision.municipality_id)


def may_decide_appeal(user: object, appeal: Appeal) -> bool:
    """Another human: a moderator there who neither decided nor agreed, and who is none of those concerned."""
    decision = appeal.decision
    concerned = {decision.decided_by_id, decision.seconded_by_id, decision.affected_id, appeal.appellant_id}
    if not isinstance(user, User) or user.pk in concerned or not may_moderate(user, decision.municipality_id):
        return False
    if decision.is_restricting and is_official(user, decision.municipality_id) and _was_about_a_draft(decision):
        return False  # an official upholding the hiding of criticism alone would be the same conflict again
    return not decision.reports.filter(reporter=user).exists()


def _was_about_a_draft(decision: Decision) -> bool:
    thing = None if decision.scope.startswith(DRAFT) else describe(decision.ref)
    return decision.scope.startswith(DRAFT) or (thing is not None and thing.of_draft)


def may_write_rules(user: object, municipality_id: int) -> bool:
    """Moderators of the municipality, and administrators."""
    if not isinstance(user, User) or not can_act(user):
        return False
    return user.is_superuser or may_moderate(user, municipality_id)
