"""What a project tells: news, its report; and what is asked about it."""

from __future__ import annotations

from typing import Any

import pytest

from forums.models import Post, PostEdit
from participation.live.models import Event
from participation.pictures.actions import Wanted, keep_picture
from participation.pictures.models import Picture
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from tests.support import factories as make
from tests.support import pictures
from tests.support import projects as made
from volunteers.projects.actions.asking import ask, change_question, take_question_back
from volunteers.projects.actions.news import edit_update, post_update, remove_update
from volunteers.projects.actions.reporting import correct_report, publish_report
from volunteers.projects.actions.running import begin_project
from volunteers.projects.models import Coordinator, Project, Update
from volunteers.projects.selectors.page import get_update, list_questions, list_updates

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return made.project()


@pytest.fixture
def going(project: Project) -> Project:
    return begin_project(person=project.proposer, project_id=project.pk)


def news(project: Project, **fields: Any) -> Update:
    said = {"title": "Дъските са тук", "text": "Започваме в **събота**.", **fields}
    return post_update(person=project.proposer, project_id=project.pk, **said)


def events(project: Project) -> list[tuple[str, Any]]:
    return list(Event.objects.filter(stream__name=project.scope).order_by("seq").values_list("kind", "data"))


def test_told_changed_and_removed(project: Project) -> None:
    picture = keep_picture(owner=project.proposer, file=pictures.upload(), description="Дъски")
    update = news(project, pictures=[Wanted(picture.pk)])
    assert "<strong>събота</strong>" in update.html
    kind, told = events(project)[-1]
    assert (kind, told["title"], len(told["pictures"])) == ("update.posted", "Дъските са тук", 1)
    act = Act.objects.get(ref=update.ref)
    assert (act.kind, act.is_public) == ("project.updated", True)
    by = project.proposer
    changed = edit_update(person=by, update_id=update.pk, text="Започваме в неделя.")
    assert (changed.title, changed.text, len(changed.pictures)) == ("Дъските са тук", "Започваме в неделя.", 1)
    assert [kind for kind, _data in events(project)][-2:] == ["superseded", "update.edited"]
    assert edit_update(person=by, update_id=update.pk).edited_at == changed.edited_at, "nothing changed"
    assert remove_update(person=by, update_id=update.pk)
    assert not remove_update(person=by, update_id=update.pk)
    update.refresh_from_db()
    assert (update.title, update.text, update.html, update.pictures) == ("", "", "", [])
    assert not Picture.objects.exists()
    assert list(list_updates(project)) == []
    assert "Дъските" not in str(events(project))
    with pytest.raises(BadInput):
        edit_update(person=by, update_id=update.pk, text="Пак")


def test_a_form_sent_twice_is_told_once(project: Project) -> None:
    assert news(project, client_key="k").pk == news(project, client_key="k").pk
    assert Act.objects.filter(kind="project.updated").count() == 1


def test_only_its_team_tells_news_once_it_is_open(project: Project) -> None:
    for stranger in (make.person(), make.official(project.municipality)):
        with pytest.raises(NotAllowed):
            post_update(person=stranger, project_id=project.pk, title="Новина", text="Текст")
    with pytest.raises(Closed):
        news(made.draft())
    with pytest.raises(BadInput) as bare:
        news(project, title=" ", text="\n")
    assert set(bare.value.extra["fields"]) == {"title", "text"}
    assert news(made.project(state="ended")).pk, "also after its end"


def test_for_its_own_organisation_alone() -> None:
    place = make.place()
    ngo, other = make.organisation(place), make.organisation(place, "Друго сдружение")
    speaker = make.representative(ngo)
    other.representatives.create(user=speaker)
    project = made.project(place, speaker, organisation_id=ngo.pk)
    assert news(project, organisation_id=ngo.pk).organisation == ngo
    with pytest.raises(NotAllowed):
        news(project, organisation_id=other.pk)


def test_pictures_are_their_authors_to_choose(project: Project) -> None:
    colleague = make.person("Колежка")
    Coordinator.objects.create(project=project, user=colleague)
    picture = keep_picture(owner=project.proposer, file=pictures.upload(), description="Дъски")
    update = news(project, pictures=[Wanted(picture.pk)])
    assert edit_update(person=colleague, update_id=update.pk, title="Поправено").pictures
    with pytest.raises(NotAllowed) as refused:
        edit_update(person=colleague, update_id=update.pk, pictures=[])
    assert refused.value.field == "pictures"
    assert edit_update(person=project.proposer, update_id=update.pk, pictures=[]).pictures == []


