"""Expenses: entered by those who lead a project while it runs, read by everybody, never lost without a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from participation.live.models import Event
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Stale
from participation.retries import was_there
from tests.support import expenses, money
from tests.support import factories as make
from tests.support import projects as plans
from tests.volunteers.money.test_payouts import asked, collected
from volunteers.money.actions.expenses import add_expense, change_expense, remove_expense
from volunteers.money.actions.papers import prepare_paper
from volunteers.money.actions.payouts import approve_payout
from volunteers.money.models import Expense, Paper
from volunteers.money.refusals import KeyUsedDifferently
from volunteers.money.selectors.expenses import (
    covered_of,
    expenses_of,
    get_expense,
    opened_to,
    removed_expenses_of,
    spending_of,
    visible_expenses,
)
from volunteers.projects.actions.visibility import hide_project
from volunteers.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return plans.project(make.place())


def wrong(project: Project, **fields: Any) -> set[str]:
    """The fields that are refused."""
    with pytest.raises(BadInput) as why:
        expenses.expense(project, **fields)
    return set(why.value.extra["fields"])


def test_it_counts_for_its_line_and_everybody_is_told_the_sums(project: Project) -> None:
    line = project.budget.get()
    made = expenses.expense(project, line=line.pk, supplier="  Иван\n Дърводелец ")
    expenses.expense(project, what="Гвоздеи", cents=1_050)
    found = spending_of(project)
    assert [(one.planned_cents, one.spent_cents) for one in found.lines] == [(80_000, 24_000)]
    assert (found.other_cents, found.spent_cents, found.planned_cents) == (1_050, 25_050, 80_000)
    assert made.supplier == "Иван Дърводелец"
    told = Event.objects.filter(stream__name=project.scope, kind="expense.changed").latest("pk").data
    assert told["spent_cents"] == 25_050 and "Иван" not in str(told) and told["lines"][0]["id"] == line.pk
    act = Act.objects.get(kind="expense.added", ref=made.ref)
    assert act.is_public and act.data["cents"] == 24_000 and "Иван" not in str(act.data)


def test_who_enters_expenses_and_when(project: Project) -> None:
    official = make.official(project.municipality)
    for who, refusal in ((None, SignInFirst), (make.person(), NotAllowed), (official, NotAllowed)):
        with pytest.raises(refusal):
            add_expense(person=who, project_id=project.pk, what="а", cents=1, day=timezone.localdate())
    with pytest.raises(Closed):
        expenses.expense(plans.draft(project.municipality))
    done = plans.project(project.municipality, state="finished")
    mine = expenses.expense(done)
    Project.objects.filter(pk=done.pk).update(finished_at=timezone.now() - timedelta(days=91))
    for act in (
        lambda: expenses.expense(done),
        lambda: change_expense(person=expenses.lead_of(done), expense_id=mine.pk, what="б"),
        lambda: remove_expense(person=expenses.lead_of(done), expense_id=mine.pk, reason="б"),
        lambda: expenses.paper(mine),
    ):
        with pytest.raises(Closed):
            act()
    hide_project(project_id=project.pk)
    with pytest.raises(NotAllowed):
        expenses.expense(project)


def test_every_wrong_field_is_named(project: Project) -> None:
    other = plans.project(project.municipality).budget.get()
    tomorrow = timezone.localdate() + timedelta(days=2)
    said = wrong(project, what=" ", cents=0, day=tomorrow, line=other.pk, payout=7, supplier="я" * 201)
    assert said == {"what", "cents", "day", "line", "payout", "supplier"}
    assert wrong(project, what="я" * 161) == {"what"} and not Expense.objects.exists()


def test_a_form_sent_twice_enters_once_with_its_papers(project: Project) -> None:
    taken = prepare_paper(person=expenses.lead_of(project), file=expenses.upload())
    first = expenses.expense(project, client_key="k", papers=[taken])
    again = expenses.expense(project, client_key="k", papers=[taken])
    assert again.pk == first.pk and was_there(again) and Paper.objects.get().expense_id == first.pk


def test_the_key_of_a_form_is_not_good_for_something_else(project: Project) -> None:
    line, lead = project.budget.get(), expenses.lead_of(project)
    first = expenses.expense(project, client_key="k", supplier="Иван")
    day = first.day - timedelta(days=1)
    others: tuple[dict[str, Any], ...] = (
        {"what": "Греди"}, {"cents": 1}, {"day": day}, {"line": line.pk}, {"supplier": "Петър"},
    )  # fmt: skip
    for other in others:
        with pytest.raises(KeyUsedDifferently) as why:
            expenses.expense(project, client_key="k", **{"supplier": "Иван", **other})
        assert why.value.field == "client_key"
    assert was_there(expenses.expense(project, client_key="k", what=" Дъски ", supplier="Иван"))
    change_expense(person=lead, expense_id=first.pk, cents=30_000)
    assert was_there(expenses.expense(project, client_key="k", supplier="Иван")), (
        "of a row that was changed nobody knows"
    )
    assert Expense.objects.get().cents == 30_000


def test_it_is_changed_by_what_was_seen(project: Project) -> None:
    made, lead = expenses.expense(project), expenses.lead_of(project)
    changed = change_expense(person=lead, expense_id=made.pk, seen=1, cents=30_000, line=project.budget.get().pk)
    assert (changed.version, changed.what) == (2, "Дъски") and changed.changed_at
    assert was_there(change_expense(person=lead, expense_id=made.pk, seen=1, cents=30_000)), "nothing changes"
    with pytest.raises(Stale):
        change_expense(person=lead, expense_id=made.pk, seen=1, cents=9)
    with pytest.raises(NotAllowed):
        change_expense(person=make.person(), expense_id=made.pk, cents=9)
    act = Act.objects.get(kind="expense.changed")
    assert (act.data["before"], act.data["cents"]) == (24_000, 30_000)


def test_what_is_taken_out_leaves_a_trace(project: Project) -> None:
    made, lead = expenses.expense(project, supplier="Иван"), expenses.lead_of(project)
    expenses.paper(made)
    with pytest.raises(BadInput) as why:
        remove_expense(person=lead, expense_id=made.pk, reason="  ")
    assert why.value.field == "reason"
    gone = remove_expense(person=lead, expense_id=made.pk, reason="Въведен два пъти")
    assert was_there(remove_expense(person=lead, expense_id=made.pk, reason="Пак"))
    assert gone.supplier == "" and spending_of(project).spent_cents == 0
    assert [one.reason for one in removed_expenses_of(project)] == ["Въведен два пъти"]
    assert Paper.objects.get().removed_at is not None and expenses_of(project, lead) == []
    with pytest.raises(Closed):
        change_expense(person=lead, expense_id=made.pk, what="б")
    assert Act.objects.filter(kind="expense.removed").count() == 1


def test_more_than_was_paid_out_is_paid_by_others() -> None:
    campaign, _pledge = collected()
    project, payout = campaign.project, asked(campaign, 20_000)
    with pytest.raises(BadInput):
        expenses.expense(project, payout=payout.pk)
    approve_payout(official=make.official(project.municipality), payout_id=payout.pk)
    expenses.expense(project, cents=15_000, payout=payout.pk)
    covered = covered_of(project, spending_of(project).spent_cents)
    assert (covered.paid_out_cents, covered.others_cents, covered.left_cents) == (20_000, 0, 5_000)
    expenses.expense(project, cents=8_000)  # names no payout: it accounts for none
    covered = covered_of(project, spending_of(project).spent_cents)
    assert (covered.others_cents, covered.left_cents) == (8_000, 5_000)
    expenses.expense(project, cents=6_000, payout=payout.pk)
    covered = covered_of(project, spending_of(project).spent_cents)
    assert (covered.spent_cents, covered.others_cents, covered.left_cents) == (29_000, 9_000, 0)


def test_papers_and_suppliers_are_for_those_who_may_see_them(project: Project) -> None:
    made, place = expenses.expense(project), project.municipality
    expenses.paper(made)
    draft = money.project(place, is_open=False)
    for who, sees in ((None, False), (make.person(), False), (make.official(place), True)):
        shown = expenses_of(project, who)
        assert [hasattr(one, "shown_papers") for one in shown] == [sees]
        assert (opened_to(who, [project.pk, draft.pk]) >= {project.pk}) == sees
    assert opened_to(expenses.lead_of(project), [project.pk, draft.pk]) == {project.pk}
    hide_project(project_id=project.pk)
    assert get_expense(made.pk, None) is None and get_expense(made.pk, expenses.lead_of(project)) == made
    assert not visible_expenses(make.person()).exists()


def test_lists_ask_as_often_for_one_as_for_three(project: Project, django_assert_num_queries: Any) -> None:
    official = make.official(project.municipality)
    for number in range(3):
        expenses.paper(expenses.expense(project, what=f"Дъски {number}"))
        with django_assert_num_queries(2):
            spending_of(project)
        with django_assert_num_queries(4):
            assert len(expenses_of(project, official)) == number + 1
