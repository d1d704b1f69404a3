"""How a municipality checks a project: its criteria, and a decision that answers each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.places.models import Municipality
from participation.places.selectors import is_official
from participation.record.actions import record
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Stale, refuse_all
from participation.unseen import one_line
from participation.voting.models import Window

from ..models import Check, Criterion, Project
from ..policies import OWN, is_own
from ..selectors.criteria import criteria_as_kept, criteria_of
from .common import locked, note, tell
from .details import TOO_LONG, Wrong

State, Outcome = Project.State, Check.Outcome
AFTER = {Outcome.OPENED: State.OPEN, Outcome.RETURNED: State.RETURNED, Outcome.REFUSED: State.REFUSED}
MOST_CRITERIA = 15
LONGEST_CRITERION, LONGEST_NOTE, LONGEST_REASON = 300, 1000, 2000
Items = Sequence[Mapping[str, Any]]


@transaction.atomic
def check_project(
    *, official: object, project_id: int, outcome: str, reason: str = "", items: Items = (), seen: int | None = None
) -> Check:
    """The municipality has decided: the project is public and running, or its team reads what is to be mended, or why it
    was not accepted.

    ``items`` answer the criteria one by one, in their order: ``text`` as it was read, ``met``, ``note``. Raises SignInFirst;
    NotAllowed for all but the municipality's officials, and for those who proposed or lead it; Closed where it does not
    wait (any more); Stale where the project or the criteria were changed; BadInput naming each field.
    """
    project = locked(official, project_id)
    assert isinstance(official, User)
    if not is_official(official, project.municipality_id):
        raise NotAllowed
    if is_own(official, project):
        raise NotAllowed(OWN)
    if project.state != State.SUBMITTED:
        raise Closed(_("It does not wait for a check any more. Look at its newest state."))
    if seen is not None and seen != project.version:
        raise Stale
    wrong: Wrong = {}
    if outcome not in Outcome.values:
        wrong["outcome"] = _("Choose what you decide.")
    reason = reason.replace("\r\n", "\n").strip()
    answers = _answers(items, project.municipality_id, wrong)
    if len(reason) > LONGEST_REASON:
        wrong["reason"] = TOO_LONG % {"most": LONGEST_REASON}
    if not reason and outcome in (Outcome.RETURNED, Outcome.REFUSED):
        wrong["reason"] = _("Say why, so that those who proposed it know what to do.")
    if not reason and outcome == Outcome.OPENED and not all(one["met"] for one in answers):
        wrong["reason"] = _("A criterion is not met: say why it is opened all the same.")
    refuse_all(wrong)
    return _decide(project, official, Outcome(outcome), reason, answers)


def _decide(
    project: Project, official: User, outcome: Check.Outcome, reason: str, answers: list[dict[str, Any]]
) -> Check:
    now = db_now()
    check = Check.objects.create(project=project, outcome=outcome, reason=reason, items=answers, by=official, at=now)
    project.state = AFTER[outcome]
    project.reason = "" if outcome == Outcome.OPENED else reason
    if outcome == Outcome.OPENED:
        project.opened_at = now
        Window.objects.filter(threads=project.thread_id).update(opens_at=now)
    project.save(update_fields=["state", "reason", "opened_at"])
    note(project, f"project.{outcome.value}", official, role="official")
    tell(project, f"project.{outcome.value}")
    return check


def _answers(items: Items, municipality_id: int, wrong: Wrong) -> list[dict[str, Any]]:
    """The answers beside the criteria as a check keeps them. Raises Stale where other criteria were read."""
    read, kept = criteria_of(municipality_id), criteria_as_kept(municipality_id)
    texts = [one_line(str(item.get("text") or "")) for item in items]
    if len(texts) == len(kept) and any(
        text and text not in (one, other) for text, one, other in zip(texts, read, kept, strict=True)
    ):
        raise Stale(_("The criteria were changed in the meantime. Look at the new ones."))
    if len(texts) != len(kept) or any(not isinstance(item.get("met"), bool) for item in items):
        wrong["items"] = _("Answer every criterion.")
        return []
    answers = [
        {"text": text, "met": item["met"], "note": str(item.get("note") or "").replace("\r\n", "\n").strip()}
        for text, item in zip(kept, items, strict=True)
    ]
    if any(len(one["note"]) > LONGEST_NOTE for one in answers):
        wrong["items"] = TOO_LONG % {"most": LONGEST_NOTE}
    return answers


@transaction.atomic
def set_criteria(*, official: object, municipality_id: int, texts: Iterable[str]) -> list[str]:
    """The municipality checks projects by these from now on; without any, by the usual ones. Public at once.

    Raises SignInFirst, NotAllowed, BadInput.
    """
    if not isinstance(official, User):
        raise SignInFirst
    if not is_official(official, municipality_id):
        raise NotAllowed
    place = Municipality.objects.select_for_update().get(pk=municipality_id)
    wanted = [line for line in (one_line(text) for text in texts) if line]
    if len(wanted) > MOST_CRITERIA or any(len(text) > LONGEST_CRITERION for text in wanted):
        most = {"most": MOST_CRITERIA, "longest": LONGEST_CRITERION}
        words = _("At most %(most)d criteria, each with at most %(longest)d characters.")
        raise BadInput(words % most, field="texts")
    Criterion.objects.filter(municipality=place).delete()
    Criterion.objects.bulk_create(
        Criterion(municipality=place, position=position, text=text) for position, text in enumerate(wanted, 1)
    )
    record(
        kind="project.criteria_set", scope=f"municipality.{place.pk}", actor=official, role="official",
        municipality_id=place.pk, ref=f"municipality.{place.pk}", data={"criteria": len(wanted)},
    )  # fmt: skip
    return criteria_of(place.pk)
