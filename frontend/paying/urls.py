"""Addresses of paying by card."""

from __future__ import annotations

from django.urls import path

from .views import card

urlpatterns = [path("pledges/<key:pk>/card/", card, name="pledge_card")]
