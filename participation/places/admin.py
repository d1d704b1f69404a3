"""Municipalities and who works for them, for administrators."""

from __future__ import annotations

from django.contrib import admin

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
    list_display = ("user", "municipality", "kind", "post", "since")
    list_filter = ("kind", "municipality__region")
    list_select_related = ("user", "municipality")
    search_fields = ("user__email", "user__display_name", "municipality__name_bg", "municipality__name_en")
    autocomplete_fields = ("user", "municipality")
    readonly_fields = ("since",)
