"""Answering proposals and publishing the report on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forums.models import Post
from participation.accounts.models import User
from participation.database import db_now
from participation.keys import as_ref
from participation.live.actions import publish
from participation.record.actions import record
from participation.refusals import BadInput, Refused, Stale
from participation.voting.actions import seal_window

from ..models import Clause, Consultation, Proposal
from ..policies import can_be_answered, can_be_marked_in
from ..selectors.standing import standing_proposals
from ..selectors.states import state_at
from .publishing import act_on, locked_for

LONGEST = 20_000  # characters of a reason or a resulting text
OUTCOMES = Proposal.Outcome


class NotAnswered(Refused):
    """Some proposals have no answer yet; ``extra["left"]`` says how many."""

    code = "not_answered"
    status = 409
    message = _("Not all proposals are answered yet.")


@transaction.atomic
def mark_proposal(*, official: User, post_id: int) -> Proposal:
    """The comment is a proposal that will be answered in the report. Harmless when it is one already."""
    post, clause = _comment(post_id)
    consultation = _markable(official, clause.consultation_id)
    if not post.is_readable:
        raise BadInput(_("This comment is no longer readable."))
    proposal, is_new = Proposal.objects.get_or_create(
        post=post, defaults={"consultation": consultation, "clause": clause}
    )
    if is_new:
        _marked(consultation, official, post, marked=True)
    return proposal


@transaction.atomic
def unmark_proposal(*, official: User, post_id: int) -> None:
    """The comment is a comment again. Raises BadInput when an answer to it is drafted already."""
    post, clause = _comment(post_id)
    consultation = _markable(official, clause.consultation_id)
    proposal = Proposal.objects.filter(post=post).first()
    if proposal is None:
        return
    if proposal.outcome:
        raise BadInput(_("An answer to it is drafted. Remove the answer first."))
    proposal.delete()
    _marked(consultation, official, post, marked=False)


def _comment(post_id: int) -> tuple[Post, Clause]:
    """The comment, locked, and the clause it is about (directly, or by a suggestion for it)."""
    post = Post.objects.select_for_update(of=("self",)).select_related("thread").filter(pk=post_id).first()
    named = as_ref(post.thread.ref) if post else None
    wanted = {"clause": "pk", "suggestion": "suggestions"}.get(named[0]) if named else None
    clause = Clause.objects.filter(**{wanted: named[1]}).first() if named and wanted else None
    if post is None or clause is None:
        raise BadInput(_("There is no such comment."))
    return post, clause


def _markable(official: User, consultation_id: int) -> Consultation:
    consultation = locked_for(official, consultation_id)
    if not can_be_marked_in(consultation):
        raise BadInput(_("The report on the proposals is published: nothing can be added to it."))
    return consultation


def _marked(consultation: Consultation, official: User, post: Post, *, marked: bool) -> None:
    Post.objects.filter(pk=post.pk).update(is_proposal=marked)
    kind, ref = "proposal.marked" if marked else "proposal.unmarked", f"post.{post.pk}"
    record(
        kind=kind, scope=consultation.scope, actor=official, role="official",
        municipality_id=consultation.municipality_id, ref=ref, data={"about": post.thread.ref},
    )  # fmt: skip
    publish(stream=consultation.scope, kind=kind, data={"post": post.pk, "is_proposal": marked}, ref=ref)


@transaction.atomic
def answer_proposals(
    *,
    official: User,
    consultation_id: int,
    proposal_ids: Sequence[int],
    outcome: str,
    reason: str = "",
    resulting_text: str | None = None,
    seen: str | None = None,
) -> int:
    """All these proposals have this answer, as a draft that only officials see; returns how many.

    An empty outcome takes the answer back. ``resulting_text`` None leaves that of each as it is; an accepted wording
    without one gets its own text. ``seen`` is the `stamp` of a single proposal as the form showed it: raises Stale when
    a colleague answered since. Raises NotAllowed; BadInput before closing, after the report, or without a reason where
    it is not accepted.
    """
    consultation = locked_for(official, consultation_id)
    _refuse_unless_answerable(consultation)
    reason = reason.replace("\r\n", "\n").strip()
    _check_answer(outcome, reason, resulting_text)
    proposals = list(standing_proposals(consultation).select_related("suggestion").filter(pk__in=list(proposal_ids)))
    if not proposals or len(proposals) != len(set(proposal_ids)):
        raise BadInput(_("Choose at least one proposal.") if not proposal_ids else _("A proposal is no longer there."))
    if seen is not None and any(stamp(proposal) != seen for proposal in proposals):
        raise Stale(_("A colleague answered this in the meantime. Their answer is shown below; yours is still here."))
    now = db_now()
    for proposal in proposals:
        _answer(proposal, official, outcome, reason, resulting_text, now)
    Proposal.objects.bulk_update(
        proposals, ["outcome", "reason", "resulting_text", "answered_by", "answered_at"], batch_size=200
    )
    record(
        kind="answer.drafted" if outcome else "answer.removed", scope=consultation.scope, actor=official,
        role="official", municipality_id=consultation.municipality_id,
        data={"proposals": [proposal.pk for proposal in proposals], "outcome": outcome}, is_public=False,
    )  # fmt: skip
    return len(proposals)


def stamp(proposal: Proposal) -> str:
    """Which answer a form shows: changes whenever somebody answers."""
    return proposal.answered_at.isoformat() if proposal.answered_at else ""


def _refuse_unless_answerable(consultation: Consultation) -> None:
    if can_be_answered(consultation, state_at(consultation, db_now())):
        return
    if consultation.stage == Consultation.Stage.PUBLISHED:
        raise BadInput(_("Proposals are answered after the consultation has closed."))
    raise BadInput(_("The report on the proposals is published: answers no longer change."))


def _check_answer(outcome: str, reason: str, resulting_text: str | None) -> None:
    if outcome and outcome not in OUTCOMES.values:
        raise BadInput(_("Choose an answer."), field="outcome")
    if outcome in (OUTCOMES.PARTLY, OUTCOMES.REJECTED) and not reason:
        raise BadInput(_("Give the reason: those who proposed it will read it."), field="reason")
    if len(reason) > LONGEST:
        raise BadInput(_("This is too long."), field="reason")
    if len(resulting_text or "") > LONGEST:
        raise BadInput(_("This is too long."), field="resulting_text")


def _answer(
    proposal: Proposal, official: User, outcome: str, reason: str, resulting_text: str | None, now: datetime
) -> None:
    proposal.outcome, proposal.reason = outcome, reason if outcome else ""
    if resulting_text is not None:
        proposal.resulting_text = resulting_text.replace("\r\n", "\n").strip()
    if not outcome:
        proposal.resulting_text = ""
    elif outcome == OUTCOMES.ACCEPTED and not proposal.resulting_text and proposal.suggestion:
        proposal.resulting_text = proposal.suggestion.text
    proposal.answered_by, proposal.answered_at = (official, now) if outcome else (None, None)


@transaction.atomic
def publish_report(*, official: User, consultation_id: int, note: str = "") -> Consultation:
    """The report is public: proposals are numbered in the order they came, those who proposed will be told.

    Where none came the report says so. Raises NotAllowed; BadInput before closing or when it is published already;
    NotAnswered while answers are missing.
    """
    consultation = locked_for(official, consultation_id)
    _refuse_unless_answerable(consultation)
    seal_window(consultation.window_id)
    proposals = standing_proposals(consultation)
    left = proposals.filter(outcome="").count()
    if left:
        words = ngettext("%d proposal has no answer yet.", "%d proposals have no answer yet.", left)
        raise NotAnswered(words % left, left=left)
    numbered = _number(proposals)
    now = db_now()
    consultation.stage, consultation.answered_at = Consultation.Stage.ANSWERED, now
    consultation.report_note = note.replace("\r\n", "\n").strip()
    consultation.save(update_fields=["stage", "answered_at", "report_note"])
    counts = Counter(proposal.outcome for proposal in numbered)
    data = {"proposals": len(numbered), **{name: counts.get(name, 0) for name in OUTCOMES.values}}
    act_on(consultation, official, "report.published", data)
    return consultation


def _number(proposals: QuerySet[Proposal]) -> list[Proposal]:
    """Numbers from 1 in the order in which the contributions were made."""
    found = list(proposals.select_related("suggestion", "post"))
    found.sort(key=lambda proposal: ((proposal.suggestion or proposal.post).created_at, proposal.pk))  # type: ignore[union-attr]  # it is one of the two, by constraint
    for number, proposal in enumerate(found, start=1):
        proposal.number = number
    Proposal.objects.bulk_update(found, ["number"], batch_size=200)
    return found
