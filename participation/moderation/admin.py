"""The lists behind the automatic checks, for administrators alone: officials and moderators see what was flagged."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from participation.database import db_now

from .models import ThrowawayDomain, Word


@admin.register(Word)
class WordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker alone
    """An entry that is switched off stays, so that the next loading of a file does not bring it back."""

    list_display = ("word", "language", "weight", "is_on", "changed_at")
    list_editable = ("weight", "is_on")
    list_filter = ("language", "weight", "is_on")
    search_fields = ("word",)
    ordering = ("language", "word")
    list_per_page = 50
    actions = ("switch_off", "switch_on")

    @admin.action(description=_("Look for these no more"))
    def switch_off(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        chosen.update(is_on=False, changed_at=db_now())

    @admin.action(description=_("Look for these again"))
    def switch_on(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        chosen.update(is_on=True, changed_at=db_now())


@admin.register(ThrowawayDomain)
class ThrowawayDomainAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker alone
    list_display = ("domain", "is_on")
    list_editable = ("is_on",)
    list_filter = ("is_on",)
    search_fields = ("domain",)
    ordering = ("domain",)
