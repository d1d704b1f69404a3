"""What volunteers, their guardians and coordinators write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from participation.refusals import Refused
from volunteers.register.lists import LANGUAGES, SKILLS

from .fields import AwayField, DigitalField, WeekField

MINOR = "14-17"
AGES = (
    (MINOR, _("14 to 17")),
    ("18-29", _("18 to 29")),
    ("30-49", _("30 to 49")),
    ("50-64", _("50 to 64")),
    ("65+", _("65 or older")),
)
OWN_FIELDS = (
    "age", "about", "skills", "other_skills", "digital", "languages", "is_remote", "week", "away", "has_contract",
    "insurance", "is_listed",
)  # fmt: skip
WITH_MINOR = {"data-needed-with": f"age={MINOR}"}


class SaidForm(forms.Form):
    """A form that shows everything an action refuses, each at its field."""

    def refuse(self, refusal: Refused) -> None:
        """At the fields it is about, or above the form."""
        told: Mapping[str, Iterable[Any]] = refusal.extra.get("fields") or {refusal.field: [refusal]}
        for name, words in told.items():
            for one in words:
                self.add_error(name if name in self.fields else None, str(one))


class EntryForm(SaidForm):
    """Somebody's entry in the register: what they can do, where and when."""

    age = forms.ChoiceField(
        label=_("Your age"), choices=AGES, widget=forms.RadioSelect,
        error_messages={"required": _("Choose your age: those below 18 need their guardian's consent.")},
    )  # fmt: skip
    guardian_name = forms.CharField(
        label=_("Guardian's name"), max_length=120, required=False,
        widget=forms.TextInput(attrs={**WITH_MINOR, "autocomplete": "off"}),
    )  # fmt: skip
    guardian_email = forms.EmailField(
        label=_("Guardian's e-mail address"), required=False,
        widget=forms.EmailInput(attrs={**WITH_MINOR, "autocomplete": "off"}),
    )  # fmt: skip
    skills = forms.MultipleChoiceField(
        label=_("I can help with"), choices=list(SKILLS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_skills = forms.CharField(
        label=_("Something else"), max_length=300, required=False, help_text=_("For example: I repair bicycles.")
    )
    about = forms.CharField(
        label=_("In your own words"), max_length=1500, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        help_text=_("What you like doing, what you have done before, what coordinators should know."),
    )  # fmt: skip
    municipality_ids = forms.TypedMultipleChoiceField(
        label=_("Municipalities"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_remote = forms.BooleanField(label=_("I can also help from home"), required=False)
    week = WeekField(label=_("When I am usually free"), required=False)
    away = AwayField(label=_("When I am away"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("I speak"), choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    digital = DigitalField(label=_("Digital skills"), required=False)
    has_contract = forms.BooleanField(
        label=_("I want a volunteer's contract"), required=False,
        help_text=_("The coordinators prepare it with you before you begin."),
    )  # fmt: skip
    insurance = forms.CharField(
        label=_("Insurance"), max_length=120, required=False,
        help_text=_("If you have one that covers volunteering: with whom, until when."),
    )  # fmt: skip
    is_listed = forms.BooleanField(
        label=_("Coordinators may invite me"), required=False,
        help_text=_("They see what you can do, where and when, without your name. You answer, or not."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("I agree that my entry is kept and shown in this way"), required=False,
    )  # fmt: skip
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, places: Iterable[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipalities = self.fields["municipality_ids"]
        assert isinstance(municipalities, forms.ChoiceField)
        municipalities.choices = [(str(place.pk), place.name) for place in places]

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        return {**self.cleaned_data, "seen": self.cleaned_data["seen"] or None}

    def see(self, entry: Any) -> None:
        """It was changed elsewhere, which the page says: what is typed here counts when it is sent once more."""
        sent: Any = self.data
        newer = sent.copy()
        newer["seen"] = entry.changed_at.isoformat()
        self.data = newer


class ApplyForm(SaidForm):
    """What somebody who wants to help says to the coordinators."""

    words = forms.CharField(
        label=_("A few words to the coordinators"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        help_text=_("For example: when you can begin, what you would like to do."),
    )  # fmt: skip


class AnswerForm(SaidForm):
    """What a coordinator answers; the button says whether it is yes or no."""

    answer = forms.CharField(
        label=pgettext_lazy("to a volunteer", "Your answer"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": "", "id": False}),
    )  # fmt: skip


def who_sees() -> list[tuple[str, str]]:
    """Beside the consent: who sees what of an entry."""
    return [
        (gettext("You"), gettext("everything; you change it or leave whenever you want.")),
        (
            gettext("Coordinators of a project you apply to"),
            gettext("your name and your entry, while your application stands."),
        ),
        (
            gettext("Coordinators who look for people"),
            gettext("what you can do, where and when, without your name, and only if you let them invite you."),
        ),
        (gettext("Everybody"), gettext("numbers only, and none below five people.")),
        (gettext("Nobody else"), gettext("neither other volunteers nor search engines.")),
    ]
