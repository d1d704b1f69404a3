"""What a project spent, as everybody reads it and as those who lead it enter it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frontend.live import render
from participation.live.models import Event
from tests.frontend.expenses.conftest import browser, text
from tests.support import expenses
from tests.support import factories as make
from tests.support import projects as plans
from tests.volunteers.money.test_payouts import asked, collected
from volunteers.money.actions.expenses import remove_expense
from volunteers.money.actions.payouts import approve_payout
from volunteers.money.models import Expense, Paper
from volunteers.projects.models import Project

pytestmark = pytest.mark.django_db
TRAP = "<b onclick=alert(1)>"


def typed(**fields: Any) -> dict[str, Any]:
    return {"what": "Boards for benches", "euros": "240,50", "day": str(timezone.localdate()), **fields}


def test_it_is_entered_with_its_receipt_and_stands_there_for_everybody(project: Project, lead: Any) -> None:
    line, base = project.budget.get(), f"/projects/{project.pk}/expenses/"
    seen = browser(lead)
    asked_for = text(seen.get(f"{base}new/"))
    key = re.search(r'name="client_key" value="([^"]+)"', asked_for)
    assert key and line.what in asked_for
    sent = typed(line=line.pk, supplier="Ivan Ivanov", client_key=key[1], file=expenses.upload("Receipt.pdf"))
    assert seen.post(f"{base}new/", sent).url == f"{base}#expenses"
    assert seen.post(f"{base}new/", {**sent, "file": expenses.upload("Receipt.pdf")}).status_code == 302
    made = Expense.objects.get()
    other = seen.post(f"{base}new/", {**sent, "what": "Nails", "file": ""})
    assert other.status_code == 422 and "This form was already used for another expense" in text(other)
    assert (made.cents, made.line_id, made.papers.get().name) == (24_050, line.pk, "Receipt.pdf")
    for page in (text(browser().get(base)), text(browser().get(f"/projects/{project.pk}/"))):
        assert "€240.50" in page or "240.50 €" in page
        assert "Ivan Ivanov" not in page and "Receipt.pdf" not in page
    assert "Boards for benches" in text(browser().get(base))


def test_coordinators_and_officials_see_suppliers_and_papers(project: Project, lead: Any, official: Any) -> None:
    made = expenses.expense(project, supplier=f"Ivan {TRAP}")
    bare = expenses.expense(project, what=f"Nails {TRAP}")
    paper = expenses.paper(made)
    url = f"/projects/{project.pk}/expenses/"
    for who, sees in ((None, False), (make.person(), False), (official, True), (lead, True)):
        page = text(browser(who).get(url))
        assert TRAP not in page and "Nails" in page
        assert ("Ivan" in page and f"papers/{paper.pk}/" in page and "without a paper" in page) == sees
        assert (f"{bare.pk}/edit/" in page) == (who == lead)
        answer = browser(who).get(f"{url}papers/{paper.pk}/")
        assert answer.status_code == (200 if sees else 302 if who is None else 404)
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"


def test_what_was_typed_stays_where_the_file_is_refused(project: Project, lead: Any) -> None:
    url = f"/projects/{project.pk}/expenses/new/"
    answer = browser(lead).post(url, typed(file=expenses.upload("a.pdf", b"words")))
    page = text(answer)
    assert answer.status_code == 422 and not Expense.objects.exists() and not Paper.objects.exists()
    assert 'value="Boards for benches"' in page and 'value="240,50"' in page
    assert 'id="id_file_error"' in page and "This file is no paper" in page and "Choose the file again" in page
    wrong = browser(lead).post(url, typed(euros="many", day="2999-01-01", what=""))
    assert wrong.status_code == 422
    assert all(f'id="id_{name}_error"' in text(wrong) for name in ("euros", "what"))
    late = text(browser(lead).post(url, typed(day="2999-01-01")))
    assert 'id="id_day_error"' in late and "today or before" in late


def test_it_is_changed_once_and_not_over_somebody_elses_change(project: Project, lead: Any) -> None:
    made = expenses.expense(project)
    url, seen = f"/projects/{project.pk}/expenses/{made.pk}/edit/", browser(lead)
    assert 'value="240"' in text(seen.get(url)) and 'name="seen" value="1"' in text(seen.get(url))
    assert seen.post(url, typed(seen=1)).status_code == 302
    stale = seen.post(url, typed(what="Something else", seen=1))
    assert stale.status_code == 422 and "Something else" in text(stale) and "in the meantime" in text(stale)
    made.refresh_from_db()
    assert (made.what, made.cents, made.version) == ("Boards for benches", 24_050, 2)
    assert "changed" in text(browser().get(f"/projects/{project.pk}/expenses/"))


def test_papers_are_added_and_removed(project: Project, lead: Any) -> None:
    made, seen = expenses.expense(project), browser(lead)
    base = f"/projects/{project.pk}/expenses/"
    edit = f"{base}{made.pk}/edit/"
    refused = seen.post(f"{base}{made.pk}/papers/", {"file": expenses.upload("a.pdf", b"words")})
    assert refused.status_code == 422 and "This file is no paper" in text(refused)
    assert seen.post(f"{base}{made.pk}/papers/", {}).status_code == 422
    assert seen.post(f"{base}{made.pk}/papers/", {"file": expenses.photograph()}).url == f"{edit}#papers"
    page = text(seen.get(edit))
    paper = Paper.objects.get()
    assert "IMG_2031.webp" in page and "bytes" in page
    assert seen.post(f"{base}papers/{paper.pk}/remove/").url == f"{edit}#papers"
    assert "No paper yet" in text(seen.get(edit)) and seen.get(f"{base}papers/{paper.pk}/").status_code == 404


def test_what_is_taken_out_says_why(project: Project, lead: Any) -> None:
    made, seen, base = expenses.expense(project), browser(lead), f"/projects/{project.pk}/expenses/"
    refused = seen.post(f"{base}{made.pk}/remove/", {"reason": ""})
    assert refused.status_code == 422 and 'id="remove-reason_error"' in text(refused)
    assert seen.post(f"{base}{made.pk}/remove/", {"reason": "Entered twice"}).url == base
    page = text(browser().get(base))
    assert "Entered twice" in page and ">Дъски</s>" in page
    assert 'class="spending" id="spending"></div>' in text(browser().get(f"/projects/{project.pk}/"))


def test_it_is_for_its_team_while_there_is_time(project: Project, official: Any, lead: Any) -> None:
    made, base = expenses.expense(project), f"/projects/{project.pk}/expenses/"
    assert browser().get(f"{base}new/").url.startswith("/accounts/login/")
    for who in (make.person(), official):
        for path in ("new/", f"{made.pk}/edit/"):
            assert browser(who).get(f"{base}{path}").status_code == 403
        assert browser(who).post(f"{base}{made.pk}/remove/", {"reason": "No"}).status_code == 403
    other = plans.project(by=lead, official=official)
    assert browser(lead).get(f"/projects/{other.pk}/expenses/{made.pk}/edit/").status_code == 404
    assert browser(lead).get(f"/projects/{plans.draft(by=lead).pk}/expenses/new/").status_code == 409
    assert "Enter an expense" in text(browser(lead).get(f"/projects/{project.pk}/lead/"))


def test_what_others_paid_is_told_apart_and_payouts_show_their_papers() -> None:
    campaign, _pledge = collected()
    project, payout = campaign.project, asked(campaign, 20_000)
    lead, official = expenses.lead_of(project), make.official(project.municipality)
    url = f"/projects/{project.pk}/expenses/payouts/{payout.pk}/"
    assert browser(make.person()).get(url).status_code == 403
    assert browser(lead).post(url, {"file": expenses.upload("Offer.pdf")}).url == url
    assert browser(lead).post(url, {"file": expenses.upload("a.pdf", b"words")}).status_code == 422
    page = text(browser(official).get(url))
    assert "Offer.pdf" in page and 'type="file"' not in page
    approve_payout(official=official, payout_id=payout.pk)
    assert 'type="file"' not in text(browser(lead).get(url))
    made = expenses.expense(project, cents=15_000, payout=payout.pk)
    overview = f"/projects/{project.pk}/expenses/"
    assert "Not yet accounted for" in text(browser().get(overview))
    expenses.expense(project, cents=4_000)
    page = text(browser().get(overview))
    assert "Paid by others" in page and "Not yet accounted for" in page
    expenses.expense(project, cents=9_000, payout=payout.pk)
    page = text(browser().get(overview))
    assert "Paid by others" in page and "Not yet accounted for" not in page and "Дъски" in page
    assert "Payouts and their papers" not in page and "Payouts and their papers" in text(browser(lead).get(overview))
    remove_expense(person=lead, expense_id=made.pk, reason="Twice")


def test_pages_ask_as_often_for_one_as_for_three(project: Project, official: Any) -> None:
    seen, counts = browser(official), []
    for path in ("expenses/", ""):
        seen.get(f"/projects/{project.pk}/{path}")
    for _n in range(3):
        expenses.paper(expenses.expense(project))
        with CaptureQueriesContext(connection) as found:
            for path in ("expenses/", ""):
                assert seen.get(f"/projects/{project.pk}/{path}").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[2]


def test_an_event_shows_what_a_fresh_page_shows(project: Project, django_assert_num_queries: Any) -> None:
    expenses.expense(project, line=project.budget.get().pk, supplier="Ivan")
    expenses.expense(project, what="Nails", cents=1_050)
    event = Event.objects.filter(stream__name=project.scope, kind="expense.changed").latest("pk")
    with django_assert_num_queries(0):
        told = render(project.scope, event.kind, event.data, "en") or ""
    assert 'data-into="spending"' in told and 'data-into="spending-table"' in told and "Ivan" not in told
    for path in ("", "expenses/"):
        fresh = text(browser().get(f"/projects/{project.pk}/{path}"))
        for words in ("Дъски: 240 € spent of 800 € planned", "250.50 €", "Beside the budget"):
            assert words in told and words in fresh, words


def test_officials_find_the_way_before_anything_is_spent(project: Project, official: Any, lead: Any) -> None:
    way = f'href="/projects/{project.pk}/expenses/"'
    for who, finds in ((official, True), (make.person(), False), (lead, False), (None, False)):
        assert (way in text(browser(who).get(f"/projects/{project.pk}/"))) == finds
