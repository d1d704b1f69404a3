"""What officials write when they check a project, and by what they check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.fields import KeyField

from .refusable import Refusable
from .rows import Column, Edited, Group, Kind, Row, RowsField, with_spare

OUTCOMES = (
    ("opened", gettext_lazy("Open it"), "support"),
    ("returned", gettext_lazy("Return it to be mended"), "unsure"),
    ("refused", gettext_lazy("Not accept it"), "oppose"),
)
MET = (("yes", gettext_lazy("met"), "support"), ("no", gettext_lazy("not met"), "oppose"))


class CheckForm(Refusable):
    """One answer for each criterion, then what follows from it."""

    places = {"items": "outcome"}

    outcome = forms.ChoiceField(
        label=gettext_lazy("What follows"), choices=[(value, label) for value, label, _tone in OUTCOMES],
        error_messages={"required": gettext_lazy("Choose what follows from it.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=2000, required=False,
        help_text=gettext_lazy("Needed to return it or not accept it, and to open it although something is not met."),
        widget=forms.Textarea(attrs={"rows": 4, "data-needed-with": "outcome=returned|refused"}),
    )  # fmt: skip
    seen = KeyField(required=False)

    def __init__(self, criteria: list[str], *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.criteria = criteria
        for n, text in enumerate(criteria):
            self.fields[f"met_{n}"] = forms.ChoiceField(
                label=text, choices=[(value, label) for value, label, _tone in MET],
                error_messages={"required": gettext_lazy("Say whether it is met.")},
            )  # fmt: skip
            self.fields[f"note_{n}"] = forms.CharField(
                label=gettext_lazy("A note on it"), max_length=500, required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip

    def lines(self) -> list[dict[str, Any]]:
        """The criteria with their two fields."""
        return [
            {"n": n + 1, "text": text, "met": self[f"met_{n}"], "note": self[f"note_{n}"], "options": MET}
            for n, text in enumerate(self.criteria)
        ]

    def clean(self) -> dict[str, Any]:
        """A reason where one is due."""
        data = super().clean() or {}
        outcome, unmet = data.get("outcome"), any(data.get(f"met_{n}") == "no" for n in range(len(self.criteria)))
        if (
            "reason" not in self.errors
            and not data.get("reason")
            and (outcome in ("returned", "refused") or (outcome and unmet))
        ):
            is_open = outcome == "opened"
            words = (
                _("Say why it is opened although something is not met.")
                if is_open
                else _("Say why, so that it can be understood.")
            )
            self.add_error("reason", words)
        return data

    def items(self) -> list[dict[str, Any]]:
        """The criteria with what was found, as the action takes them."""
        data = self.cleaned_data
        return [
            {"text": text, "met": data[f"met_{n}"] == "yes", "note": data.get(f"note_{n}", "")}
            for n, text in enumerate(self.criteria)
        ]


def read_criterion(row: Row) -> tuple[Any, str, str]:
    """The words of one criterion."""
    text = " ".join(row.get("text", "").split())
    if len(text) > 300:
        return None, "text", _("at most 300 characters.")
    return text, "", ""


CRITERIA = Kind(
    "criteria",
    (Column("text", gettext_lazy("What is looked at"), longest=300),),
    read_criterion,
    gettext_lazy("Add a criterion"),
)


class CriteriaForm(Refusable):
    """By what a municipality checks projects."""

    places = {"texts": "criteria"}

    criteria = RowsField(CRITERIA, label=gettext_lazy("Criteria"))

    def __init__(self, *args: Any, edited: Any = None, **how: Any) -> None:
        super().__init__(*args, **how)
        self.edited = edited

    def group(self) -> Group:
        """The rows as the page shows them."""
        rows = [dict(row) for row in self["criteria"].value() or []]
        errors = [str(error) for error in self.errors.get("criteria", [])] if self.is_bound else []
        words = gettext_lazy("One a row, as a question or a sentence that can be met or not met.")
        return Group(
            CRITERIA, gettext_lazy("Criteria"), words, with_spare(CRITERIA, rows), errors, self.edited or Edited()
        )
