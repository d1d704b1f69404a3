"""Who sees what: lists, one project, streams, pictures, polls, and what moderators hide."""

from __future__ import annotations

from typing import Any

import pytest

from forums.models import Post
from participation.live.models import Event
from participation.live.policies import may_listen, may_write
from participation.moderation.actions import decide, report_thing
from participation.moderation.actions import reverse_decision as reverse
from participation.moderation.subjects import describe, outcomes_for
from participation.pictures.actions import Wanted, keep_picture
from participation.pictures.selectors import is_public, may_see
from participation.polls.grounds import ground_of, standing
from participation.polls.models import Poll
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed
from participation.voting.actions import cast_ballot
from proposals.selectors.titles import titles_of
from tests.support import factories as make
from tests.support import pictures
from tests.support import projects as made
from volunteers.projects.actions.asking import ask
from volunteers.projects.actions.news import post_update
from volunteers.projects.actions.offering import offer_thing
from volunteers.projects.models import Project
from volunteers.projects.policies import may_see as may_see_project
from volunteers.projects.readers import card
from volunteers.projects.selectors import projects as which
from volunteers.projects.selectors.page import page_of

pytestmark = pytest.mark.django_db
STATES = ("draft", "submitted", "returned", "refused", "open", "under_way", "finished", "ended")


def people_of(project: Project) -> dict[str, Any]:
    place = project.municipality
    return {
        "nobody": None,
        "a stranger": make.person(),
        "its team": project.proposer,
        "official": make.official(place),
        "official elsewhere": make.official(make.place("BGS04", "Бургас", "Burgas")),
        "moderator": make.moderator(place),
    }


def seen_by(project: Project, people: dict[str, Any]) -> set[str]:
    """Who sees it: the list, the policy and the stream have to agree."""
    by_list = {name for name, one in people.items() if which.visible_projects(one).filter(pk=project.pk).exists()}
    assert by_list == {name for name, one in people.items() if may_see_project(one, project)}
    assert by_list == {name for name, one in people.items() if may_listen(one.pk if one else None, project.scope)}
    return by_list


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_seen_by_its_own(state: str) -> None:
    project = made.project(state=state)
    people = people_of(project)
    before = {"its team"} if state == "draft" else {"its team", "official"}
    assert seen_by(project, people) == (before if state in STATES[:4] else set(people))
    assert which.public_projects().filter(pk=project.pk).exists() == (state not in STATES[:4])
    assert bool(titles_of([project.scope])) == (state not in STATES[:4])
    assert (describe(project.scope) is not None) == (state not in STATES[:4])
    assert (card(f"/projects/{project.pk}/") is not None) == (state not in STATES[:4])
    assert (ground_of(project.scope, people["a stranger"]) is not None) == (state not in STATES[:4])


def test_what_waits_and_what_is_ones_own() -> None:
    waiting, draft = made.submitted(), made.draft()
    official = make.official(waiting.municipality)
    assert list(which.list_waiting(official)) == [waiting]
    assert list(which.list_waiting(official, waiting.municipality_id + 1)) == []
    assert list(which.list_waiting(make.person())) == list(which.list_waiting(None)) == []
    assert list(which.list_own(draft.proposer)) == [draft]
    assert list(which.list_own(None)) == []
    returned = made.project(state="returned")
    assert list(which.list_checked(official)) == [returned]


def test_projects_are_found_by_words_and_by_what_they_serve() -> None:
    what = make.consultation()
    project = made.project(what.municipality, consultation_id=what.pk)
    made.draft(what.municipality, consultation_id=what.pk)
    assert list(which.list_of_consultation(what.pk)) == [project]
    assert list(which.matching(which.public_projects(), "Пейки море")) == [project]
    assert list(which.matching(which.public_projects(), "пейки градина")) == []


def test_lists_and_pages_ask_as_often_for_one_as_for_three(django_assert_max_num_queries: Any) -> None:
    maria = make.person()
    official = make.official(make.place())
    project = made.project(official=official)

    def counted() -> tuple[int, int]:
        with django_assert_max_num_queries(30) as listed:
            assert [(str(one.organisation), one.municipality.region.name) for one in which.visible_projects(maria)]
        with django_assert_max_num_queries(30) as paged:
            page = page_of(project, maria)
            assert [one.user.display_name for one in page.coordinators] and page.needs and page.goals
            assert [str(one.author) + str(one.organisation) for one in page.updates]
        return len(listed), len(paged)

    post_update(person=project.proposer, project_id=project.pk, title="Новина 0", text="Текст")
    before = counted()
    for n in (1, 2):
        made.project(official=official)
        post_update(person=project.proposer, project_id=project.pk, title=f"Новина {n}", text="Текст")
        project.goals.create(position=n + 1, text="Още", target=1)
        project.coordinators.create(user=make.person())
        offer_thing(person=make.person(), need_id=made.need(project).pk, quantity=1)
    assert counted() == before


