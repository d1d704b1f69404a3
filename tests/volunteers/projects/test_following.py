"""Who is told what, and what stays of a person who erases their account."""

from __future__ import annotations

from typing import Any

import pytest

from participation.accounts.actions import erase_account
from participation.accounts.personal_data import export_all
from participation.live.models import Event
from participation.moderation.flagging import watched
from participation.notifications.actions import follow
from participation.notifications.kinds import body_of, title_of
from participation.notifications.models import Notification
from participation.pictures.actions import Wanted, keep_picture
from participation.record.models import Act
from tests.support import factories as make
from tests.support import pictures
from tests.support import projects as made
from volunteers.projects import subscribers
from volunteers.projects.actions.asking import ask
from volunteers.projects.actions.news import edit_update, post_update, remove_update
from volunteers.projects.actions.offering import answer_offer, mark_brought, offer_thing
from volunteers.projects.actions.running import end_project
from volunteers.projects.models import Coordinator, Offer, Project, Update
from volunteers.projects.selectors.page import needs_of

pytestmark = pytest.mark.django_db


def tell(reaction: Any, *kinds: str) -> None:
    """What the worker would do for these acts, twice, as it may."""
    for act in [*Act.objects.filter(kind__in=kinds).order_by("pk")] * 2:
        reaction(act)


def told(person: Any) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(user=person).order_by("pk")
    return [(title_of(row.kind, row.data), body_of(row.kind, row.data)) for row in rows]


def test_officials_learn_what_waits_and_the_team_what_was_decided() -> None:
    place = make.place()
    deniza = make.official(place)
    project = made.project(place, official=deniza, state="returned")
    tell(subscribers.tell_officials, "project.submitted")
    assert told(deniza) == [], "it waits no more"
    waiting = made.submitted(place)
    tell(subscribers.tell_officials, "project.submitted")
    assert told(deniza) == [(f"A project waits for your check: “{waiting.title}”.", "")]
    tell(subscribers.tell_team, "project.returned")
    assert told(project.proposer) == [
        (f"The municipality returned the project “{project.title}” to be mended.", "Не е ясно кой ще ги поддържа.")
    ]


def test_followers_learn_what_becomes_of_it_and_who_did_it_is_not_told() -> None:
    project, maria = made.project(), make.person("Мария")
    follow(user=maria, scope=project.scope)
    update = post_update(person=project.proposer, project_id=project.pk, title="Дъските", text="Тук са.")
    end_project(person=project.proposer, project_id=project.pk, reason="Буря.")
    tell(subscribers.tell_followers, "project.opened", "project.updated", "project.ended")
    assert [title for title, _body in told(maria)] == [
        "The municipality opened the project “Пейки край морето”.",
        "News of the project “Пейки край морето”.",
        "The project “Пейки край морето” has ended before its goals.",
    ]
    assert [body for _title, body in told(maria)][1:] == ["Дъските", "Why: Буря."]
    assert len(told(project.proposer)) == 1, "of the opening, which others did"
    edit_update(person=project.proposer, update_id=update.pk, title="Всичко")
    assert told(maria)[1][1] == "Всичко"
    remove_update(person=project.proposer, update_id=update.pk)
    assert told(maria)[1][1] == ""


def test_nobody_is_told_of_what_was_hidden_meanwhile() -> None:
    project, maria = made.project(), make.person("Мария")
    follow(user=maria, scope=project.scope)
    Project.objects.filter(pk=project.pk).update(hidden_at=project.opened_at)
    tell(subscribers.tell_followers, "project.opened")
    assert told(maria) == []
    Project.objects.filter(pk=project.pk).update(hidden_at=None)
    tell(subscribers.tell_followers, "project.opened")
    assert len(told(maria)) == 1, "the control"


def test_the_team_learns_of_offers_and_questions_and_who_offered_the_answer() -> None:
    project, maria = made.project(), make.person("Мария")
    offer = offer_thing(person=maria, need_id=made.need(project).pk, quantity=2)
    ask(person=maria, project_id=project.pk, body="Кога?")
    tell(subscribers.tell_of_offer, "offer.made")
    tell(subscribers.tell_asked, "project.asked")
    assert told(project.proposer) == [
        ("Somebody offers Бормашина (2 бр.) for “Пейки край морето”.", "Please answer: they are waiting."),
        ("Somebody wrote about your project “Пейки край морето”.", "Кога?"),
    ]
    answer_offer(person=project.proposer, offer_id=offer.pk, accept=True, answer="В събота.")
    tell(subscribers.tell_of_offer, "offer.accepted")
    mark_brought(person=project.proposer, offer_id=offer.pk)
    tell(subscribers.tell_of_offer, "offer.brought", "offer.accepted")
    assert told(maria) == [
        ("Your offer was accepted: Бормашина (2 бр.) for “Пейки край морето”.", "В събота."),
        ("Thank you for what you brought: Бормашина (2 бр.) for “Пейки край морето”.", ""),
    ]


def test_what_becomes_public_is_looked_at_by_the_automatic_checks() -> None:
    assert {"project.opened", "project.changed", "project.updated", "project.reported"} <= watched()


def test_the_copy_of_a_person_holds_what_they_did() -> None:
    project = made.project(state="finished")
    by = project.proposer
    post_update(person=by, project_id=project.pk, title="Новина", text="Текст")
    other = made.project(project.municipality)
    offer_thing(person=by, need_id=made.need(other).pk, quantity=1, words="Моя е")
    copy = export_all(by)["projects"]
    assert [len(copy[name]) for name in ("proposed", "leads", "updates", "offers", "reports", "checks")] == [
        1,
        1,
        1,
        1,
        1,
        0,
    ]
    assert copy["offers"][0]["words"] == "Моя е"
    official = project.checks.get().by
    assert official and export_all(official)["projects"]["checks"][0]["outcome"] == "opened"


def test_what_is_public_outlives_its_proposer_without_them() -> None:
    place = make.place()
    official = make.official(place)
    project = made.project(place, official=official)
    by = project.proposer
    picture = keep_picture(owner=by, file=pictures.upload(), description="Дъски")
    update = post_update(person=by, project_id=project.pk, title="Новина", text="Т", pictures=[Wanted(picture.pk)])
    other = made.project(place, official=official)
    offer = offer_thing(person=by, need_id=made.need(other).pk, quantity=2, words="Моя тел. 1")
    for state in ("draft", "submitted"):
        made.project(place, by, state=state)
    shared = made.draft(place, by)
    Coordinator.objects.create(project=shared, user=make.person("Колежка"))
    erase_account(user=by)
    assert set(Project.objects.values_list("pk", flat=True)) == {project.pk, other.pk, shared.pk}
    project.refresh_from_db()
    assert project.proposer is None and not project.coordinators.exists()
    update = Update.objects.get(pk=update.pk)
    assert (update.author, update.pictures, update.title) == (None, [], "Новина")
    offer = Offer.objects.get(pk=offer.pk)
    assert (offer.user, offer.words, offer.state) == (None, "", "withdrawn")
    assert needs_of(other)[0].missing == 3
    told_events = Event.objects.filter(stream__name=project.scope)
    assert "/pictures/" not in str(list(told_events.values_list("data", flat=True)))
    assert told_events.filter(kind="author.gone").exists()
