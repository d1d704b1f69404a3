"""Confirming hours with ticks, all at once, a whole shift; questioning them; the officials' desk."""

from __future__ import annotations

import pytest

from participation.accounts.models import User
from tests.support import factories as make
from tests.support import hours as having
from tests.support import tasks as some
from tests.support.hours import browser, text
from volunteers.projects.models import Project
from volunteers.tasks.actions.hours import correct_hours
from volunteers.tasks.models import Hours

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(Hours.objects.order_by("pk").values_list("state", flat=True))


def page_of(project: Project) -> str:
    return f"/projects/{project.pk}/hours/"


def test_the_ticked_ones_are_confirmed_and_the_others_wait(project: Project, maria: User, leader: User) -> None:
    first, second, _third = (having.noted(project, maria, 30) for _n in range(3))
    who = browser(leader)
    shown = text(who.get(page_of(project)))
    assert shown.count("Мария Желева ·") == 3 and f'value="{first.pk}.1"' in shown
    answer = who.post(f"{page_of(project)}confirm/", {"hours": [f"{first.pk}.1", f"{second.pk}.1"]}, follow=True)
    assert states() == ["confirmed", "confirmed", "logged"] and "Confirmed: 2 notes of hours." in text(answer)
    assert "Confirmed so far, by everybody together: 1 hour." in text(answer)


def test_all_that_are_shown_are_confirmed_at_once(project: Project, maria: User, leader: User) -> None:
    rows = [having.noted(project, maria, 30) for _n in range(3)]
    sent = {"all": "1", "shown": [f"{row.pk}.1" for row in rows], "hours": []}
    browser(leader).post(f"{page_of(project)}confirm/", sent)
    assert states() == ["confirmed"] * 3


def test_nothing_ticked_and_nonsense_are_told(project: Project, maria: User, leader: User) -> None:
    having.noted(project, maria)
    for sent in ([], ["а.б", "12", "1.", f"{'9' * 30}.1"]):
        answer = browser(leader).post(f"{page_of(project)}confirm/", {"hours": sent}, follow=True)
        assert "Tick the hours that you confirm." in text(answer) and states() == ["logged"]


def test_what_changed_meanwhile_is_left_with_the_reason(project: Project, maria: User, leader: User) -> None:
    row, good = having.noted(project, maria, 30), having.noted(project, maria, 40)
    correct_hours(person=maria, hours_id=row.pk, minutes=60)
    sent = {"hours": [f"{row.pk}.1", f"{good.pk}.1"]}
    shown = text(browser(leader).post(f"{page_of(project)}confirm/", sent, follow=True))
    assert "Not confirmed: Мария Желева" in shown and "Somebody changed this" in shown
    assert states() == ["logged", "confirmed"]


def test_nobody_confirms_their_own_nor_what_is_not_theirs_to_confirm(
    project: Project, maria: User, leader: User, other: User
) -> None:
    own, hers = having.noted(project, leader), having.noted(project, maria)
    sent = {"hours": [f"{own.pk}.1", f"{hers.pk}.1"]}
    for person in (other, maria):
        assert browser(person).post(f"{page_of(project)}confirm/", sent).status_code == 403
    shown = text(browser(leader).post(f"{page_of(project)}confirm/", sent, follow=True))
    assert "Nobody confirms their own hours." in shown and states() == ["logged", "confirmed"]
    stranger = some.project(title="Друг")
    boss = browser(stranger.coordinators.get().user)
    told = text(boss.post(f"{page_of(stranger)}confirm/", {"hours": [f"{own.pk}.1"]}, follow=True))
    assert "Калина" not in told.split("<main")[1].split("</div>")[0] and states() == ["logged", "confirmed"]


