"""Pages and forms about money as coordinators and officials handle it, and the operations that do the same."""

from __future__ import annotations

from django.forms import BaseForm

from frontend.treasury import campaign_forms, desk_forms

CAM, PAY, GIVEN = "campaigns/{id}/", "payouts/{id}/", "pledges/{id}/refunds/"
CLOSES = dict.fromkeys(("closes_day", "closes_time"), "closes_at")

TREASURY_PAGES: dict[str, list[str]] = {
    "project_campaign": ["POST campaigns/", f"PATCH {CAM}", f"GET {CAM}"],
    "project_campaign_open": [f"POST {CAM}open/"],
    "project_payouts": ["GET payouts/", "POST payouts/", f"GET {CAM}movements/"],
    "payout_withdraw": [f"POST {PAY}withdraw/"],
    "pools": ["GET pools/", "GET pools/{id}/"],
    "pool_new": ["POST pools/"],
    "pool_end": ["POST pools/{id}/end/"],
    "work_money": [
        "GET payouts/",
        "GET treasuries/",
        "GET arrivals/",
        "GET arrivals/to_send_back/",
        "GET statements/",
        "GET reconciliations/newest/",
    ],
    "work_account": ["POST treasuries/"],
    "work_comparison": ["GET reconciliations/newest/"],
    "work_payout": [f"GET {PAY}"],
    "work_payout_approve": [f"POST {PAY}approve/"],
    "work_payout_refuse": [f"POST {PAY}refuse/"],
    "work_arrivals": ["GET arrivals/", "POST arrivals/"],
    "work_refunds": ["GET pledges/given/"],
    "work_refund": [f"GET {GIVEN}", f"POST {GIVEN}"],
}

TREASURY_FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (campaign_forms.CampaignForm, "POST campaigns/", CLOSES),
    (campaign_forms.CampaignForm, f"PATCH {CAM}", CLOSES),
    (campaign_forms.PayoutForm, "POST payouts/", {}),
    (campaign_forms.RefusalForm, f"POST {PAY}refuse/", {}),
    (desk_forms.AccountForm, "POST treasuries/", {}),
    (desk_forms.ArrivalForm, "POST arrivals/", {}),
    (desk_forms.RefundForm, f"POST {GIVEN}", {}),
    (desk_forms.PoolForm, "POST pools/", {}),
]
