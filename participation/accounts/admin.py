"""People, for administrators. Keys and passwords are nobody's to read, ballots are not here at all."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import sessions
from .models import User
from .passwords import SetPassword

admin.site.site_header = admin.site.site_title = "Megdan"
admin.site.unregister(Group)  # rights follow from roles in a municipality


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # generic for the type checker alone
    """Switching off ends every session and key at once. Who is suspended may read and change nothing; open sockets of
    both are asked again, by what right."""

    change_password_form = SetPassword
    list_display = ("email", "display_name", "language", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "display_name")
    ordering = ("-joined_at",)
    readonly_fields = ("joined_at", "last_login")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "password", "display_name", "language", "mail_answers")}),
        (_("Standing"), {"fields": ("is_active", "suspended_until", "is_staff", "is_superuser")}),
        (_("Since"), {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "display_name", "language", "usable_password", "password1", "password2")}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Announces what changes the person's rights."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if change and {"is_active", "suspended_until", "is_staff", "is_superuser"} & set(form.changed_data):
                sessions.changed(obj.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Erasing is the person's own act: it has to let go of votes and texts in every room."""
        return False