def test_a_question_is_asked_with_a_reason(project: Project, maria: User, leader: User) -> None:
    row = having.noted(project, maria)
    path = f"{page_of(project)}{row.pk}/"
    who = browser(leader)
    assert "What is not clear" in text(who.get(path)) and "Correct it" not in text(who.get(path))
    empty = who.post(f"{path}question/", {"reason": "", "seen": "1"})
    assert empty.status_code == 422 and "Say what is not clear" in text(empty)
    stale = who.post(f"{path}question/", {"reason": "Кой ден?", "seen": "0"})
    assert stale.status_code == 422 and "Кой ден?" in text(stale) and 'name="seen" value="1"' in text(stale)
    assert browser(maria).post(f"{path}question/", {"reason": "Аз"}).status_code == 403
    assert who.post(f"{path}question/", {"reason": "Кой ден?", "seen": "1"})["Location"] == path
    assert states() == ["disputed"] and some.told_to(maria) == ["hours.disputed"]
    who.post(f"{page_of(project)}confirm/", {"hours": [f"{row.pk}.2"], "note": str(row.pk)})
    assert states() == ["confirmed"]


def test_everybody_of_a_shift_is_confirmed(project: Project, maria: User, leader: User) -> None:
    shift = having.shift_that_was(project, maria, some.helper(project, "Петър"))
    who, path = browser(leader), f"{page_of(project)}shifts/{shift.pk}/"
    assert "Confirm 2 people" in text(who.get(page_of(project)))
    assert browser(maria).post(path).status_code == 403
    assert "Confirmed for 2 people." in text(who.post(path, follow=True))
    assert states() == ["confirmed"] * 2 and set(Hours.objects.values_list("minutes", flat=True)) == {180}
    again = text(who.post(path, follow=True))
    assert "Nobody of this shift is left" in again and "Shifts that are over" not in again and len(states()) == 2


def test_hours_of_coordinators_wait_on_the_officials_desk(project: Project, leader: User, official: User) -> None:
    row = having.noted(project, leader)
    having.noted(project, some.helper(project, "Петър"))
    who = browser(official)
    assert "Hours of coordinators" in text(who.get("/work/projects/"))
    shown = text(who.get("/work/projects/hours/"))
    assert project.title in shown and "Калина Дочева" in shown and "Петър" not in shown
    assert "you decide as an official" in text(who.get(f"{page_of(project)}{row.pk}/"))
    told = text(who.post("/work/projects/hours/", {"hours": [f"{row.pk}.1"]}, follow=True))
    assert "Confirmed: 1 note of hours." in told and "No hours wait for you" in told
    row.refresh_from_db()
    assert row.state == "confirmed" and row.decided_by == official


def test_the_desk_is_for_officials_of_that_place(project: Project, leader: User, maria: User) -> None:
    row = having.noted(project, leader)
    assert browser(maria).get("/work/projects/hours/").status_code == 403
    elsewhere = browser(make.official(make.place("VID09", "Видин", "Vidin")))
    assert "Калина" not in text(elsewhere.get("/work/projects/hours/"))
    elsewhere.post("/work/projects/hours/", {"hours": [f"{row.pk}.1"]})
    assert states() == ["logged"]


def test_an_official_who_leads_the_project_leaves_it_to_a_colleague(
    project: Project, leader: User, official: User
) -> None:
    having.second_leader(project, official)
    row = having.noted(project, leader)
    who = browser(official)
    assert "Калина" not in text(who.get("/work/projects/hours/"))
    who.post("/work/projects/hours/", {"hours": [f"{row.pk}.1"]})
    assert states() == ["logged"]
    browser(make.official(project.municipality)).post("/work/projects/hours/", {"hours": [f"{row.pk}.1"]})
    assert states() == ["confirmed"], "the control"


def test_everybodys_hours_are_filtered_by_state(project: Project, maria: User, leader: User) -> None:
    some.confirmed(project, maria, 120)
    having.noted(project, some.helper(project, "Петър"))
    who = browser(leader)
    path = f"{page_of(project)}all/"
    assert "Мария" in text(who.get(path)) and "Петър" in text(who.get(path))
    only = text(who.get(f"{path}?state=confirmed"))
    assert "Мария" in only and "Петър" not in only
    assert "Nothing matches" in text(who.get(f"{path}?state=disputed"))
    assert browser(maria).get(path).status_code == 403
