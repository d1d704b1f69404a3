"""Every address: the site, the API, health."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path

from config.administration import to_sign_in
from config.api_views import NoSuchAddress
from config.health import healthz, readyz
from volunteers.money.api import webhook

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/", include("config.api_urls")),
    re_path(r"^api/.*$", NoSuchAddress.as_view()),
    path("webhooks/<slug:provider>/", webhook, name="webhook"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/login/", to_sign_in),
    path("admin/", admin.site.urls),
    path("", include("frontend.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "frontend.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "frontend.errors.too_many"
handler500 = "config.errors.server_error"
