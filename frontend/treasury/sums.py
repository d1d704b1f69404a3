"""Sums of euro as people type them, kept in whole cents; bank accounts as people type them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from frontend.projects.kinds import read_number
from volunteers.money.iban import grouped, is_iban, plain_iban

EXAMPLE = _("An amount in euro, for example 240 or 240,50.")


class EuroField(forms.CharField):
    """An amount in euro, with comma or point; the form gives cents, None where nothing was typed."""

    def __init__(self, **extra: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        errors = {"required": EXAMPLE, **extra.pop("error_messages", {})}
        super().__init__(max_length=20, widget=widget, error_messages=errors, **extra)

    def prepare_value(self, value: Any) -> Any:
        """Cents as an amount; what was typed stays as it was."""
        if not isinstance(value, int):
            return value
        return number_format(Decimal(value) / 100, decimal_pos=2 if value % 100 else 0, use_l10n=True)

    def clean(self, value: Any) -> int | None:
        """Whole cents. Raises ValidationError for what is no amount."""
        typed = super().clean(value)
        if not typed.strip():
            return None
        number = read_number(typed)
        if number is None:
            raise forms.ValidationError(EXAMPLE)
        return int(number * 100)


class AccountField(forms.CharField):
    """An IBAN, with blanks or without; the form gives it without."""

    def __init__(self, **extra: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"})
        super().__init__(max_length=60, widget=widget, **extra)

    def prepare_value(self, value: Any) -> Any:
        """In groups of four where it is right; what is wrong stays as it was typed."""
        plain = plain_iban(value) if isinstance(value, str) else ""
        return grouped(plain) if is_iban(plain) else value

    def clean(self, value: Any) -> str:
        """The account as machines write it. Raises ValidationError where a character must be wrong."""
        plain = plain_iban(super().clean(value))
        if plain and not is_iban(plain):
            raise forms.ValidationError(_("This is no IBAN. Look at each character."))
        return plain