def test_reported_against_its_goals(going: Project) -> None:
    goal = going.goals.get()
    reported = {
        "person": going.proposer,
        "project_id": going.pk,
        "text": "Осемнайсет, две остават.",
        "thanks": "**Мария**",
    }
    for wrong in ({}, {goal.pk: "много"}, {goal.pk: -1}, {goal.pk: 18, goal.pk + 999: 1}):
        with pytest.raises(BadInput) as refused:
            publish_report(**reported, actuals=wrong)
        assert refused.value.field == "actuals"
    report = publish_report(**reported, actuals={goal.pk: "18"})
    going.refresh_from_db()
    goal.refresh_from_db()
    assert (going.state, goal.actual, going.finished_at) == ("finished", 18, report.at)
    assert "<strong>Мария</strong>" in report.thanks_html
    kind, told = events(going)[-1]
    assert (kind, told["goals"][0]["actual"]) == ("project.reported", "18.00")
    with pytest.raises(Closed):
        publish_report(**reported, actuals={goal.pk: "18"})
    same = correct_report(**reported, actuals={goal.pk: "18"})
    assert same.corrected_at is None, "nothing changed"
    corrected = correct_report(**{**reported, "text": "Деветнайсет."}, actuals={goal.pk: "19"})
    goal.refresh_from_db()
    assert (corrected.text, goal.actual, corrected.corrected_at is not None) == ("Деветнайсет.", 19, True)
    with pytest.raises(NotAllowed):
        correct_report(**{**reported, "person": make.person()}, actuals={goal.pk: "1"})


def test_only_what_is_under_way_is_reported(project: Project) -> None:
    goal = project.goals.get()
    said = {"person": project.proposer, "project_id": project.pk, "text": "Готово", "actuals": {goal.pk: 20}}
    with pytest.raises(Closed):
        publish_report(**said)
    with pytest.raises(Closed):
        correct_report(**said)


def test_asked_answered_changed_and_taken_back(project: Project) -> None:
    maria, by = make.person("Мария"), project.proposer
    question = ask(person=maria, project_id=project.pk, body="Ще има ли сянка?", client_key="k")
    assert ask(person=maria, project_id=project.pk, body="Ще има ли сянка?", client_key="k").pk == question.pk
    answer = ask(person=by, project_id=project.pk, body="Да, под липите.", parent_id=question.pk)
    (view,) = list_questions(project)
    assert (view.post.pk, [one.post.pk for one in view.answers]) == (question.pk, [answer.pk])
    kinds = [kind for kind, _data in events(project)]
    assert kinds.count("comment.created") == 2
    assert Act.objects.filter(kind="project.asked").count() == 2
    change_question(person=maria, project_id=project.pk, post_id=question.pk, body="Ще има ли сянка и вода?")
    assert PostEdit.objects.get().body == "Ще има ли сянка?"
    with pytest.raises(NotAllowed):
        take_question_back(person=by, project_id=project.pk, post_id=question.pk)
    take_question_back(person=maria, project_id=project.pk, post_id=question.pk)
    assert Post.objects.get(pk=question.pk).body == ""


def test_nobody_asks_about_what_is_not_public(project: Project) -> None:
    with pytest.raises(SignInFirst):
        ask(person=None, project_id=project.pk, body="Кога?")
    draft = made.draft()
    with pytest.raises(BadInput):
        ask(person=make.person(), project_id=draft.pk, body="Кога?")
    with pytest.raises(Closed):
        ask(person=draft.proposer, project_id=draft.pk, body="Кога?")
    for state in ("finished", "ended"):
        assert ask(person=make.person(), project_id=made.project(state=state).pk, body="Кога?").pk


def test_news_of_another_state_is_read_by_whom_the_project_is(project: Project) -> None:
    update = news(project)
    assert get_update(update.pk, None) == update
    Project.objects.filter(pk=project.pk).update(hidden_at=project.opened_at)
    assert get_update(update.pk, None) is None
    assert get_update(update.pk, project.proposer) == update
