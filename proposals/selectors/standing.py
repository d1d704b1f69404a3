"""Proposals that are to be answered, as officials work on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forums.models import Post
from participation.database import contains
from participation.voting.selectors import tallies_of

from ..models import Consultation, Proposal, Suggestion
from .names import clause_names

STANDING = Q(suggestion__hidden_at=None, suggestion__state=Suggestion.State.PENDING, post=None) | Q(
    suggestion=None, post__hidden_at=None, post__deleted_at=None
)
WAITING = "waiting"


@dataclass(frozen=True)
class ProposalView:
    """A proposal as officials see it, with its answer as far as it is drafted."""

    proposal: Proposal
    clause: str
    original: str  # what the clause says; "" for a comment
    support: int

    @property
    def pk(self) -> int:
        return self.proposal.pk

    @property
    def is_wording(self) -> bool:
        """Whether it is a suggested wording, not a comment."""
        return self.proposal.suggestion_id is not None

    @property
    def said(self) -> Suggestion | Post:
        """The suggestion or the comment."""
        said = self.proposal.suggestion or self.proposal.post
        assert said is not None  # by the table's constraint
        return said

    @property
    def text(self) -> str:
        """What is proposed, Markdown."""
        suggestion, post = self.proposal.suggestion, self.proposal.post
        return suggestion.text if suggestion else post.body if post else ""

    @property
    def why(self) -> str:
        """The proposer's own reason, Markdown; "" for a comment."""
        return self.proposal.suggestion.reason if self.proposal.suggestion else ""

    @property
    def proposer(self) -> str:
        """Who proposed it, as they chose."""
        return proposer_name(self.said)

    @property
    def group(self) -> str:
        """The kind of participant in words."""
        return self.said.get_group_display()

    @property
    def stamp(self) -> str:
        """Which answer this shows; see `answer_proposals`."""
        at = self.proposal.answered_at
        return at.isoformat() if at else ""


def proposer_name(said: Suggestion | Post) -> str:
    """The organisation they spoke for, the name they chose, or that they have left; of what was carried from a public forum
    nobody's name before the speaker put theirs to it.
    """
    carried = getattr(said, "carried", None) if isinstance(said, Post) else None
    if carried is not None and carried.named_at is None:
        return _("said at a public forum")
    if said.organisation is not None:
        return said.organisation.name
    return str(said.author) if said.author is not None else _("former participant")


def standing_proposals(consultation: Consultation) -> QuerySet[Proposal]:
    """Proposals that are to be answered: neither taken back by their authors nor hidden by a moderator."""
    return Proposal.objects.filter(STANDING, consultation=consultation)


def list_proposals(
    consultation: Consultation,
    *,
    outcome: str = "",
    clause_id: int | None = None,
    words: str = "",
    order: str = "support",
) -> list[ProposalView]:
    """Standing proposals, the most supported first (or ``order`` "text", "time"). Three queries.

    ``outcome`` is one of the answers or "waiting"; ``words`` are sought in what is proposed and who proposed it.
    """
    found = standing_proposals(consultation)
    if outcome:
        found = found.filter(outcome="" if outcome == WAITING else outcome)
    if clause_id is not None:
        found = found.filter(clause_id=clause_id)
    names = clause_names(consultation)
    views = views_of(found, names)
    if words.strip():
        wanted = words.casefold().split()
        views = [view for view in views if _has(view, wanted)]
    places = {clause_id: place for place, clause_id in enumerate(names)}
    if order == "time":
        return sorted(views, key=lambda view: (view.said.created_at, view.pk))
    if order == "text":
        return sorted(views, key=lambda view: (places.get(view.proposal.clause_id, 0), -view.support, view.pk))
    return sorted(views, key=lambda view: (-view.support, places.get(view.proposal.clause_id, 0), view.pk))


def views_of(proposals: QuerySet[Proposal], names: dict[int, str]) -> list[ProposalView]:
    found = list(
        proposals.select_related(
            "suggestion__passage", "suggestion__author", "suggestion__organisation",
            "post__author", "post__organisation", "post__carried", "answered_by",
        )
    )  # fmt: skip
    questions = {proposal.pk: (proposal.suggestion or proposal.post).question_id for proposal in found}  # type: ignore[union-attr]  # it is one of the two, by constraint
    tallies = tallies_of(questions.values())
    return [
        ProposalView(
            proposal,
            names.get(proposal.clause_id, ""),
            proposal.suggestion.passage.body if proposal.suggestion else "",
            tallies[questions[proposal.pk]].total,
        )
        for proposal in found
    ]


def _has(view: ProposalView, wanted: list[str]) -> bool:
    text = f"{view.text} {view.why} {view.proposer} {view.clause}".casefold()
    return all(word in text for word in wanted)


def conflicting(views: Iterable[ProposalView]) -> dict[int, list[ProposalView]]:
    """``{clause id: accepted wordings}`` where several different wordings of one clause are accepted as they stand."""
    accepted: dict[int, list[ProposalView]] = {}
    for view in views:
        if view.is_wording and view.proposal.outcome == Proposal.Outcome.ACCEPTED:
            accepted.setdefault(view.proposal.clause_id, []).append(view)
    return {pk: found for pk, found in accepted.items() if len({_resulting(view) for view in found}) > 1}


def _resulting(view: ProposalView) -> str:
    return " ".join((view.proposal.resulting_text or view.text).split())


def get_proposal(consultation: Consultation, proposal_id: int) -> ProposalView | None:
    """One standing proposal."""
    found = views_of(standing_proposals(consultation).filter(pk=proposal_id), clause_names(consultation))
    return found[0] if found else None


@dataclass(frozen=True)
class Progress:
    """How far the answers are."""

    accepted: int = 0
    partly: int = 0
    rejected: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        return self.answered + self.waiting

    @property
    def answered(self) -> int:
        return self.accepted + self.partly + self.rejected


def progress_of(consultation: Consultation) -> Progress:
    """How many standing proposals have which answer; one query."""
    counts = Counter(standing_proposals(consultation).values_list("outcome", flat=True))
    return Progress(counts["accepted"], counts["partly"], counts["rejected"], counts[""])


def list_comments_to_mark(
    consultation: Consultation, *, words: str = "", marked: str = "", clause_id: int | None = None
) -> QuerySet[Post]:
    """Readable comments on the clauses, or on one of them, newest first, each with ``thread`` and what it answers.

    ``marked`` "yes" or "no" filters.
    """
    clauses = consultation.clauses.all() if clause_id is None else consultation.clauses.filter(pk=clause_id)
    refs = [f"clause.{pk}" for pk in clauses.values_list("pk", flat=True)]
    found = Post.objects.filter(thread__ref__in=refs, hidden_at=None, deleted_at=None)
    if marked in ("yes", "no"):
        found = found.filter(is_proposal=marked == "yes")
    for word in words.split()[:6]:
        found = found.filter(contains("body", word))
    found = found.select_related("author", "organisation", "thread", "parent__author", "parent__organisation")
    return found.order_by("-created_at", "-id")


def supported(posts: Iterable[Post]) -> list[tuple[Post, int]]:
    """Each with the number of people who support it; one query."""
    found = list(posts)
    tallies = tallies_of(post.question_id for post in found)
    return [(post, tallies[post.question_id].total) for post in found]


def used_reasons(consultation: Consultation, limit: int = 12) -> list[str]:
    """Reasons given so far in this consultation, the most used first: they can be used again."""
    counted = Counter(standing_proposals(consultation).exclude(reason="").values_list("reason", flat=True))
    return [reason for reason, _n in counted.most_common(limit)]
