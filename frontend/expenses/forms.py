"""What coordinators write about an expense, and the papers they put beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.fields import KeyField
from frontend.projects.kinds import told_number
from frontend.projects.refusable import Refusable
from frontend.projects.small_forms import NumberField

FILE_HELP = _("A PDF or a photograph of it, up to 10 MB. Only the coordinators and the municipality see it.")


class ExpenseForm(Refusable):
    """Something that was paid for the project."""

    places = {"cents": "euros"}

    what = forms.CharField(
        label=_("What it was spent on"), max_length=160, error_messages={"required": _("Say what it was spent on.")},
        help_text=_("For example: boards for twenty benches. Everybody reads it."),
    )  # fmt: skip
    euros = NumberField(
        label=_("Euros"), max_length=16, error_messages={"required": _("Give a sum above zero.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    day = forms.DateField(
        label=_("Paid on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )  # fmt: skip
    line = forms.TypedChoiceField(label=_("Line of the budget"), coerce=int, empty_value=None, required=False)
    payout = forms.TypedChoiceField(
        label=_("Paid from"), coerce=int, empty_value=None, required=False,
        help_text=_("Of what the municipality paid out to the project."),
    )  # fmt: skip
    supplier = forms.CharField(
        label=_("Supplier"), max_length=200, required=False,
        help_text=_("Who was paid. Only the coordinators and the municipality see it."),
    )  # fmt: skip
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"id": False}))
    seen = KeyField(required=False)

    def __init__(self, lines: list[tuple[int, Any]], payouts: list[tuple[int, Any]], *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        for name, choices, none in (
            ("line", lines, _("none of them")),
            ("payout", payouts, _("money from elsewhere")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", none), *choices]
            if not choices:
                del self.fields[name]

    def given(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        data = self.cleaned_data
        asked = [name for name in ("what", "day", "line", "payout", "supplier") if name in self.fields]
        return {**{name: data[name] for name in asked}, "cents": int((data["euros"] or Decimal(0)) * 100)}


class PaperForm(Refusable):
    """A receipt, an invoice, a contract."""

    file = forms.FileField(
        label=_("Receipt or invoice"), help_text=FILE_HELP, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".pdf,image/jpeg,image/png,image/webp,image/gif"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "invalid": _("The file did not arrive. Choose it again."),
            "missing": _("The file did not arrive. Choose it again."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, is_needed: bool = True, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["file"].required = is_needed


class RemoveForm(Refusable):
    """Why an expense is taken out."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Everybody reads it."),
        error_messages={"required": _("Say why it is taken out.")},
    )  # fmt: skip


def as_typed(expense: Any) -> dict[str, Any]:
    """An expense as its form shows it."""
    return {
        "what": expense.what,
        "euros": told_number(Decimal(expense.cents) / 100),
        "day": expense.day,
        "line": expense.line_id,
        "payout": expense.payout_id,
        "supplier": expense.supplier,
        "seen": expense.version,
    }
