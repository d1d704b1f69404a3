"""What officials send: a file of the bank, and what a line is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.projects.refusable import Refusable

MOST_COLUMNS = 60
# What can be said of a table by hand; the rest is not needed to know whose money it is.
COLUMNS = {
    "on": gettext_lazy("The day"),
    "amount": gettext_lazy("The sum"),
    "credit": gettext_lazy("What came, where it has a column of its own"),
    "debit": gettext_lazy("What went out, where it has a column of its own"),
    "text": gettext_lazy("The words of whoever paid, or the reference"),
    "name": gettext_lazy("Who paid"),
}


class UploadForm(Refusable):
    """A statement, and where its headings do not tell it, which column is what."""

    municipality = forms.TypedChoiceField(label=gettext_lazy("Municipality"), coerce=int)
    file = forms.FileField(
        label=gettext_lazy("The bank's file"),
        help_text=gettext_lazy("CAMT.053 (XML) or a table (CSV), up to 5 MB. Nothing is booked before you have looked at it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.csv,.txt"}),
        max_length=200, allow_empty_file=True,
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("The file did not arrive. Choose it again."),
            "missing": gettext_lazy("The file did not arrive. Choose it again."),
        },
    )  # fmt: skip

    def __init__(self, places: Sequence[tuple[int, str]], *args: Any, headings: Sequence[str] = (), **how: Any) -> None:
        super().__init__(*args, **how)
        chosen = self.fields["municipality"]
        assert isinstance(chosen, forms.TypedChoiceField)
        chosen.choices = places
        if len(places) == 1:
            chosen.widget, chosen.initial = forms.HiddenInput(), places[0][0]
        self.ask_columns(headings)

    def ask_columns(self, headings: Sequence[str]) -> None:
        """From now on the form asks what each of these columns is."""
        self.headings = [heading[:60] for heading in headings[:MOST_COLUMNS]]
        options = [(n, f"{n}: {heading or '—'}") for n, heading in enumerate(self.headings, 1)]
        for name, label in COLUMNS.items() if self.headings else ():
            self.fields[f"column_{name}"] = forms.TypedChoiceField(
                label=label, choices=[("", _("none")), *options], required=False, coerce=int, empty_value=None,
            )  # fmt: skip

    def asked_columns(self) -> list[forms.BoundField]:
        """Their fields."""
        return [self[f"column_{name}"] for name in COLUMNS] if self.headings else []

    def columns(self) -> dict[str, int] | None:
        """What was said, counted from 0; None where nothing was."""
        said = {name: self.cleaned_data.get(f"column_{name}") for name in COLUMNS}
        return {name: n - 1 for name, n in said.items() if n} or None


class SettleForm(Refusable):
    """Whose money a line is."""

    reference = forms.CharField(
        label=gettext_lazy("Reference of the pledge"), max_length=60,
        help_text=gettext_lazy("It begins with RF, such as RF18 MGD42. It stands beside the donor's pledge."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class AsideForm(Refusable):
    """What a line is instead."""

    words = forms.CharField(
        label=gettext_lazy("What this line is"), max_length=300,
        help_text=gettext_lazy("In a word, such as: a market fee; sent back by the bank; no name of a person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
