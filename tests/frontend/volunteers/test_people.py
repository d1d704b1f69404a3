"""The coordinators' page: who waits, who takes part, who would suit; and nobody else sees any of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import factories as make
from tests.support import volunteers as having
from volunteers.register.actions.applying import apply
from volunteers.register.models import Application

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def page(answer: Any) -> str:
    return str(answer.content.decode())


def people(project: Any) -> str:
    return f"/projects/{project.pk}/people/"


def applied(project: Any, name: str = "Стефка Петрова", words: str = "", **fields: Any) -> Application:
    entry = having.volunteer(make.person(name), place=project.municipality, **fields)
    return apply(person=entry.user, project_id=project.pk, words=words)


def test_an_application_stands_there_with_the_entry(browser: Any, project: Any, leader: Any) -> None:
    applied(
        project, words="Мога в събота.", about="Обичам дърветата.", digital={"1": 4}, has_contract=True, is_remote=True
    )
    shown = page(browser(leader).get(people(project)))
    for told in ("Стефка Петрова", "Мога в събота.", "Обичам дърветата.", "driving", "Turkish", "from home",
                 "finding and judging information: 4", "30 to 49", "a volunteer&#x27;s contract"):  # fmt: skip
        assert told in shown, told
    week = shown.partition('<table class="week-small">')[2].partition("</table>")[0]
    assert week.count('class="is-free"') == 3, "Saturday, all of it"


def test_only_coordinators_see_it(browser: Any, project: Any, leader: Any) -> None:
    row = applied(project)
    assert browser(leader).get(people(project)).status_code == 200, "the control"
    others = [
        make.person("Друг Човек"),
        row.user,
        make.official(project.municipality),
        make.moderator(project.municipality),
    ]
    for other in others:
        answer = browser(other).get(people(project))
        assert answer.status_code == 403 and "Стефка" not in page(answer).partition("<main")[2], other
        assert browser(other).post(f"{people(project)}{row.pk}/", {"accept": "1"}).status_code == 403
        assert browser(other).post(f"{people(project)}invite/", {"volunteer": "x"}).status_code == 403
    assert "/accounts/login" in browser().get(people(project))["Location"]
    assert Application.objects.get().state == "applied"


@pytest.mark.parametrize(("accept", "state", "where"), [("1", "accepted", "Taking part"), ("", "declined", "")])
def test_answering_with_words(browser: Any, project: Any, leader: Any, accept: str, state: str, where: str) -> None:
    row, who = applied(project), browser(leader)
    answer = who.post(f"{people(project)}{row.pk}/", {"accept": accept, "answer": "Чакаме ви!"})
    assert answer["Location"] == people(project)
    row.refresh_from_db()
    assert (row.state, row.answer) == (state, "Чакаме ви!")
    shown = page(who.get(people(project)))
    assert "Nobody is waiting" in shown
    assert ("Стефка Петрова" in shown) is bool(where), "who was declined is not shown any more"


def test_an_answer_that_cannot_be_passed_on_stays_at_its_application(browser: Any, project: Any, leader: Any) -> None:
    row, other = applied(project), applied(project, "Друга Доброволка")
    answer = browser(leader).post(
        f"{people(project)}{row.pk}/", {"accept": "1", "answer": f"Тел. +359 888 123 456 {TRAP}"}
    )
    assert answer.status_code == 422
    mine = page(answer).partition(f'id="application-{row.pk}"')[2].partition("</article>")[0]
    assert "Leave out addresses" in mine and "888" in mine and TRAP not in mine
    assert (
        "Leave out addresses"
        not in page(answer).partition(f'id="application-{other.pk}"')[2].partition("</article>")[0]
    )


def test_an_answer_to_what_is_gone_is_said_and_kept(browser: Any, project: Any, leader: Any) -> None:
    row = applied(project)
    Application.objects.update(state="withdrawn")
    answer = browser(leader).post(f"{people(project)}{row.pk}/", {"accept": "1", "answer": "Чакаме ви!"})
    assert answer.status_code == 422 and "There is no such application any more." in page(answer)


def test_an_application_to_another_project_is_not_answered_here(browser: Any, project: Any, leader: Any) -> None:
    foreign = applied(having.led_project(leader=make.person("Друга Водеща")))
    assert browser(leader).post(f"{people(project)}{foreign.pk}/", {"accept": "1"}).status_code in (403, 404, 422)
    foreign.refresh_from_db()
    assert foreign.state == "applied"


def test_who_takes_part_is_let_go_with_thanks(browser: Any, project: Any, leader: Any) -> None:
    row = having.helper(project)
    who = browser(leader)
    assert "End it with thanks" in page(who.get(people(project)))
    who.post(f"{people(project)}{row.pk}/", {"accept": "", "answer": "Благодарим!"})
    row.refresh_from_db()
    assert row.state == "declined"


def test_candidates_have_reasons_and_no_names(browser: Any, project: Any, leader: Any) -> None:
    entry = having.volunteer(make.person("Рада Илиева"), place=project.municipality, about="Тайна дума")
    who = browser(leader)
    shown = page(who.get(people(project)))
    part = shown.partition('id="candidates"')[2]
    assert "same municipality" in part and "driving" in part and "speaks Bulgarian" in part
    assert "Рада" not in shown and "Тайна дума" not in shown and "30 to 49" not in shown
    wanted = page(who.get(f"{people(project)}?skill=driving&language=tr&day=sa"))
    assert "speaks Turkish" in wanted and "has time on Saturday" in wanted
    assert '<option value="driving" selected>' in wanted
    alias = re.search(r'name="volunteer" value="([a-z]+)"', part)
    assert alias
    answer = who.post(f"{people(project)}invite/", {"volunteer": alias.group(1)}, follow=True)
    assert Application.objects.get().user == entry.user and Application.objects.get().state == "invited"
    after = page(answer)
    assert "1 invitation waits for an answer." in after and "Рада" not in after
    assert 'name="volunteer"' not in after, "nobody is asked twice"


def test_inviting_nobody_that_is_shown_is_refused_in_words(browser: Any, project: Any, leader: Any) -> None:
    entry = having.volunteer(place=project.municipality)
    answer = browser(leader).post(f"{people(project)}invite/", {"volunteer": str(entry.pk)}, follow=True)
    assert "cannot be invited any more" in page(answer)
    assert not Application.objects.exists()


def test_when_it_is_over_nobody_is_looked_for(browser: Any) -> None:
    over = having.led_project(state="finished")
    having.volunteer(place=over.municipality)
    shown = page(browser(having.leader_of(over)).get(people(over)))
    assert "The project takes no helpers now." in shown and 'name="volunteer"' not in shown


def test_nothing_typed_is_code(browser: Any, project: Any, leader: Any) -> None:
    applied(project, TRAP, words=TRAP, about=TRAP, other_skills=TRAP, insurance=TRAP)
    shown = page(browser(leader).get(people(project)))
    assert shown.count("alert(1)") >= 5 and TRAP not in shown


def test_the_page_asks_the_same_for_one_and_for_three(browser: Any, project: Any, leader: Any) -> None:
    who, counts = browser(leader), []
    for many in (1, 2):
        for n in range(many):
            having.helper(project, having.volunteer(make.person(f"Помощник {many}{n}"), place=project.municipality))
            applied(project, f"Кандидат {many}{n}")
            having.volunteer(make.person(f"Свободен {many}{n}"), place=project.municipality)
        with CaptureQueriesContext(connection) as asked:
            shown = page(who.get(people(project)))
        counts.append(len(asked))
    assert shown.count('id="application-') == 6 and shown.count('name="volunteer"') == 3
    assert counts[0] == counts[1]
