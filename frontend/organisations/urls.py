"""Addresses of organisations."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("register/", views.register, name="organisation_register"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/vouch/", views.vouch, name="organisation_vouch"),
    path("<int:pk>/refuse/", views.refuse, name="organisation_refuse"),
    path("<int:pk>/invite/", views.invite, name="organisation_invite"),
    path("<int:pk>/answer/", views.answer, name="organisation_answer"),
    path("<int:pk>/representatives/<int:user_id>/remove/", views.remove, name="organisation_remove"),
]
