"""Pages and forms of giving money, and the operations with which a program does the same."""

from __future__ import annotations

from django.forms import BaseForm

from frontend.giving import forms

CAMPAIGN = "campaigns/{id}/"
PLEDGE = "pledges/{id}/"

GIVING_PAGES: dict[str, list[str]] = {
    "project_money": ["GET campaigns/", f"GET {CAMPAIGN}", f"GET {CAMPAIGN}movements/", f"GET {CAMPAIGN}pools/"],
    "project_give": ["POST pledges/"],
    "own_pledges": ["GET pledges/"],
    "own_pledge": [f"GET {PLEDGE}"],
    "pledge_change": [f"PATCH {PLEDGE}"],
    "pledge_withdraw": [f"POST {PLEDGE}cancel/"],
    "pledge_receipt": [f"GET {PLEDGE}receipt/"],
    "pledge_receipt_pdf": [f"GET {PLEDGE}receipt.pdf"],
}

SUMS = {"amount": "cents", "own": "cents", "is_named": "is_anonymous"}
GIVING_FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (forms.PledgeForm, "POST pledges/", SUMS),
    (forms.ChangeForm, f"PATCH {PLEDGE}", SUMS),
]
