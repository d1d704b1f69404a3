"""The form a person joins with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """Asked beside the e-mail address and the password."""

    display_name = forms.CharField(
        label=_("Your name, as others will see it"),
        max_length=80,
        min_length=2,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["display_name", "email", "password1"]

    def signup(self, request: Any, user: Any) -> None:
        """Nothing more to do: the adapter keeps the name."""
