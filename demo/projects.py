"""Projects of the demo, in every state: each is played through the rooms' own actions, and then moved to its days."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from demo import moved
from demo.clock import Clock
from demo.people import Population, Settling
from demo.stage import Stage
from forums.models import Post
from participation.accounts.models import User
from participation.notifications.actions import follow
from participation.notifications.models import Follow, Notification
from participation.record.models import Act, Outbox
from participation.voting.models import Window
from proposals.models import Consultation
from volunteers.projects.actions.asking import ask
from volunteers.projects.actions.checking import check_project, set_criteria
from volunteers.projects.actions.news import post_update
from volunteers.projects.actions.offering import answer_offer, mark_brought, offer_thing
from volunteers.projects.actions.proposing import change_project, propose_project, submit_project
from volunteers.projects.actions.reporting import publish_report
from volunteers.projects.actions.running import begin_project, end_project
from volunteers.projects.models import Check, Coordinator, Offer, Project, Report, Update
from volunteers.projects.selectors.criteria import criteria_of

CONTENT = Path(__file__).parent / "content" / "projects"
COORDINATOR = "coordinator"
RECENT = timedelta(days=6)  # of these acts the people concerned find word in their bell
WRITTEN_BEFORE = timedelta(days=2)  # so long somebody wrote before they sent it
VIDIN_LOOKS_AT = (
    "Полезна е за хората от общината, не само за тези, които я предлагат.",
    "Ясно е кой за какво отговаря.",
    "Резултатът може да се преброи.",
    "Безопасна е за децата и възрастните, които участват.",
    "След края ѝ общината може да поддържа направеното.",
)
Step = dict[str, Any]


@dataclass
class Play:
    """One project while it is played."""

    known: Population
    clock: Clock
    told: dict[str, Any]
    project: Project
    last: datetime
    posts: dict[str, Post] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)

    def person(self, key: str) -> User:
        """Somebody by key."""
        return self.known.users[key]

    @property
    def team(self) -> User:
        """Who proposed it."""
        return self.person(self.told["by"])


def fill_projects(known: Population, now: datetime, about: dict[str, Consultation]) -> dict[str, Project]:
    """Every project of the content, by its slug. Money and tasks are for other parts of the demo."""
    clock = Clock(now, random.Random(COORDINATOR))
    made: dict[str, Project] = {}
    with translation.override("bg"):
        set_criteria(official=known.users["o_vidin"], municipality_id=known.places["VID09"].pk, texts=VIDIN_LOOKS_AT)
        Act.objects.filter(kind="project.criteria_set").update(at=now - timedelta(days=200))
        for path in sorted(CONTENT.glob("*.toml")):
            told = tomllib.loads(path.read_text(encoding="utf-8"))
            made[told["slug"]] = _play(known, clock, told, about)
    tell_recent(made.values(), now)
    return made


def settle(known: Population, stage: Stage) -> None:
    """Somebody whom visitors can sign in as to lead projects, and a municipality's own. With dice of nobody else's: the rest
    stays as it was.
    """
    settling = Settling(stage, random.Random(COORDINATOR))
    settling.known = known
    settling.person(COORDINATOR, "Невяна Русева", "DOB17")
    clerk = settling.person("o_aksakovo2", "Светла Каменова", "VAR02", lives=False)
    settling.role(clerk, "VAR02", "official", "главен експерт „Транспорт“")


def _play(known: Population, clock: Clock, told: dict[str, Any], about: dict[str, Consultation]) -> Project:
    story: list[Step] = told.get("story", [])
    begins = _moment(clock, story[0], 0) - WRITTEN_BEFORE if story else clock.now - timedelta(hours=30)
    organisation, today = told.get("organisation"), timezone.localdate(clock.now)
    days = {f"{name}_on": today + timedelta(days=told[name]) for name in ("starts", "ends") if name in told}
    later = timedelta(days=max(0, 1 - told.get("ends", 1)))  # when it was sent, its days were still to come
    play = Play(
        known,
        clock,
        told,
        _proposed(known, told, about, organisation, {name: day + later for name, day in days.items()}),
        begins,
    )
    for key in told.get("also", ()):
        Coordinator.objects.create(project=play.project, user=play.person(key), named_by=play.team, since=begins)
        follow(user=play.person(key), scope=play.project.scope)
    _stamp(play, 0, begins)
    for place, step in enumerate(story):
        newest = Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        STEPS[step["do"]](play, step)
        play.last = min(
            max(_moment(clock, step, place), play.last + timedelta(minutes=40)), clock.now - timedelta(minutes=9)
        )
        _stamp(play, newest, play.last)
    Project.objects.filter(pk=play.project.pk).update(**days)
    moved.clear_stream(play.project.scope)  # pages begin with what is; nobody listened while it was played
    Outbox.objects.filter(act__scope=play.project.scope).delete()
    return Project.objects.get(pk=play.project.pk)


def _proposed(
    known: Population,
    told: dict[str, Any],
    about: dict[str, Consultation],
    organisation: str | None,
    days: dict[str, Any],
) -> Project:
    serves = about[told["consultation"]].pk if "consultation" in told else None
    return propose_project(
        person=known.users[told["by"]],
        municipality_id=known.places[told["place"]].pk,
        organisation_id=known.organisations[organisation].pk if organisation else None,
        goals=[dict(zip(("text", "unit", "target"), row, strict=True)) for row in told.get("goals", ())],
        budget=[{"what": what, "cents": euro * 100} for what, euro in told.get("budget", ())],
        needs=[dict(zip(("what", "quantity", "unit"), row, strict=True)) for row in told.get("needs", ())],
        title=told["title"],
        by_municipality=told.get("municipal", False),
        summary=told["summary"],
        description=told["description"],
        where=told["where"],
        is_remote=told.get("is_remote", False),
        hours_goal=told.get("hours", 0),
        consultation_id=serves,
        **days,
    )


def _moment(clock: Clock, step: Step, place: int) -> datetime:
    return clock.at(f"{step['day']}d", 9 + place * 3 % 11, 5 + place * 17 % 50)


def _submit(play: Play, step: Step) -> None:
    submit_project(person=play.team, project_id=play.project.pk)


def _check(outcome: str) -> Callable[[Play, Step], None]:
    def check(play: Play, step: Step) -> None:
        unmet, notes = step.get("unmet", {}), step.get("notes", {})
        items = [
            {"text": text, "met": str(n) not in unmet, "note": unmet.get(str(n)) or notes.get(str(n)) or ""}
            for n, text in enumerate(criteria_of(play.project.municipality_id), 1)
        ]
        check_project(
            official=play.person(play.told["official"]), project_id=play.project.pk, outcome=outcome,
            reason=step.get("reason", ""), items=items,
        )  # fmt: skip

    return check


def _change(play: Play, step: Step) -> None:
    change_project(person=play.team, project_id=play.project.pk, description=step["text"])


def _begin(play: Play, step: Step) -> None:
    begin_project(person=play.team, project_id=play.project.pk)


def _end(play: Play, step: Step) -> None:
    end_project(person=play.team, project_id=play.project.pk, reason=step["reason"])


def _update(play: Play, step: Step) -> None:
    post_update(person=play.person(step["who"]), project_id=play.project.pk, title=step["title"], text=step["text"])


def _report(play: Play, step: Step) -> None:
    actuals = dict(zip(play.project.goals.values_list("pk", flat=True), step["actuals"], strict=True))
    publish_report(
        person=play.team, project_id=play.project.pk, text=step["text"], thanks=step["thanks"], actuals=actuals
    )


def _ask(play: Play, step: Step) -> None:
    parent = play.posts[step["to"]].pk if "to" in step else None
    post = ask(
        person=play.person(step["who"]), project_id=play.project.pk, body=step["text"], parent_id=parent,
        organisation_id=_organisation(play, step),
    )  # fmt: skip
    play.posts[step.get("name", "")] = post


def _offer(play: Play, step: Step) -> None:
    need = play.project.needs.get(position=step["need"])
    play.offers[step["name"]] = offer_thing(
        person=play.person(step["who"]), need_id=need.pk, quantity=step["n"], words=step["words"],
        organisation_id=_organisation(play, step),
    )  # fmt: skip


def _accept(play: Play, step: Step) -> None:
    offer = play.offers[step["offer"]]
    answer_offer(person=play.team, offer_id=offer.pk, accept=True, answer=step.get("words", ""))


def _brought(play: Play, step: Step) -> None:
    mark_brought(person=play.team, offer_id=play.offers[step["offer"]].pk)


def _follow(play: Play, step: Step) -> None:
    follow(user=play.person(step["who"]), scope=play.project.scope)


def _organisation(play: Play, step: Step) -> int | None:
    return play.known.organisations[step["as"]].pk if "as" in step else None


STEPS: dict[str, Callable[[Play, Step], None]] = {
    "submit": _submit, "open": _check("opened"), "return": _check("returned"), "refuse": _check("refused"),
    "change": _change, "begin": _begin, "end": _end, "update": _update, "report": _report, "ask": _ask, "answer": _ask,
    "offer": _offer, "accept": _accept, "brought": _brought, "follow": _follow,
}  # fmt: skip


def _stamp(play: Play, newest: int, at: datetime) -> None:
    """What was just done happened at this moment."""
    project = Project.objects.filter(pk=play.project.pk)
    Follow.objects.filter(scope=play.project.scope, since__gt=at).update(since=at)
    for act in Act.objects.filter(scope=play.project.scope, pk__gt=newest):
        number = int(act.ref.partition(".")[2])
        if act.kind in MOMENTS:
            project.update(**{MOMENTS[act.kind]: at})
        if act.kind == "project.proposed":
            Coordinator.objects.filter(project=play.project).update(since=at)
        elif act.kind in ("project.opened", "project.returned", "project.refused"):
            Check.objects.filter(pk=Check.objects.filter(project=play.project).latest("pk").pk).update(at=at)
        elif act.kind == "project.reported":
            Report.objects.filter(project=play.project).update(at=at)
        elif act.kind == "project.updated":
            Update.objects.filter(pk=number).update(at=at)
        elif act.kind == "comment.created":
            Post.objects.filter(pk=number).update(created_at=at)
        elif act.kind.startswith("offer."):
            when = {"at": at} if act.kind == "offer.made" else {"answered_at": at}
            Offer.objects.filter(pk=number).update(**when)
        if act.kind == "project.opened":
            Window.objects.filter(threads=play.project.thread_id).update(opens_at=at)
    Act.objects.filter(scope=play.project.scope, pk__gt=newest).update(at=at)


MOMENTS = {
    "project.proposed": "created_at",
    "project.submitted": "submitted_at",
    "project.opened": "opened_at",
    "project.begun": "began_at",
    "project.reported": "finished_at",
    "project.ended": "ended_at",
}


def tell_recent(made: Iterable[Project], now: datetime, *, since: int = 0) -> None:
    """Whom recent acts concern has been told of them, when they happened: those after the act ``since``."""
    scopes = [project.scope for project in made]
    for act in Act.objects.filter(scope__in=scopes, at__gte=now - RECENT, pk__gt=since).order_by("at", "pk"):
        newest = Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        moved.tell(act)
        Notification.objects.filter(pk__gt=newest).update(created_at=act.at)
