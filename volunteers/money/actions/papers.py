"""Papers beside expenses and payouts: looked into first, then kept; removed ones are deleted by the worker."""

from __future__ import annotations

from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.places.selectors import can_act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import there_before
from volunteers.projects.actions.common import led as led_project
from volunteers.projects.actions.common import note as note_project

from ..models import Expense, Paper, Payout
from ..papers import TakenPaper, take_paper
from ..policies import refusal_to_account
from .common import hold, led, note

MOST = 10  # beside one thing
AT_ONCE = 100  # papers deleted in one go
GONE = _("This is not there any more.")
DECIDED = _("It has been decided already: its papers stay as they are.")


def prepare_paper(*, person: object, file: IO[bytes], name: str = "") -> TakenPaper:
    """The file, known by its content and ready to be kept. No transaction is open meanwhile.

    Raises SignInFirst, NotAllowed, TooMany, BadInput naming ``file``.
    """
    if not isinstance(person, User):
        raise SignInFirst
    if not can_act(person):
        raise NotAllowed
    limit(f"paper:{person.pk}", times=120, seconds=3600)
    return take_paper(file, name or str(getattr(file, "name", "") or ""))


@transaction.atomic
def attach_paper(
    *, person: object, paper: TakenPaper, expense_id: int | None = None, payout_id: int | None = None
) -> Paper:
    """The paper stands beside the expense or the payout, for coordinators and officials; the same one again is harmless.

    Raises SignInFirst, NotAllowed but for coordinators, Closed once the payout is decided or the time for expenses is
    over, BadInput.
    """
    user = _somebody(person)
    hold(user)
    if (expense_id is None) == (payout_id is None):
        raise BadInput(_("Say what the paper belongs to: an expense or a payout."), field="expense")
    if expense_id is not None:
        return keep_papers(user, paper, expense=_expense(user, expense_id))
    assert payout_id is not None
    return keep_papers(user, paper, payout=_payout(user, payout_id))


def keep_papers(
    user: User, paper: TakenPaper, *, expense: Expense | None = None, payout: Payout | None = None
) -> Paper:
    """The row and its file, beside what the caller has locked. Raises BadInput where there are too many."""
    there = Paper.objects.filter(expense=expense, payout=payout, removed_at=None)
    if same := there.filter(sha256=paper.sha256).first():
        return there_before(same)
    if there.count() >= MOST:
        raise BadInput(_("At most %(most)d papers.") % {"most": MOST}, field="file")
    made = Paper(
        expense=expense, payout=payout, name=paper.name, kind=paper.kind, size=len(paper.content),
        sha256=paper.sha256, by=user, at=db_now(),
    )  # fmt: skip
    made.file.save("paper", ContentFile(paper.content), save=False)
    try:
        with transaction.atomic():
            made.save()
    except Exception:
        made.file.storage.delete(made.file.name or "")
        raise
    _note(made, "paper.added", user)
    return made


@transaction.atomic
def remove_paper(*, person: object, paper_id: int) -> Paper:
    """Nobody sees it any more, and the worker deletes its file. Harmless a second time. Raises as attach_paper."""
    user = _somebody(person)
    hold(user)
    known = Paper.objects.filter(pk=paper_id).first()
    if known is None:
        raise BadInput(GONE)
    if known.expense_id is not None:
        _expense(user, known.expense_id)
    else:
        _payout(user, known.payout_id or 0)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper_id)
    if paper.removed_at is not None:
        return there_before(paper)
    paper.removed_at = db_now()
    paper.save(update_fields=["removed_at"])
    _note(paper, "paper.removed", user)
    return paper


@transaction.atomic
def delete_removed() -> int:
    """Files and rows of papers that nobody sees any more are gone; how many. The file goes first: whatever stops the
    worker in between, what is left is tried again.
    """
    gone = Q(removed_at__isnull=False) | Q(payout__state=Payout.State.WITHDRAWN)
    found = Paper.objects.select_for_update(of=("self",), skip_locked=True).filter(gone).order_by("pk")
    papers = list(found[:AT_ONCE])
    for paper in papers:
        paper.file.storage.delete(paper.file.name or "")
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    return len(papers)


def _somebody(person: object) -> User:
    if not isinstance(person, User):
        raise SignInFirst
    return person


def _expense(user: User, expense_id: int) -> Expense:
    """The expense, its project locked for one of those who lead it. Raises BadInput, NotAllowed, Closed."""
    known = Expense.objects.filter(pk=expense_id, removed_at=None).first()
    if known is None:
        raise BadInput(GONE, field="expense")
    refusal = refusal_to_account(led_project(user, known.project_id), db_now())
    if refusal is not None:
        raise refusal
    return Expense.objects.select_related("project__municipality").get(pk=expense_id)


def _payout(user: User, payout_id: int) -> Payout:
    """The payout, its campaign locked for one of those who lead the project, while it waits. Raises as _expense."""
    known = Payout.objects.filter(pk=payout_id).first()
    if known is None:
        raise BadInput(GONE, field="payout")
    led(user, known.campaign_id)
    payout = Payout.objects.select_related("campaign__project__municipality").get(pk=payout_id)
    if payout.state != Payout.State.ASKED:
        raise Closed(DECIDED)
    return payout


def _note(paper: Paper, kind: str, user: User) -> None:
    """That a paper came or went is recorded, not what it is called: names of files say things about people."""
    how = {"data": {"kind": paper.kind}, "is_public": False}
    if paper.expense is not None:
        note_project(paper.expense.project, kind, user, ref=f"paper.{paper.pk}", **how)  # type: ignore[arg-type]  # named parameters, each of its kind
    elif paper.payout is not None:
        note(paper.payout.campaign, kind, user, ref=f"paper.{paper.pk}", **how)  # type: ignore[arg-type]  # named parameters, each of its kind
