"""Addresses of one's own page and of the demo's mailbox."""

from __future__ import annotations

from django.urls import path

from . import leaving, mailbox, profile, tokens

urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("profile/contributions/", profile.contributions, name="contributions"),
    path("profile/sign-out-everywhere/", profile.sign_out, name="sign_out_everywhere"),
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/<key:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("profile/export/", leaving.export, name="profile_export"),
    path("profile/erase/", leaving.erase, name="profile_erase"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
]
