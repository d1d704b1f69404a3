"""Dictionaries as they go out; a test holds them to their descriptions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict

from forums.selectors import PostView
from forums.telling import author_data
from participation.rest.fields import moment, place_short
from participation.rest.views import Row, Rows

from ..models import Check, Coordinator, Offer, Project, Report, Update
from ..selectors.page import NeedView, PageView
from ..selectors.telling import told_goal, told_update


def project_data(row: Project, figures: Mapping[str, int]) -> Row:
    """See ProjectOut."""
    organisation = {"id": row.organisation.pk, "name": row.organisation.name} if row.organisation else None
    return {
        "id": row.pk,
        "title": row.title,
        "summary": row.summary,
        "municipality": place_short(row.municipality),
        "state": row.state,
        "language": row.language,
        "organisation": organisation,
        "by_municipality": row.by_municipality,
        "consultation": row.consultation_id,
        "clause": row.clause_id,
        "where": row.where,
        "is_remote": row.is_remote,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "hours_goal": row.hours_goal,
        "submitted_at": moment(row.submitted_at),
        "opened_at": moment(row.opened_at),
        "began_at": moment(row.began_at),
        "finished_at": moment(row.finished_at),
        "ended_at": moment(row.ended_at),
        "is_hidden": row.hidden_at is not None,
        "figures": dict(figures),
        "stream": row.scope,
        "url": row.get_absolute_url(),
    }


def page_data(page: PageView) -> Row:
    """See ProjectDetail."""
    row = page.project
    return {
        **project_data(row, page.figures),
        "description": row.description,
        "description_html": row.description_html,
        "reason": row.reason,
        "version": row.version,
        "proposer": row.proposer.display_name if row.proposer else "",
        "goals": [told_goal(goal) for goal in page.goals],
        "budget": [{"what": line.what, "cents": line.cents} for line in page.budget],
        "needs": [need_data(need) for need in page.needs],
        "coordinators": [coordinator_data(one) for one in page.coordinators],
        "check": check_data(page.check) if page.check else None,
        "report": report_data(page.report) if page.report else None,
        "updates": len(page.updates),
        "standing": asdict(page.standing),
    }


def need_data(view: NeedView) -> Row:
    """See NeedOut."""
    need = view.need
    counts = {name: getattr(view, name) for name in ("offered", "accepted", "brought", "missing")}
    own = offer_data(view.own, project_id=need.project_id, what=need.what) if view.own else None
    return {"id": need.pk, "what": need.what, "quantity": need.quantity, "unit": need.unit, **counts, "own": own}


def offer_data(row: Offer, *, project_id: int | None = None, what: str = "") -> Row:
    """See OfferOut."""
    group = row.organisation.group if row.organisation else "citizen"
    return {
        "id": row.pk,
        "need": row.need_id,
        "what": what or row.need.what,
        "project": project_id or row.need.project_id,
        "author": author_data(row.user, row.organisation, group),
        "quantity": row.quantity,
        "words": row.words,
        "answer": row.answer,
        "state": row.state,
        "at": moment(row.at),
        "answered_at": moment(row.answered_at),
    }


def coordinator_data(row: Coordinator) -> Row:
    """See CoordinatorOut."""
    return {"id": row.user_id, "name": row.user.display_name, "since": moment(row.since)}


def update_data(row: Update) -> Row:
    """See UpdateOut."""
    return {**told_update(row), "text": row.text, "author": author_data(row.author, row.organisation, row.group)}


def check_data(row: Check) -> Row:
    """See CheckOut."""
    return {
        "id": row.pk,
        "outcome": row.outcome,
        "reason": row.reason,
        "items": row.items,
        "by": row.by.display_name if row.by else "",
        "at": moment(row.at),
    }


def report_data(row: Report) -> Row:
    """See ProjectReportOut."""
    return {
        "text": row.text,
        "html": row.html,
        "thanks": row.thanks,
        "thanks_html": row.thanks_html,
        "pictures": row.pictures,
        "author": row.author.display_name if row.author else "",
        "at": moment(row.at),
        "corrected_at": moment(row.corrected_at),
    }


def question_data(view: PostView, team: Collection[int | None]) -> Row:
    """See ProjectQuestionOut."""
    post = view.post
    return {
        "id": post.pk,
        "parent": post.parent_id,
        "author": author_data(post.author, post.organisation, post.group),
        "body": post.body,
        "body_html": post.body_html,
        "question": post.question_id,
        "support": view.support,
        "supported": view.supported,
        "leads": post.author_id in team and post.author_id is not None and post.is_readable,
        "created_at": moment(post.created_at),
        "edited_at": moment(post.edited_at),
    }


def questions_data(views: list[PostView], team: Collection[int | None]) -> Rows:
    """The conversation from top to bottom, each answer behind what it answers."""
    return [question_data(view, team) for view in _in_order(views)]


def _in_order(views: list[PostView]) -> Iterator[PostView]:
    for view in views:
        yield view
        yield from view.answers
