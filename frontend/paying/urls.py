"""Addresses of paying by card, and the step that leads there from the pledge's own page."""

from __future__ import annotations

from django.urls import path

from frontend.giving.steps import register

from .steps import card_step
from .views import card

register(card_step)

urlpatterns = [path("pledges/<key:pk>/card/", card, name="pledge_card")]
