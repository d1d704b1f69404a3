"""What officials write who handle money, and whoever sets up a pool."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.fields import KeyField
from frontend.projects.refusable import Refusable

from .sums import AccountField, EuroField

NEEDED = {"required": _("This is needed.")}
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class AccountForm(Refusable):
    """The account to which people transfer what they give."""

    holder = forms.CharField(
        label=_("Holder of the account"), max_length=70, error_messages=NEEDED,
        help_text=_("As the bank knows it: people see it in their bank's program."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    iban = AccountField(
        label=_("IBAN"), error_messages=NEEDED, help_text=_("With blanks or without: every character is checked.")
    )
    bic = forms.CharField(
        label=_("BIC"), max_length=20, required=False, help_text=_("8 or 11 characters. Most banks do not need it."),
        widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip


class ArrivalForm(Refusable):
    """Money that is on the account."""

    reference = forms.CharField(
        label=_("Reference"), max_length=60, error_messages={"required": _("Copy it from the statement of the bank.")},
        help_text=_("As the bank shows it. It begins with RF."), widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip
    cents = EuroField(label=_("How much has arrived, in euro"))


class FindForm(Refusable):
    """What is to be given back."""

    number = forms.CharField(
        label=_("Number of the receipt, or reference of the transfer"), max_length=60,
        error_messages={"required": _("Ask the donor for one of the two.")},
        help_text=_("For example DOB17-2026-000012 or RF18MGD42. The donor finds both beside their pledge."),
        widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip


class RefundForm(Refusable):
    """How much is given back and why."""

    cents = EuroField(label=_("How much, in euro"))
    reason = forms.CharField(
        label=_("Why it is given back"), max_length=300, help_text=_("Officials alone read it."),
        error_messages={"required": _("Say why it is given back.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    number = KeyField()


class PoolForm(Refusable):
    """Money that is added to what people give."""

    places = {"denominator": "numerator"}

    municipality = forms.TypedChoiceField(label=_("Municipality"), coerce=int)
    organisation = forms.TypedChoiceField(label=_("Whose money it is"), coerce=int, required=False, empty_value=None)
    title = forms.CharField(
        label=_("What it is called"), max_length=120, error_messages={"required": _("A title is needed.")},
        help_text=_("Everybody reads it beside the campaigns. For example: Fund of the municipality for green projects."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    total_cents = EuroField(label=_("What it holds in all, in euro"))
    numerator = forms.IntegerField(
        label=_("It adds (euro)"), min_value=1, max_value=1000, initial=1, error_messages=NEEDED,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    denominator = forms.IntegerField(
        label=_("for each (euro)"), min_value=1, max_value=1000, initial=1, error_messages=NEEDED,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    donor_cap_cents = EuroField(
        label=_("At most for one donor, in euro"), required=False,
        help_text=_("In each campaign. Empty: there is no limit."),
    )  # fmt: skip
    campaign_cap_cents = EuroField(
        label=_("At most for one project, in euro"), required=False, help_text=_("Empty: there is no limit.")
    )

    def __init__(self, places: list[Any], firms: list[Any], sent: Any = None, **how: Any) -> None:
        """``places``: where the person may set one up; ``firms``: businesses for which they speak."""
        self.own = {place.pk for place in how.pop("own", [])}
        super().__init__(sent, **how)
        where, whose = self.fields["municipality"], self.fields["organisation"]
        assert isinstance(where, forms.ChoiceField)
        assert isinstance(whose, forms.ChoiceField)
        where.choices = [(place.pk, place.name) for place in places]
        itself = [("", _("the municipality's own"))] if self.own else []
        whose.choices = [*itself, *[(firm.pk, firm.name) for firm in firms]]
        if not firms:
            whose.widget = forms.HiddenInput()
        if len(places) == 1:
            where.widget, where.initial = forms.HiddenInput(), places[0].pk

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = dict(self.cleaned_data)
        whose = {"municipality_id": data.pop("municipality"), "organisation_id": data.pop("organisation")}
        return {**data, **whose}
