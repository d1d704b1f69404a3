"""From a working draft to a published consultation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forums.actions import open_threads, set_forum_shown
from participation.accounts.models import User
from participation.database import db_now
from participation.documents.actions import publish_attachments
from participation.documents.markup import render_markdown
from participation.live.actions import publish
from participation.places.selectors import is_official
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, Refused
from participation.voting.actions import open_questions, seal_window

from .. import readiness
from ..models import Clause, Consultation, Passage, Version

Node = dict[str, Any]


class NotReady(Refused):
    """The readiness checklist is not empty; ``extra["missing"]`` names each piece."""

    code = "not_ready"
    status = 409
    message = _("Something the law wants is still missing.")


@transaction.atomic
def publish_consultation(
    *, official: User, consultation_id: int, opens_at: datetime | None = None, closes_at: datetime | None = None
) -> Consultation:
    """The draft and its attachments are public: it opens and closes at these moments of the database's clock.

    Without moments the planned ones count; without a planned opening it opens now.

    Raises NotAllowed, NotReady naming what is missing, BadInput if it was published before.
    """
    consultation = locked_for(official, consultation_id)
    if consultation.stage != Consultation.Stage.PREPARING:
        raise BadInput(_("It is published already."))
    now = db_now()
    opens_at, closes_at = opens_at or consultation.planned_opens_at, closes_at or consultation.planned_closes_at
    opens_at = opens_at if opens_at and opens_at > now else now
    missing = readiness.missing(consultation, opens_at=opens_at, closes_at=closes_at)
    if missing:
        raise NotReady(missing=[{"code": item.code, "label": str(item.label)} for item in missing])
    window = consultation.window
    window.opens_at, window.closes_at, window.scope = opens_at, closes_at, consultation.scope
    window.save(update_fields=["opens_at", "closes_at", "scope"])
    lay_down_text(consultation, consultation.draft.tree, at=now)
    opens_now = opens_at <= now
    consultation.stage, consultation.published_at = Consultation.Stage.PUBLISHED, now
    consultation.opened_told_at = now if opens_now else None
    consultation.save(update_fields=["stage", "published_at", "opened_told_at"])
    publish_attachments(actor=official, scope=consultation.scope)
    set_forum_shown(scope=consultation.scope, is_shown=True)
    act_on(consultation, official, "consultation.published", {"opens_at": opens_at, "closes_at": closes_at})
    if opens_now:  # with the publishing, not a moment later: whoever published sees it as their own act, not as news
        act_on(consultation, None, "consultation.opened")
    return consultation


@transaction.atomic
def withdraw_consultation(*, official: User, consultation_id: int, reason: str) -> Consultation:
    """It accepts nothing more and says why; what was said stays readable. Raises BadInput without a reason or too late."""
    consultation = locked_for(official, consultation_id)
    if consultation.stage != Consultation.Stage.PUBLISHED:
        raise BadInput(_("Only a published consultation that is not answered yet can be withdrawn."))
    if not reason.strip():
        raise BadInput(_("Say why it is withdrawn."), field="reason")
    window = type(consultation.window).objects.select_for_update().get(pk=consultation.window_id)
    now = db_now()
    window.stopped_at = now
    window.save(update_fields=["stopped_at"])
    consultation.stage = Consultation.Stage.WITHDRAWN
    consultation.withdrawn_at, consultation.withdrawn_reason = now, reason.strip()
    consultation.save(update_fields=["stage", "withdrawn_at", "withdrawn_reason"])
    seal_window(window.pk)
    act_on(consultation, official, "consultation.withdrawn", {"reason": reason.strip()})
    return consultation


def locked_for(official: User, consultation_id: int) -> Consultation:
    """The consultation, locked against other officials until commit. Raises NotAllowed for anyone but its officials."""
    consultation = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("window", "municipality")
        .filter(pk=consultation_id)
        .first()
    )
    if consultation is None or not is_official(official, consultation.municipality_id):
        raise NotAllowed
    return consultation


def act_on(consultation: Consultation, official: User | None, kind: str, data: dict[str, Any] | None = None) -> None:
    """Record an official's (or, without one, the system's) act on a consultation, and tell its screens."""
    record(
        kind=kind,
        scope=consultation.scope,
        actor=official,
        role="official" if official else "system",
        municipality_id=consultation.municipality_id,
        data={"title": consultation.title, **(data or {})},
    )
    window = consultation.window
    told = {
        "id": consultation.pk,
        "stage": consultation.stage,
        "opens_at": window.opens_at.isoformat() if window.opens_at else None,
        "closes_at": window.closes_at.isoformat() if window.closes_at else None,
        "timezone": consultation.municipality.timezone,
    }
    publish(stream=consultation.scope, kind=kind, data=told)


def lay_down_text(consultation: Consultation, tree: list[Node], *, at: datetime) -> Version:
    """Version 1 of the text: each node a clause with its passage; where it says something, a thread and a question too."""
    version = Version.objects.create(consultation=consultation, number=1, published_at=at)
    nodes = list(in_reading_order(tree))
    clauses = Clause.objects.bulk_create([Clause(consultation=consultation) for _node in nodes])
    speaking = [clause for clause, (_depth, node) in zip(clauses, nodes, strict=True) if node.get("body", "").strip()]
    refs, scope, window_id = [clause.ref for clause in speaking], consultation.scope, consultation.window_id
    threads = open_threads(window_id=window_id, scope=scope, stream=scope, refs=refs)
    questions = open_questions(window_id=window_id, kind="stance", stream=scope, refs=refs)
    for clause, thread, question in zip(speaking, threads, questions, strict=True):
        clause.thread, clause.question = thread, question
    Clause.objects.bulk_update(speaking, ["thread", "question"], batch_size=300)
    Passage.objects.bulk_create(
        Passage(
            version=version,
            clause=clause,
            position=position,
            depth=depth,
            kind=node["kind"],
            label=node.get("label", "")[:40],
            heading=node.get("heading", "")[:500],
            body=node.get("body", ""),
            body_html=render_markdown(node.get("body", "")),
        )
        for position, (clause, (depth, node)) in enumerate(zip(clauses, nodes, strict=True))
    )
    return version


def in_reading_order(tree: list[Node], depth: int = 0) -> list[tuple[int, Node]]:
    """``(depth, node)`` from the top of the page to its end."""
    found: list[tuple[int, Node]] = []
    for node in tree:
        found.append((depth, node))
        found.extend(in_reading_order(node.get("children", []), depth + 1))
    return found
