"""The short forms of a project's pages: an offer, a question, news, the report, reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontend.consultations.forms import VoiceForm
from frontend.fields import KeyField
from frontend.pictures.preview import WithPictures

from .kinds import read_number
from .refusable import Refusable

EMPTY = {"required": _("Write something first.")}


class OfferForm(Refusable):
    """What somebody brings of a thing that is needed."""

    quantity = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=1_000_000, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    words = forms.CharField(
        label=_("A word about it"), max_length=500, required=False,
        help_text=_("When and how you can bring it. Only you and the coordinators read this."),
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )  # fmt: skip

    def __init__(self, need_id: int, *args: Any, **how: Any) -> None:
        super().__init__(*args, **{**how, "auto_id": f"offer-{need_id}-%s"})


class AnswerOfferForm(Refusable):
    """A coordinator's word to somebody who offered a thing."""

    answer = forms.CharField(
        label=_("A word to them"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, offer_id: int, *args: Any, **how: Any) -> None:
        super().__init__(*args, **{**how, "auto_id": f"answer-{offer_id}-%s"})


class QuestionForm(VoiceForm):
    """A question to those who lead the project, or an answer to one."""

    body = forms.CharField(
        label=_("Your question"), max_length=5000, error_messages=EMPTY,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
    )  # fmt: skip


class ReplyForm(QuestionForm):
    """An answer to a question."""

    body = forms.CharField(
        label=_("Your answer"), max_length=5000, error_messages=EMPTY,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": "", "data-focus": ""}),
    )  # fmt: skip


class ReasonForm(Refusable):
    """Why a project ends before its goals."""

    reason = forms.CharField(
        label=_("Why"), max_length=2000, help_text=_("Everybody reads it, and followers are told."),
        error_messages={"required": _("Say why.")}, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class NewsForm(WithPictures, Refusable):
    """News of a project."""

    places = {"text": "body", "pictures": "body"}

    title = forms.CharField(
        label=_("Title"), max_length=120, error_messages={"required": _("Give it a title.")},
        help_text=_("For example: The first ten tablets have arrived."),
    )  # fmt: skip
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"id": False}))
    organisation = KeyField(required=False)
    body = forms.CharField(
        label=_("What is new"), max_length=10_000, error_messages=EMPTY,
        widget=forms.Textarea(attrs={"rows": 7, "data-grow": ""}),
    )  # fmt: skip


class NumberField(forms.CharField):
    """A number as people of each language type it."""

    def clean(self, value: Any) -> Decimal | None:
        """None where nothing was typed."""
        typed = super().clean(value)
        if not typed.strip():
            return None
        if (number := read_number(typed)) is None:
            raise forms.ValidationError(_("A number, for example 12 or 12,5."))
        return number


class ReportForm(WithPictures, Refusable):
    """What became of a project. The fields of its goals are added by ``report_form``."""

    places = {"text": "body", "actuals": "body", "pictures": "body"}

    body = forms.CharField(
        label=pgettext_lazy("of a project", "What became of it"), max_length=10_000, error_messages=EMPTY,
        help_text=_("What was done, what worked and what did not. People who helped read this first."),
        widget=forms.Textarea(attrs={"rows": 8, "data-grow": ""}),
    )  # fmt: skip
    thanks = forms.CharField(
        label=_("Thanks"), max_length=3000, required=False,
        help_text=_("Whom you thank. Name people only if they agree to be named."),
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
    )  # fmt: skip

    def actuals(self) -> dict[int, Decimal]:
        """What was reached, by goal."""
        given = {name.removeprefix("goal_"): value for name, value in self.cleaned_data.items() if name[:5] == "goal_"}
        return {int(pk): value for pk, value in given.items() if value is not None}

    def goal_fields(self) -> list[Any]:
        """The fields of the goals, bound."""
        return [self[name] for name in self.fields if name.startswith("goal_")]


def report_form(goals: list[Any]) -> type[ReportForm]:
    """The report with one number for each goal, which is asked for."""
    asked = {"required": _("Say how much was reached; 0 where nothing was.")}
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    fields = {f"goal_{one.pk}": NumberField(label=one.text, error_messages=asked, widget=widget) for one in goals}
    return type("ReportOfGoals", (ReportForm,), fields)


class CoordinatorForm(Refusable):
    """Who is to coordinate it, too."""

    places = {"user_id": "person", "user": "person"}

    person = forms.TypedChoiceField(
        label=_("Who is to coordinate it, too"), coerce=int,
        error_messages={"required": _("Choose somebody."), "invalid_choice": _("Choose somebody of the list.")},
    )  # fmt: skip

    def __init__(self, eligible: list[tuple[int, str]], sent: Any = None) -> None:
        super().__init__(sent)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), *eligible]
