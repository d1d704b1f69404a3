"""Addresses of a project's money for those who lead it, and of pools."""

from django.urls import path

from .views import campaigns, payouts, pools

urlpatterns = [
    path("projects/<key:pk>/campaign/", campaigns.campaign, name="project_campaign"),
    path("projects/<key:pk>/campaign/open/", campaigns.opening, name="project_campaign_open"),
    path("projects/<key:pk>/payouts/", payouts.payouts, name="project_payouts"),
    path("projects/<key:pk>/payouts/<key:payout_id>/withdraw/", payouts.withdraw, name="payout_withdraw"),
    path("pools/", pools.pools, name="pools"),
    path("pools/new/", pools.new, name="pool_new"),
    path("pools/<key:pk>/end/", pools.end, name="pool_end"),
]
