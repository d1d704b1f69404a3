"""Money as coordinators and officials handle it: the rows of the API and of the site. The representative leads."""

from __future__ import annotations

from tests.security.rows import ALL, Row
from tests.support.treasury import IBAN, OTHER

LEADS = "LF.FFFF"
DESK = "LFFF.FF"  # officials of the place alone
ANY_DESK = "LFF..FF"  # each sees their own municipality's
SEEN = "LN.N.NN"  # who leads the project, and the officials of its municipality
PLAN = {"minimum_cents": "500", "optimum_cents": "", "closes_day": "{soon_day}", "closes_time": "20:00"}
PLANNED = {"project": "{led_fresh}", "minimum_cents": 50_000, "closes_at": "{soon_at}"}
PAY = {"purpose": "Дъски", "document": "Фактура 17", "holder": "Сдружение", "iban": IBAN}
ASKS = {"campaign": "{done_campaign}", "cents": 500, **PAY}
POOL = {"title": "Фонд", "numerator": "1", "denominator": "1"}
ACCOUNT = {"holder": "Община", "iban": OTHER}
ARRIVED = {"reference": "{to_arrive_ref}", "cents": 5_000}
BACK = {"cents": 500, "reason": "Два пъти", "number": 1}

TREASURY_API = [
    Row("POST", "campaigns/", LEADS, PLANNED),
    Row("PATCH", "campaigns/{own_campaign}/", "LN.NNNN", {"minimum_cents": 70_000}),
    Row("POST", "campaigns/{own_campaign}/open/", "LN.NNNN"),
    Row("POST", "campaigns/{campaign}/open/", "LFFFFFF"),
    Row("PATCH", "campaigns/{campaign}/", "LFFFFFF", {"minimum_cents": 70_000}),
    Row("GET", "payouts/", "L......"),
    Row("GET", "payouts/{payout}/", SEEN),
    Row("POST", "payouts/", LEADS, ASKS),
    Row("POST", "payouts/{payout}/approve/", "LNFN.NN"),
    Row("POST", "payouts/{payout}/refuse/", "LNFN.NN", {"reason": "Няма фактура"}),
    Row("POST", "payouts/{payout}/withdraw/", "LN.NFNN"),
    Row("GET", "pools/", ALL),
    Row("GET", "pools/{pool}/", ALL),
    Row("POST", "pools/", DESK, {"municipality": "{place}", "title": "Фонд", "total_cents": 50_000}),
    Row("POST", "pools/{pool}/end/", DESK),
    Row("GET", "treasuries/", ANY_DESK),
    Row("POST", "treasuries/", DESK, {"municipality": "{place}", **ACCOUNT}),
    Row("GET", "arrivals/", ANY_DESK),
    Row("POST", "arrivals/", DESK, ARRIVED),
    Row("GET", "arrivals/to_send_back/", ANY_DESK),
    Row("GET", "pledges/given/?number={to_arrive_ref}", "LFFN.FF"),
    Row("GET", "pledges/{taken_pledge}/refunds/", "LFFN.FF"),
    Row("POST", "pledges/{taken_pledge}/refunds/", "LFFN.FF", BACK),
    Row("GET", "reconciliations/newest/", ANY_DESK),
]
TREASURY = [
    Row("GET", "/projects/{led_fresh}/campaign/", LEADS),
    # A plan that nobody else sees is not recorded: it leaves no trace that the matrix looks for.
    Row("POST", "/projects/{led_fresh}/campaign/", "LF-FFFF", PLAN),
    Row("POST", "/projects/{led_planned}/campaign/", "LF-FFFF", PLAN),
    Row("GET", "/projects/{led_planned}/campaign/open/", LEADS),
    Row("POST", "/projects/{led_planned}/campaign/open/", LEADS),
    Row("GET", "/projects/{led_done}/payouts/", LEADS),
    Row("POST", "/projects/{led_done}/payouts/", LEADS, {**PAY, "cents": "5"}),
    Row("POST", "/projects/{led_done}/payouts/{payout}/withdraw/", LEADS),
    Row("POST", "/projects/{led_fresh}/payouts/{payout}/withdraw/", "LFNFFFF"),  # of another project
    Row("GET", "/pools/", ALL),
    Row("GET", "/pools/new/", ANY_DESK),
    Row("POST", "/pools/new/", "LFFX.FF", {**POOL, "municipality": "{place_id}", "total_cents": "500"}),
    Row("GET", "/pools/{pool}/end/", DESK),
    Row("POST", "/pools/{pool}/end/", DESK),
    Row("GET", "/work/money/", ANY_DESK),
    Row("GET", "/work/money/account/", ANY_DESK),
    Row("POST", "/work/money/account/?municipality={place}", DESK, ACCOUNT),
    Row("GET", "/work/money/comparison/", ANY_DESK),
    Row("GET", "/work/money/payouts/{payout}/", "LFFN.FF"),
    Row("POST", "/work/money/payouts/{payout}/approve/", "LFFN.FF"),
    Row("POST", "/work/money/payouts/{payout}/refuse/", "LFFN.FF", {"reason": "Няма фактура"}),
    Row("GET", "/work/money/arrivals/", ANY_DESK),
    Row("POST", "/work/money/arrivals/", DESK, {**ARRIVED, "cents": "50"}),
    Row("GET", "/work/money/refunds/", ANY_DESK),
    Row("GET", "/work/money/refunds/?number={to_arrive_ref}", "LFFX.FF"),
    Row("GET", "/work/money/refunds/{taken_pledge}/", "LFFN.FF"),
    Row("POST", "/work/money/refunds/{taken_pledge}/", "LFFN.FF", {**BACK, "cents": "5"}),
]
