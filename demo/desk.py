"""What waits for those who sign in to the demo: what they follow, and recent acts that they are still to be told of."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from demo import corpus
from demo.people import Population
from demo.stage import Stage
from forums.models import Post
from participation.accounts.models import User
from participation.notifications.models import Follow
from participation.record.models import Act, Outbox
from participation.record.subscribers import names_for
from proposals.models import Consultation, Proposal, Suggestion

VISITORS = ("maria", "stoyan", "ngo", "official", "moderator")
FOLLOWED = {
    "maria": ("kavarna-strategy", "kavarna-skills", "aksakovo-schools"),
    "stoyan": ("kavarna-strategy",),
    "ngo": ("kavarna-strategy", "kavarna-skills", "pomorie-cameras", "sozopol-participation"),
}
RECENT = timedelta(days=6)


def follow(stage: Stage, known: Population, consultations: dict[str, Consultation]) -> None:
    """The visitors follow what concerns them, since it was published."""
    for key, slugs in FOLLOWED.items():
        for slug in slugs:
            consultation = consultations[slug]
            since = consultation.published_at or consultation.created_at
            stage.add(Follow(user=known.users[key], scope=consultation.scope, since=since))


def leave_to_tell(known: Population, stage: Stage) -> int:
    """Recent acts about the visitors' own words wait in the outbox: the worker tells them as it starts. How many."""
    visitors = [known.users[key] for key in VISITORS]
    refs = _answers_to(visitors, stage) | _proposals_by(visitors)
    acts = Act.objects.filter(Q(ref__in=refs) | Q(scope__in=_answered_for(visitors), kind="report.published"))
    rows = [
        Outbox(act=act, subscriber=name, due_at=stage.now)
        for act in acts.order_by("id")
        for name in names_for(act.kind)
    ]
    Outbox.objects.bulk_create(rows)
    return len(rows)


def _answers_to(visitors: list[User], stage: Stage) -> set[str]:
    """Recent answers to the visitors' comments and to their suggested wordings."""
    own = Suggestion.objects.filter(author__in=visitors).values_list("thread_id", flat=True)
    answers = Post.objects.filter(Q(parent__author__in=visitors) | Q(thread__in=list(own)))
    recent = answers.filter(created_at__gte=stage.now - RECENT).exclude(author__in=visitors)
    return {f"post.{pk}" for pk in recent.values_list("pk", flat=True)}


def _proposals_by(visitors: list[User]) -> set[str]:
    """Comments of the visitors that an official marked as proposals."""
    marked = Proposal.objects.filter(post__author__in=visitors).values_list("post_id", flat=True)
    return {f"post.{pk}" for pk in marked}


def _answered_for(visitors: list[User]) -> list[str]:
    """Consultations whose report answers the visitors."""
    theirs = Proposal.objects.filter(Q(suggestion__author__in=visitors) | Q(post__author__in=visitors))
    answered = theirs.filter(consultation__stage__in=("answered", "adopted")).values_list("consultation_id", flat=True)
    return [f"consultation.{pk}" for pk in set(answered)]


def by_slug(consultations: list[Consultation]) -> dict[str, Consultation]:
    """The written consultations by the name the content gives them."""
    return {draft.slug: one for draft, one in zip(corpus.drafts(), consultations, strict=False)}
