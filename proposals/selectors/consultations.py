"""Lists of consultations, and one with what its page needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Case, Count, OrderBy, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from forums.selectors import count_posts_of
from participation.database import contains
from participation.voting.models import TallyRow

from ..models import Clause, Consultation
from .states import visible_to, with_state


def list_consultations(
    *,
    viewer: object = None,
    municipality: str = "",
    states: list[str] | None = None,
    kind: str = "",
    search: str = "",
    with_drafts: bool = False,
) -> QuerySet[Consultation]:
    """What the viewer may see, with ``state``; newest first. Drafts being prepared only where asked for."""
    found = with_state(visible_to(viewer))
    if not with_drafts:
        found = found.exclude(stage=Consultation.Stage.PREPARING)
    if municipality:
        found = found.filter(municipality__code=municipality.upper())
    if kind:
        found = found.filter(kind=kind)
    if search:
        found = matching(found, search)
    if states:
        found = found.filter(Q(state__in=states))
    return found.order_by("-published_at", "-id")


def open_first(found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """What is open, the soonest to close first; then what is announced, the soonest to open first; then the newest."""
    rank = Case(When(state="open", then=Value(0)), When(state="announced", then=Value(1)), default=Value(2))
    moment = Case(When(state="open", then="window__closes_at"), When(state="announced", then="window__opens_at"))
    return found.order_by(rank, OrderBy(moment, nulls_last=True), "-published_at", "-id")


def for_cards(found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """With only what a card shows: a consultation has fifty columns, most of them long texts."""
    shown = ("title", "kind", "language", "stage", "municipality__name_bg", "municipality__name_en", "published_at")
    moments = ("window__opens_at", "window__closes_at", "window__sealed_at", "window__scope")
    return found.select_related(None).select_related("municipality", "window").only(*shown, *moments)


def matching(consultations: QuerySet[Consultation], search: str) -> QuerySet[Consultation]:
    """Those with every one of the words (the first six) in their title or summary."""
    for word in search.split()[:6]:
        consultations = consultations.filter(contains("title", word) | contains("summary", word))
    return consultations


def get_consultation(pk: int, *, viewer: object = None) -> Consultation | None:
    """One with its ``state``, municipality and window; None if there is none or the viewer may not know of it."""
    return next(iter(with_state(visible_to(viewer)).filter(pk=pk).order_by()[:1]), None)


@dataclass
class Activity:
    """How much happened on a consultation, and how its clauses stand, in reading order."""

    ballots: int = 0
    comments: int = 0
    suggestions: int = 0
    clauses: list[dict[str, int]] = field(default_factory=list)  # {choice: n} per clause with a question


def activity_of(consultations: list[Consultation]) -> dict[int, Activity]:
    """Numbers and heat strips for a page of a list: three queries however many there are."""
    result = {consultation.pk: Activity() for consultation in consultations}
    if not result:
        return result
    for scope, posts in count_posts_of(consultation.scope for consultation in consultations).items():
        result[int(scope.rpartition(".")[2])].comments = posts
    clauses = (
        Clause.objects.filter(consultation__in=consultations, question__isnull=False)
        .order_by("consultation_id", "id")
        .values_list("consultation_id", "question_id", "suggestion_count")
    )
    by_question: dict[int, dict[str, int]] = {}
    for consultation_id, question_id, suggestions in clauses:
        by_question[question_id] = {}
        result[consultation_id].suggestions += suggestions
        result[consultation_id].clauses.append(by_question[question_id])
    owner = {id(row): activity for activity in result.values() for row in activity.clauses}
    rows = TallyRow.objects.filter(question__clause__consultation__in=consultations, n__gt=0)
    for question_id, choice, n in rows.values_list("question_id", "choice", "n"):
        row = by_question[question_id]
        row[choice] = row.get(choice, 0) + n
        owner[id(row)].ballots += n
    return result


def open_numbers() -> dict[int, int]:
    """``{municipality id: how many consultations are open there}``, where any is."""
    rows = with_state(visible_to(None)).filter(Q(state="open")).order_by().values_list("municipality_id")
    return dict(rows.annotate(n=Count("id")))


def with_comment_count(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Each with ``comment_count``, for ordering."""
    total = (
        Clause.objects.filter(consultation=OuterRef("pk"))
        .order_by()
        .values("consultation")
        .annotate(n=Sum("thread__post_count"))
        .values("n")
    )
    return consultations.annotate(comment_count=Coalesce(Subquery(total), 0))
