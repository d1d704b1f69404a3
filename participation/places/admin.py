"""Municipalities and who works for them, for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from participation.accounts import sessions

from .models import Municipality, Region, Role


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker alone
    list_display = ("code", "name_bg", "name_en")
    search_fields = ("code", "name_bg", "name_en")


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker alone
    list_display = ("code", "name_bg", "name_en", "region", "is_live", "minimum_days", "accent")
    list_filter = ("is_live", "region")
    list_select_related = ("region",)
    search_fields = ("code", "name_bg", "name_en")
    readonly_fields = ("code", "region", "name_bg", "name_en", "latitude", "longitude", "country")
    ordering = ("name_bg",)


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker alone
    """Whoever gets, changes or loses a role is asked again at once, by what right they have something open."""

    list_display = ("user", "municipality", "kind", "post", "since")
    list_filter = ("kind", "municipality__region")
    list_select_related = ("user", "municipality")
    search_fields = ("user__email", "user__display_name", "municipality__name_bg", "municipality__name_en")
    autocomplete_fields = ("user", "municipality")
    readonly_fields = ("since",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Announced to whom it belongs, and to whom it belonged."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            for user_id in {obj.user_id, form.initial.get("user")} - {None}:
                sessions.changed(user_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Announced."""
        with transaction.atomic():
            super().delete_model(request, obj)
            sessions.changed(obj.user_id)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Announced to each."""
        with transaction.atomic():
            people = list(dict.fromkeys(queryset.values_list("user_id", flat=True)))
            super().delete_queryset(request, queryset)
            for user_id in people:
                sessions.changed(user_id)
