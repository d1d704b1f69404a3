"""Expenses and papers through the API, as the schema describes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.support import expenses
from tests.support import factories as make
from tests.support import projects as plans
from tests.support.api import BASE, client
from tests.volunteers.money.test_payouts import asked, collected
from volunteers.money.actions.payouts import approve_payout
from volunteers.money.models import Expense, Paper
from volunteers.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return plans.project(make.place())


def body(project: Project, **fields: Any) -> dict[str, Any]:
    return {"project": project.pk, "what": "Boards", "cents": 24_000, "day": str(timezone.localdate()), **fields}


def test_it_is_entered_changed_and_taken_out(project: Project) -> None:
    lead = client(expenses.lead_of(project))
    sent = body(project, supplier="Ivan", line=project.budget.get().pk, client_key="k")
    made = lead.post(f"{BASE}/expenses/", sent, format="json")
    assert made.status_code == 201 and made.json()["supplier"] == "Ivan" and made.json()["papers"] == []
    assert lead.post(f"{BASE}/expenses/", sent, format="json").status_code == 200
    other = lead.post(f"{BASE}/expenses/", {**sent, "cents": 7}, format="json")
    assert (other.status_code, other.json()["code"]) == (409, "key_used_differently")
    url = f"{BASE}/expenses/{made.json()['id']}/"
    changed = lead.patch(url, {"cents": 9_900, "seen": 1}, format="json")
    assert (changed.json()["cents"], changed.json()["version"], changed.json()["what"]) == (9_900, 2, "Boards")
    stale = lead.patch(url, {"cents": 1, "seen": 1}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert lead.post(f"{url}remove/", {}, format="json").status_code == 400
    assert lead.post(f"{url}remove/", {"reason": "Twice"}, format="json").status_code == 204
    assert lead.get(url).status_code == 404
    sums = client().get(f"{BASE}/expenses/sums/?project={project.pk}").json()
    assert sums["spent_cents"] == 0 and [one["reason"] for one in sums["removed"]] == ["Twice"]
    wrong = lead.post(f"{BASE}/expenses/", body(project, line=10**9, day="2999-01-01"), format="json")
    assert wrong.status_code == 400 and set(wrong.json()["fields"]) == {"line", "day"}


def test_everybody_reads_sums_and_few_read_the_rest(project: Project) -> None:
    made = expenses.expense(project, supplier="Ivan")
    paper = expenses.paper(made)
    official = make.official(project.municipality)
    for who, sees in ((None, False), (make.person(), False), (official, True), (expenses.lead_of(project), True)):
        asking = client(who)
        row = asking.get(f"{BASE}/expenses/?project={project.pk}").json()["results"][0]
        assert (row["cents"], row["supplier"], bool(row["papers"])) == (24_000, "Ivan" if sees else None, sees)
        status = 200 if sees else 401 if who is None else 403
        assert asking.get(f"{BASE}/expenses/{made.pk}/papers/").status_code == status
        assert asking.get(f"{BASE}/papers/{paper.pk}/").status_code == (200 if sees else 401 if who is None else 404)
    assert client(official).delete(f"{BASE}/papers/{paper.pk}/").status_code == 403


def test_a_paper_is_sent_and_comes_back_as_a_download(project: Project) -> None:
    made, lead = expenses.expense(project), client(expenses.lead_of(project))
    url = f"{BASE}/expenses/{made.pk}/papers/"
    sent = lead.post(url, {"file": expenses.upload("Receipt 1.pdf")}, format="multipart")
    assert (
        sent.status_code == 201 and lead.post(url, {"file": expenses.upload()}, format="multipart").status_code == 200
    )
    answer = lead.get(sent.json()["url"], HTTP_ACCEPT="application/pdf")
    assert b"".join(answer.streaming_content) == expenses.pdf()
    assert answer["Content-Disposition"] == 'attachment; filename="Receipt 1.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    refused = lead.post(url, {"file": SimpleUploadedFile("a.pdf", b"words")}, format="multipart")
    assert (refused.status_code, refused.json()["field"], refused.json()["reason"]) == (400, "file", "kind")
    assert lead.delete(sent.json()["url"]).status_code == 204 and lead.get(sent.json()["url"]).status_code == 404


def test_papers_of_a_payout() -> None:
    campaign, _pledge = collected()
    payout, official = asked(campaign, 20_000), make.official(campaign.project.municipality)
    lead, url = client(expenses.lead_of(campaign.project)), f"{BASE}/papers/"
    sent = lead.post(url, {"file": expenses.photograph(), "payout": payout.pk}, format="multipart")
    assert (sent.status_code, sent.json()["kind"], sent.json()["name"]) == (201, "webp", "IMG_2031.webp")
    assert len(client(official).get(f"{url}?payout={payout.pk}").json()) == 1
    assert client(make.person()).get(f"{url}?payout={payout.pk}").status_code == 404
    taken = {"file": expenses.upload(), "payout": payout.pk}
    assert client(official).post(url, taken, format="multipart").status_code == 403
    approve_payout(official=official, payout_id=payout.pk)
    late = lead.post(url, {"file": expenses.upload(), "payout": payout.pk}, format="multipart")
    assert (late.status_code, late.json()["code"]) == (409, "closed") and Paper.objects.count() == 1


def test_the_list_asks_as_often_for_one_as_for_three(project: Project) -> None:
    asking, counts = client(make.official(project.municipality)), []
    asking.get(f"{BASE}/expenses/")  # a token notes when it was first used
    for _n in range(3):
        expenses.paper(expenses.expense(project))
        with CaptureQueriesContext(connection) as seen:
            asking.get(f"{BASE}/expenses/?project={project.pk}")
        counts.append(len(seen))
    assert counts[0] == counts[2] and Expense.objects.count() == 3