def test_checks_are_read_by_those_whom_they_concern() -> None:
    project = made.project(state="returned")
    assert page_of(project, project.proposer).checks
    assert page_of(project, make.official(project.municipality)).checks
    assert not page_of(project, make.person()).checks
    opened = made.project()
    assert [one.outcome for one in page_of(opened, None).checks] == ["opened"]


def test_the_page_says_what_the_viewer_may_do() -> None:
    project = made.project()
    nobody, own = page_of(project, None).standing, page_of(project, project.proposer).standing
    assert not any(vars(nobody).values())
    assert own.leads and own.may_change and own.may_offer and own.may_ask and own.follows and not own.may_check
    waiting = made.submitted()
    assert page_of(waiting, make.official(waiting.municipality)).standing.may_check
    assert not page_of(waiting, waiting.proposer).standing.may_change


WHY = {"rule": "insults", "facts": "Обижда", "reason": "Обида"}


def test_a_hidden_project_is_nowhere_and_comes_back_whole() -> None:
    project, maria = made.project(), make.person("Мария")
    moderator = make.moderator(project.municipality)
    people = people_of(project)
    post = ask(person=maria, project_id=project.pk, body="Кога?")
    picture = keep_picture(owner=project.proposer, file=pictures.upload(), description="Дъски")
    update = post_update(
        person=project.proposer, project_id=project.pk, title="Новина", text="Текст", pictures=[Wanted(picture.pk)]
    )
    picture.refresh_from_db()
    assert is_public(picture) and may_write(maria.pk, project.scope)
    report_thing(reporter=None, ref=project.scope, reason="insult")
    decision = decide(moderator=moderator, ref=project.scope, outcome="hide", **WHY)
    project.refresh_from_db()
    assert seen_by(project, people) == {"its team", "official", "moderator"}
    assert not is_public(picture) and may_see(picture, moderator) and not may_see(picture, maria)
    assert not Event.objects.filter(stream__name=project.scope).exists()
    assert not may_write(maria.pk, project.scope)
    assert titles_of([project.scope]) == {}
    assert "Пейки" not in str(list(Act.objects.filter(scope=project.scope).values_list("data", flat=True)))
    with pytest.raises(BadInput):
        report_thing(reporter=None, ref=update.ref, reason="spam")
    with pytest.raises(BadInput):
        offer_thing(person=maria, need_id=made.need(project).pk, quantity=1)
    with pytest.raises(Closed):
        cast_ballot(voter=people["a stranger"], question_id=post.question_id, choice="support")
    with pytest.raises(NotAllowed):
        post_update(person=project.proposer, project_id=project.pk, title="Още", text="Текст")
    reverse(moderator=moderator, decision_id=decision.pk)
    project.refresh_from_db()
    assert seen_by(project, people) == set(people) and is_public(picture)
    assert Event.objects.get(stream__name=project.scope).kind == "project.restored"
    assert titles_of([project.scope]) and Act.objects.get(kind="project.opened").data["title"] == project.title
    cast_ballot(voter=people["a stranger"], question_id=post.question_id, choice="support")


def test_hidden_news_is_gone_from_every_screen() -> None:
    project = made.project()
    moderator = make.moderator(project.municipality)
    update = post_update(person=project.proposer, project_id=project.pk, title="Лоша дума", text="Обида")
    described = describe(update.ref)
    assert described and {one.value for one in outcomes_for(described)} == {"keep", "warn", "hide", "suspend"}
    report_thing(reporter=None, ref=update.ref, reason="insult")
    decision = decide(moderator=moderator, ref=update.ref, outcome="hide", **WHY)
    assert page_of(project, None).updates == []
    assert "Лоша дума" not in str(list(Event.objects.filter(stream__name=project.scope).values_list("data", flat=True)))
    reverse(moderator=moderator, decision_id=decision.pk)
    assert page_of(project, None).updates == [update]
    assert Event.objects.filter(stream__name=project.scope).latest("seq").kind == "update.restored"


def test_its_conversation_can_be_locked() -> None:
    project = made.project()
    moderator = make.moderator(project.municipality)
    report_thing(reporter=None, ref=project.scope, reason="insult")
    decide(moderator=moderator, ref=project.scope, outcome="lock", **WHY)
    with pytest.raises(NotAllowed):
        ask(person=make.person(), project_id=project.pk, body="Кога?")
    assert not Post.objects.exists()


def test_polls_stand_in_public_projects_alone() -> None:
    project = made.project()
    team, stranger = ground_of(project.scope, project.proposer), ground_of(project.scope, make.person())
    assert team and team.is_led and not team.is_over
    assert stranger and not stranger.is_led
    over = ground_of(made.project(state="ended").scope, None)
    assert over and over.is_over
    poll = make.poll(project.municipality)
    Poll.objects.filter(pk=poll.pk).update(about=project.scope)
    assert standing(Poll.objects.all()).exists()
    Project.objects.filter(pk=project.pk).update(hidden_at=project.opened_at)
    assert not standing(Poll.objects.all()).exists()
