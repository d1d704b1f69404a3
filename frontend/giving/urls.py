"""Addresses of giving money: a project's campaign, and one's own pledges."""

from __future__ import annotations

from django.urls import path

from .views import campaign, giving, pledges, receipts

urlpatterns = [
    path("projects/<key:pk>/money/", campaign.money, name="project_money"),
    path("projects/<key:pk>/give/", giving.give, name="project_give"),
    path("pledges/", pledges.own, name="own_pledges"),
    path("pledges/<key:pk>/", pledges.one, name="own_pledge"),
    path("pledges/<key:pk>/change/", pledges.change, name="pledge_change"),
    path("pledges/<key:pk>/withdraw/", pledges.withdraw, name="pledge_withdraw"),
    path("pledges/<key:pk>/receipt/", receipts.receipt, name="pledge_receipt"),
    path("pledges/<key:pk>/receipt.pdf", receipts.paper, name="pledge_receipt_pdf"),
]
