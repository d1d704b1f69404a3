"""What goes with an old password: keys to the API that were made while it was in force."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import forms as way_in
from . import sessions
from .actions import revoke_all_tokens
from .selectors import list_tokens


class Reset(way_in.Reset):
    """A new password, after the link."""

    @transaction.atomic
    def save(self) -> None:
        """Who lost the password, or had it taken, starts anew: no key made before opens anything."""
        super().save()
        revoke_all_tokens(user=self.user)


class ChangePassword(way_in.ChangePassword):
    """A new password, by whoever knows the present one; keys go with it where that is asked for."""

    revoke_tokens = forms.BooleanField(label=_("Revoke my tokens for the API as well"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not list_tokens(self.user).exists():
            del self.fields["revoke_tokens"]

    @transaction.atomic
    def save(self) -> None:
        """The password is another one."""
        super().save()
        if self.cleaned_data.get("revoke_tokens"):
            revoke_all_tokens(user=self.user)


class SetPassword(AdminPasswordChangeForm):  # type: ignore[type-arg]  # generic for the type checker alone
    """A new password, by an administrator, for somebody who cannot help themselves: as after a reset."""

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Signed out everywhere, sockets too, and no key made before opens anything."""
        user = super().save(commit)
        if commit:
            revoke_all_tokens(user=user)
            sessions.changed(user.pk)
        return user
