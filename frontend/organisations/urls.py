"""Addresses of organisations."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("register/", views.register, name="organisation_register"),
    path("<key:pk>/", views.organisation, name="organisation"),
    path("<key:pk>/vouch/", views.vouch, name="organisation_vouch"),
    path("<key:pk>/refuse/", views.refuse, name="organisation_refuse"),
    path("<key:pk>/invite/", views.invite, name="organisation_invite"),
    path("<key:pk>/answer/", views.answer, name="organisation_answer"),
    path("<key:pk>/representatives/<key:user_id>/remove/", views.remove, name="organisation_remove"),
    path("<key:pk>/invitations/<key:invitation_id>/remove/", views.uninvite, name="organisation_uninvite"),
]
