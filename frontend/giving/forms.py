"""What people fill in to give money, and to change what they pledged."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.projects.refusable import Refusable
from participation.keys import as_id
from participation.refusals import Refused
from volunteers.money.amounts import LEAST, MOST
from volunteers.money.ways import way_of

from .sums import read_cents, told_cents, typed_cents

SUGGESTED = (1_000, 2_000, 5_000, 10_000)  # cents
BOUNDS = _("A pledge is between 1 and 50,000 euro.")
NO_SUM = _("A sum in euros, for example 20 or 12,50.")
SUM = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "20"}


class SumField(forms.CharField):
    """A sum in euros as people of each language type it; cents, or None where nothing was typed."""

    def __init__(self, **how: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs=SUM), **how)

    def clean(self, value: Any) -> int | None:
        """Raises ValidationError for what is no sum, or beyond the bounds."""
        typed = super().clean(value)
        if not typed.strip():
            return None
        cents = read_cents(typed)
        if cents is None:
            raise forms.ValidationError(NO_SUM)
        if not LEAST <= cents <= MOST:
            raise forms.ValidationError(BOUNDS)
        return cents


class PledgeForm(Refusable):
    """How much, in whose name, whether it is shown, and how it is paid."""

    places = {"cents": "own", "organisation_id": "organisation"}

    amount = forms.ChoiceField(label=_("How much do you give?"), required=False)
    own = SumField(
        label=_("Another sum, in euros"),
        required=False,
        help_text=_("If you write a sum here, it counts. From 1 to 50,000."),
    )
    organisation = forms.ChoiceField(label=_("Who gives"), required=False)
    is_named = forms.BooleanField(
        label=_("Show the name among the donors"), required=False,
        help_text=_("Without the sum. If you leave it empty, nobody but the municipality learns who gave."),
    )  # fmt: skip
    provider = forms.ChoiceField(
        label=_("How do you pay?"), widget=forms.RadioSelect, error_messages={"required": _("Choose one of the ways to pay.")}
    )  # fmt: skip
    client_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, ways: list[str], voices: list[tuple[str, str]], kind: str, **how: Any) -> None:
        """``ways``: codes of providers; ``voices``: organisations the person speaks for; ``kind``: of the campaign."""
        fresh = {"client_key": secrets.token_urlsafe(12), "provider": ways[0] if len(ways) == 1 else ""}
        how["initial"] = {**fresh, **(how.get("initial") or {})}
        super().__init__(*args, **how)
        self._offer("amount", [(str(cents), told_cents(cents)) for cents in SUGGESTED])
        self._offer("provider", [(code, way_of(code).name) for code in ways])
        self._offer("organisation", [("", _("I myself")), *voices])
        self.ways, self.kind = ways, kind
        if not voices:
            del self.fields["organisation"]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A sum is chosen or typed; what is typed counts."""
        data = super().clean() or {}
        if "own" not in self.errors and not data.get("own") and not data.get("amount"):
            self.add_error("own", _("Choose a sum, or write your own."))
        return data

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return {
            "cents": data["own"] or int(data["amount"]),
            "provider": data["provider"],
            "client_key": data["client_key"],
            "organisation_id": as_id(data.get("organisation", "")),
            "is_anonymous": not data["is_named"],
        }

    def refuse(self, refusal: Refused) -> None:
        """A key that was used for another pledge is replaced: sent once more, the form is a new one."""
        if refusal.field == "client_key":
            self.data = {**{name: self.data[name] for name in self.data}, "client_key": secrets.token_urlsafe(12)}
        super().refuse(refusal)

    def sums(self) -> list[tuple[str, str, str]]:
        """The suggested sums for ``segmented``."""
        return [(str(cents), told_cents(cents), "") for cents in SUGGESTED]

    def means(self) -> list[dict[str, Any]]:
        """The ways to pay, each with what choosing it means."""
        chosen = str(self["provider"].value() or "")
        return [
            {"code": code, "name": way_of(code).name, "means": way_of(code).means_for(self.kind),
             "moves_money": way_of(code).moves_money, "is_chosen": code == chosen}
            for code in self.ways
        ]  # fmt: skip


class ChangeForm(Refusable):
    """Another sum, or whether the name is shown."""

    places = {"cents": "own"}

    own = SumField(label=_("The sum, in euros"), error_messages={"required": NO_SUM}, help_text=_("From 1 to 50,000."))
    is_named = forms.BooleanField(
        label=_("Show the name among the donors"), required=False, help_text=_("Without the sum.")
    )

    def __init__(self, pledge: Any, *args: Any, asked: int, may_change_sum: bool, **how: Any) -> None:
        """``asked``: the sum that stands in the field at first."""
        how["initial"] = {"own": typed_cents(asked), "is_named": not pledge.is_anonymous}
        super().__init__(*args, **how)
        if not may_change_sum:
            del self.fields["own"]

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return {"cents": data.get("own"), "is_anonymous": not data["is_named"]}
