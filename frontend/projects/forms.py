"""What people write about a project."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from frontend.fields import KeyField

from .kinds import BUDGET, GOALS, KINDS, NEEDS
from .refusable import Refusable
from .rows import Edited, Group, RowsField, with_spare

DAY = {"type": "date"}
RUNNING = ("summary", "description", "where", "is_remote", "ends_on", "needs")  # what changes once it is public
OF_THE_MUNICIPALITY = "municipality"
LEGENDS = {
    "goals": (
        _("Goals"),
        _(
            "Numbers that can be checked at the end: 30 people taught, 40 trees planted. The report answers each of them."
        ),
    ),
    "needs": (
        _("Things that are needed"),
        _(
            "What people can lend or give, without money: tablets, saplings, a projector. Each gets a button to offer it."
        ),
    ),
    "budget": (_("What it would cost"), _("Every cost on a line of its own. Leave it empty where no money is needed.")),
}


class ProjectForm(Refusable):
    """A project that is proposed or changed. ``asks`` what has to be there before it can be checked."""

    places = {
        "municipality_id": "municipality",
        "organisation_id": "speaks",
        "organisation": "speaks",
        "by_municipality": "speaks",
        "consultation_id": "consultation",
        "clause_id": "consultation",
    }

    municipality = forms.ChoiceField(label=_("Municipality"))
    speaks = forms.ChoiceField(label=_("Who proposes it"), required=False)
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("For example: Tablets for the library in Gorun."),
        error_messages={"required": _("Give the project a title.")},
    )  # fmt: skip
    summary = forms.CharField(
        label=_("In a sentence or two"), max_length=300, required=False,
        help_text=_("What it does, and for whom. It stands on its card and in messages about it."),
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )  # fmt: skip
    description = forms.CharField(
        label=_("What will be done, and why"), max_length=10_000, required=False,
        help_text=_("Why it is needed, what happens step by step, who takes part. Empty lines make paragraphs."),
        widget=forms.Textarea(attrs={"rows": 8, "data-grow": ""}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES, required=False)
    consultation = forms.ChoiceField(
        label=_("Serves a consultation"), required=False,
        help_text=_("Where the project helps to carry out what is being decided."),
    )  # fmt: skip
    clause = forms.CharField(required=False, widget=forms.HiddenInput)
    where = forms.CharField(
        label=_("Where"), max_length=240, required=False, help_text=_("The place where people meet or work.")
    )
    is_remote = forms.BooleanField(label=_("One can also help from home"), required=False)
    starts_on = forms.DateField(
        label=_("Begins on"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(label=_("Ends on"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    hours_goal = forms.IntegerField(
        label=_("Hours of work needed"), required=False, min_value=0, max_value=1_000_000,
        help_text=_("All volunteers together. 0 where no hands are needed."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    goals = RowsField(GOALS, label=_("Goals"))
    needs = RowsField(NEEDS, label=_("Things that are needed"))
    budget = RowsField(BUDGET, label=_("What it would cost"))
    seen = KeyField(required=False)
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(
        self, *args: Any, choices: dict[str, list[Any]], asks: bool = False, only: Any = (), **how: Any
    ) -> None:
        """``choices`` of the selects; ``only`` the fields that may be changed, where not all may."""
        self.edited = how.pop("edited", Edited())
        how.setdefault("initial", {}).setdefault("client_key", secrets.token_urlsafe(12))
        super().__init__(*args, **how)
        self.asks = asks
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = values
        for name in [name for name in self.fields if only and name not in (*only, "seen", "client_key")]:
            del self.fields[name]
        for name in ("municipality", "speaks"):
            if name not in choices or (name == "speaks" and len(choices[name]) < 2):
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said at once, each at its field."""
        data = super().clean() or {}
        for name, words in missing(data).items() if self.asks else ():
            if name in self.fields and name not in self.errors:
                self.add_error(name, words)
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It cannot end before it begins."))
        return data

    def given(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        data = dict(self.cleaned_data)
        kept = {name: data[name] for name in self.fields if name in data and name not in NOT_AS_THEY_ARE}
        if "hours_goal" in self.fields:
            kept["hours_goal"] = data.get("hours_goal") or 0
        if "consultation" in self.fields:
            kept["consultation_id"] = int(data["consultation"]) if data["consultation"] else None
            clause = data.get("clause", "")
            kept["clause_id"] = (
                int(clause) if kept["consultation_id"] and clause.isdigit() and len(clause) < 16 else None
            )
        return kept

    def groups(self) -> list[Group]:
        """The rows as the page shows them."""
        return [self._group(kind) for kind in KINDS if kind.name in self.fields]

    def group(self, name: str) -> Group:
        """The rows of one kind."""
        return next(one for one in self.groups() if one.kind.name == name)

    def _group(self, kind: Any) -> Group:
        rows = [dict(row) for row in self[kind.name].value() or []]
        legend, words = LEGENDS[kind.name]
        errors = [str(error) for error in self.errors.get(kind.name, [])] if self.is_bound else []
        return Group(kind, legend, words, with_spare(kind, rows), errors, self.edited)


NOT_AS_THEY_ARE = ("municipality", "speaks", "consultation", "clause", "hours_goal", "seen", "client_key")


def missing(data: dict[str, Any]) -> dict[str, Any]:
    """What has to be there before the municipality looks at it, and is not, by field."""
    wanted = {
        "summary": (data.get("summary"), _("Say in a sentence or two what it is about.")),
        "description": (data.get("description"), _("Say what will be done, and why.")),
        "where": (data.get("where") or data.get("is_remote"), _("Say where, or that one can help from home.")),
        "starts_on": (data.get("starts_on"), _("Say when it begins.")),
        "ends_on": (data.get("ends_on"), _("Say when it ends.")),
        "goals": (data.get("goals"), _("Give at least one goal with a number.")),
    }
    return {name: words for name, (there, words) in wanted.items() if not there}
