"""Organisations, for administrators. Vouching is an official's act, so its outcome can only be looked at here."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from .models import Organisation, Representative


class RepresentativesInline(admin.TabularInline):  # type: ignore[type-arg]  # generic for the type checker alone
    model = Representative
    extra = 0
    autocomplete_fields = ("user",)
    readonly_fields = ("since",)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker alone
    list_display = ("name", "kind", "municipality", "state", "registered_at")
    list_filter = ("state", "kind", "municipality__region")
    list_select_related = ("municipality",)
    search_fields = ("name", "registration_number")
    autocomplete_fields = ("municipality",)
    readonly_fields = ("state", "registered_by", "registered_at", "decided_by", "decided_at", "decision_reason")
    inlines = (RepresentativesInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Registering is done on the site, where its municipality learns of it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        """What was said in its name stays signed."""
        return False
