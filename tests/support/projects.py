"""Projects in every state, made as people make them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.actions import unfollow
from participation.organisations.models import Organisation
from participation.places.models import Municipality
from tests.support import factories as make
from volunteers.projects.actions.asking import ask
from volunteers.projects.actions.checking import check_project
from volunteers.projects.actions.news import post_update
from volunteers.projects.actions.offering import offer_thing
from volunteers.projects.actions.proposing import propose_project, submit_project
from volunteers.projects.actions.reporting import publish_report
from volunteers.projects.actions.running import begin_project, end_project
from volunteers.projects.actions.visibility import hide_project
from volunteers.projects.models import Coordinator, Need, Project
from volunteers.projects.selectors.criteria import criteria_of


def plan(**fields: Any) -> dict[str, Any]:
    """Everything that a project needs to be checked."""
    today = timezone.localdate()
    return {
        "title": "Пейки край морето",
        "summary": "Двайсет нови пейки по крайбрежната алея, направени от нас.",
        "description": "Ще ги **сглобим** за два уикенда.",
        "where": "Крайбрежната алея",
        "starts_on": today + timedelta(days=10),
        "ends_on": today + timedelta(days=40),
        "hours_goal": 120,
        "goals": [{"text": "Нови пейки", "unit": "пейки", "target": "20"}],
        "budget": [{"what": "Дъски", "cents": 80_000}],
        "needs": [
            {"what": "Бормашина", "quantity": 3, "unit": "бр."},
            {"what": "Боя за дърво", "quantity": 10, "unit": "кутии"},
        ],
        **fields,
    }


def answers(municipality: Municipality, *, met: bool = True) -> list[dict[str, Any]]:
    """An answer to each criterion of the municipality."""
    return [{"text": text, "met": met, "note": ""} for text in criteria_of(municipality.pk)]


def draft(municipality: Municipality | None = None, by: User | None = None, **fields: Any) -> Project:
    """A draft with everything that is needed."""
    municipality = municipality or make.place()
    by = by or make.person("Стефка Петрова")
    return propose_project(person=by, municipality_id=municipality.pk, **plan(**fields))


def submitted(municipality: Municipality | None = None, by: User | None = None, **fields: Any) -> Project:
    """A project that waits for the municipality's check."""
    made = draft(municipality, by, **fields)
    return submit_project(person=made.proposer, project_id=made.pk)


def project(
    municipality: Municipality | None = None,
    by: User | None = None,
    *,
    official: User | None = None,
    state: str = "open",
    **fields: Any,
) -> Project:
    """A project in this state, open unless told otherwise, led by ``by`` and checked by ``official``."""
    if state == "draft":
        return draft(municipality, by, **fields)
    made = submitted(municipality, by, **fields)
    official = official or make.official(made.municipality, "Проверяваща Служителка")
    outcome = {"returned": "returned", "refused": "refused"}.get(state, "opened")
    if state != "submitted":
        reason = "" if outcome == "opened" else "Не е ясно кой ще ги поддържа."
        check_project(
            official=official, project_id=made.pk, outcome=outcome, reason=reason,
            items=answers(made.municipality, met=outcome == "opened"),
        )  # fmt: skip
    _go_on(made, state)
    return Project.objects.select_related("municipality", "thread", "proposer").get(pk=made.pk)


def _go_on(made: Project, state: str) -> None:
    """From open to this state, by its proposer."""
    by = made.proposer
    if state in ("under_way", "finished"):
        begin_project(person=by, project_id=made.pk)
    if state == "finished":
        actuals = {goal.pk: goal.target for goal in made.goals.all()}
        publish_report(person=by, project_id=made.pk, text="Направихме ги.", thanks="На всички.", actuals=actuals)
    if state == "ended":
        end_project(person=by, project_id=made.pk, reason="Бурята отнесе алеята.")


def project_numbers(place: Municipality, citizen: User, speaker: Any, ngo: Organisation) -> dict[str, Any]:
    """The names of the matrix: the citizen's projects in each state, one of the organisation; on the open one the
    representative's offer and question, and news.
    """
    by = make.official(place, "Друга Служителка")
    states = {"pr": "open", "pr_draft": "draft", "pr_sent": "submitted", "pr_going": "under_way", "pr_done": "finished"}
    all_of_them = {name: project(place, citizen, official=by, state=state) for name, state in states.items()}
    hidden, of_ngo = project(place, citizen, official=by), project(place, speaker, official=by, organisation_id=ngo.pk)
    hide_project(project_id=hidden.pk)
    opened, done = all_of_them["pr"], all_of_them["pr_done"]
    offer = offer_thing(person=speaker, need_id=need(opened).pk, quantity=1)
    question = ask(person=speaker, project_id=opened.pk, body="Къде да донесем дъските?")
    update = post_update(person=citizen, project_id=opened.pk, title="Новина", text="Почваме.")
    mate = Coordinator.objects.create(project=opened, user=make.person("Още един"))
    for one in (*all_of_them.values(), hidden, of_ngo):
        unfollow(user=one.proposer, scope=one.scope)  # so that following it changes something for everybody
    return {
        **{name: one.pk for name, one in all_of_them.items()}, "pr_hidden": hidden.pk, "pr_ngo": of_ngo.pk,
        "pr_need": need(opened).pk, "pr_done_need": need(done).pk, "pr_goal": all_of_them["pr_going"].goals.get().pk,
        "pr_done_goal": done.goals.get().pk, "pr_offer": offer.pk, "pr_update": update.pk, "pr_post": question.pk,
        "pr_q": question.question_id, "pr_mate": mate.user_id,
    }  # fmt: skip


def need(of: Project, what: str = "Бормашина") -> Need:
    """One of its needs by name."""
    return Need.objects.get(project=of, what=what)
