"""Addresses of the officials' desk for money."""

from django.urls import path

from .views import deciding, desk, moving

urlpatterns = [
    path("", desk.desk, name="work_money"),
    path("account/", desk.account, name="work_account"),
    path("comparison/", desk.comparison, name="work_comparison"),
    path("payouts/<key:pk>/", deciding.payout, name="work_payout"),
    path("payouts/<key:pk>/approve/", deciding.approve, name="work_payout_approve"),
    path("payouts/<key:pk>/refuse/", deciding.refuse, name="work_payout_refuse"),
    path("arrivals/", moving.arrivals, name="work_arrivals"),
    path("refunds/", moving.refunds, name="work_refunds"),
    path("refunds/<key:pk>/", moving.refund, name="work_refund"),
]
