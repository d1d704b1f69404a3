"""What coordinators write about tasks and shifts, and the code that helpers type at the door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.fields import KeyField
from frontend.projects.refusable import Refusable
from volunteers.register.lists import LANGUAGES, SKILLS

AGES = ((14, _("from 14 years on")), (18, _("from 18 years on")))
DAY, TIME = {"type": "date"}, {"type": "time"}


class TaskForm(Refusable):
    """Something to be done in a project. ``seen`` is the version that the form shows."""

    title = forms.CharField(
        label=_("What is to be done"), max_length=120, help_text=_("For example: Plant the limes along the alley."),
        error_messages={"required": _("Say what is to be done.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("More about it"), max_length=4000, required=False,
        help_text=_("What happens, what to bring, what to wear. Empty lines make paragraphs."),
        widget=forms.Textarea(attrs={"rows": 5, "data-grow": ""}),
    )  # fmt: skip
    where = forms.CharField(label=_("Where"), max_length=240, required=False, help_text=_("Where people meet."))
    is_remote = forms.BooleanField(label=_("It can be done from home"), required=False)
    skills = forms.MultipleChoiceField(
        label=_("Good to know"), choices=list(SKILLS.items()), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("It orders the people who are suggested, and keeps nobody out."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    minimum_age = forms.TypedChoiceField(
        label=_("From which age on"), choices=AGES, coerce=int, initial=14, widget=forms.RadioSelect
    )
    seen = KeyField(required=False)

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def see(self, version: int) -> None:
        """It was changed elsewhere, which the page says: what is typed here counts when it is sent once more."""
        sent: Any = self.data
        newer = sent.copy()
        newer["seen"] = str(version)
        self.data = newer


class ShiftForm(Refusable):
    """When people are needed, by the municipality's clock."""

    places = {"begins": "starts_time", "ends": "ends_time", "places": "needed"}  # as Refusable takes it

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    starts_time = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    ends_time = forms.TimeField(
        label=_("Ends"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
        help_text=_("Earlier than the beginning: on the next day."),
    )  # fmt: skip
    needed = forms.IntegerField(
        label=_("How many are needed"), min_value=1, max_value=1000, initial=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("A whole number, for example 5."),
            "min_value": _("At least 1 person is needed."),
            "max_value": _("At most 1000 people on one shift."),
        },
    )  # fmt: skip
    where = forms.CharField(
        label=_("Where"), max_length=240, required=False, help_text=_("Only if it is elsewhere than the task.")
    )

    def __init__(self, zone: str, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.zone = ZoneInfo(zone)

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        data = self.cleaned_data
        begins = datetime.combine(data["day"], data["starts_time"], self.zone)
        ends = datetime.combine(data["day"], data["ends_time"], self.zone)
        if ends <= begins:
            ends += timedelta(days=1)
        return {"begins": begins, "ends": ends, "places": data["needed"], "where": data["where"]}


def shift_start(shift: Any, zone: str, *, later: timedelta = timedelta()) -> dict[str, Any]:
    """What the form of a shift begins with; ``later``: as it would be then."""
    first, last = (moment.astimezone(ZoneInfo(zone)) for moment in (shift.begins, shift.ends))
    return {
        "day": (first + later).date(), "starts_time": first.time(), "ends_time": last.time(),
        "needed": shift.places, "where": shift.where,
    }  # fmt: skip


class CancelForm(Refusable):
    """Why a shift does not take place."""

    reason = forms.CharField(
        label=_("Why it is cancelled"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who comes or waits is told this."),
        error_messages={"required": _("Say why it is cancelled: people have planned for it.")},
    )  # fmt: skip


class HereForm(Refusable):
    """The code that the screen at the door shows."""

    code = forms.CharField(
        label=_("The code on the screen at the door"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the six signs that the screen at the door shows, or scan its picture.")},
    )  # fmt: skip
