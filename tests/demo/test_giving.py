"""The money of the demo: campaigns in every state, and every cent where it belongs."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum

from demo.giving import iban_of
from participation import database
from participation.accounts.models import User
from participation.database import clock_sql, db_now
from participation.notifications.models import Notification
from participation.places.models import Municipality
from participation.record.models import Outbox
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.iban import is_iban
from volunteers.money.models import Campaign, Expense, Paper, Payout, Pledge, Pool, Receipt, Share, Transfer, Treasury
from volunteers.money.selectors.ledger import held_for, total
from volunteers.money.selectors.payouts import waiting_payouts
from volunteers.projects.models import Project

pytestmark = pytest.mark.usefixtures("place")


def campaign_of(title: str) -> Campaign:
    """The campaign of the project whose title begins so."""
    return Campaign.objects.select_related("project").get(project__title__startswith=title)


def test_every_cent_is_where_it_belongs() -> None:
    assert reconcile().difference == 0
    assert total() == 0
    Pledge.objects.filter(state="captured").update(cents=1_000)
    assert reconcile().difference != 0, "a control: rows that were spoilt are noticed"


def test_campaigns_are_in_every_state() -> None:
    states = Counter(Campaign.objects.values_list("kind", "state"))
    assert states == {
        ("all_or_nothing", "open"): 1, ("keep", "open"): 1, ("all_or_nothing", "funded"): 1,
        ("all_or_nothing", "settled"): 2, ("all_or_nothing", "not_funded"): 1,
    }  # fmt: skip
    benches = campaign_of("Двайсет пейки")
    pledged = benches.pledges.filter(state="authorised").aggregate(n=Sum("cents"))["n"]
    assert pledged == benches.minimum_cents * 60 // 100
    assert benches.closes_at > db_now()
    readers = campaign_of("Читалня")
    assert set(readers.pledges.values_list("state", flat=True)) == {"authorised", "captured"}, "some are being taken"


def test_of_a_failed_campaign_nothing_was_taken() -> None:
    path = campaign_of("Пътека")
    assert set(path.pledges.values_list("state", flat=True)) == {"cancelled"}
    assert not Receipt.objects.filter(pledge__campaign=path).exists()
    assert held_for(path.project_id) == 0


def test_pledges_of_every_kind() -> None:
    kinds = set(Pledge.objects.values_list("provider", "state"))
    assert {("transfer", "pledged"), ("transfer", "authorised"), ("dummy", "refunded"), ("dummy", "cancelled")} <= kinds
    assert Pledge.objects.filter(organisation__isnull=False, is_anonymous=False).count() >= 6
    assert Pledge.objects.filter(is_anonymous=True).count() > 10
    taken = Pledge.objects.filter(captured_at__isnull=False).count()
    assert Receipt.objects.count() == taken > 20
    assert Share.objects.values("pool").distinct().count() == Pool.objects.count() == 2
    assert Pool.objects.filter(organisation__kind="business").count() == 1


def test_accounts_are_written_rightly_and_are_no_banks() -> None:
    places = Municipality.objects.filter(is_live=True, roles__kind="official").distinct()
    assert Treasury.objects.count() == places.count() >= 10
    for iban in [*Treasury.objects.values_list("iban", flat=True), *Payout.objects.values_list("iban", flat=True)]:
        assert is_iban(iban), iban
        assert iban[4:8] == "MGDN"
    spoilt = iban_of("DOB17").replace("MGDN", "MGDM")
    assert not is_iban(spoilt)


def test_official_and_volunteer_have_something_to_see() -> None:
    official = User.objects.get(email="official@megdan.example")
    assert [one.cents for one in waiting_payouts(official)] == [9_500]
    assert Payout.objects.filter(state="approved").count() == 3
    own = Pledge.objects.filter(person__email="volunteer@megdan.example")
    assert set(own.values_list("state", flat=True)) == {"authorised", "captured"}
    told = Notification.objects.filter(kind="payout.asked", user=official).get()
    assert told.created_at > campaign_of("Онлайн").closes_at


def test_what_was_spent_is_entered_with_receipts() -> None:
    spent = dict(Expense.objects.values_list("project").annotate(Sum("cents")))
    assert sorted(spent.values()) == [27_290, 218_850]
    assert Paper.objects.filter(kind="webp").count() == 4 and Expense.objects.filter(papers=None).count() == 2
    for one in Expense.objects.exclude(payout=None):
        assert one.payout and one.payout.decided_at and one.payout.decided_at < one.at


def test_it_happened_when_it_is_told_to_have() -> None:
    now = db_now()
    assert clock_sql() == database.clock_sql(connection.vendor) and "'20" not in clock_sql(), "the clock goes again"
    assert not Pledge.objects.filter(at__gte=now).exists()
    assert Transfer.objects.dates("at", "month").count() >= 3
    for one in Campaign.objects.exclude(decided_at=None):
        assert one.opened_at < one.closes_at < one.decided_at < now
        assert not one.pledges.filter(at__gt=one.closes_at).exists()
    states = set(Project.objects.values_list("state", flat=True))
    assert {"finished", "ended", "under_way", "open"} <= states, "as they were before money was played"
    assert not Outbox.objects.filter(act__kind__regex=r"^(pledge|campaign|payout|pool)\.").exists()
