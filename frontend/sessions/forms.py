"""What people and officials write about a session."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frontend.consultations.forms import VoiceForm
from gatherings.actions.arranging import problems_with
from gatherings.selectors.words import KINDS
from participation.refusals import Refused

from .programme import ProgrammeField, with_spare, wrong_with

GROUPS = tuple(KINDS.items())
LASTS = (("2", _("2 minutes")), ("5", _("5 minutes")), ("", _("until I close it")))
DAY = {"type": "date"}
TIME = {"type": "time"}


class RefusableForm(forms.Form):
    """A form that shows a refusal of the action in its place."""

    places: dict[str, str] = {}  # the action's name of a field → the form's

    def refuse(self, refusal: Refused) -> None:
        """At the field it is about, or above the form."""
        name = self.places.get(refusal.field, refusal.field)
        self.add_error(name if name in self.fields else None, str(refusal))


class SessionForm(RefusableForm):
    """A session to be announced or changed. Times are those of the municipality's clock."""

    places = {"starts_at": "starts_time", "ends_at": "ends_time", "items": "programme"}

    municipality = forms.ChoiceField(label=_("Municipality"))
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("For example: Public forum on the budget for 2027.")
    )
    description = forms.CharField(
        label=_("What it is about"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    starts_time = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    ends_time = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    venue = forms.CharField(
        label=_("Hall and address"), max_length=240, required=False, help_text=_("Where one can come in person.")
    )
    online_url = forms.CharField(
        label=_("Where to listen online"), max_length=500, required=False,
        help_text=_("The address of the broadcast; hands, questions and votes are here."),
    )  # fmt: skip
    about = forms.ChoiceField(label=_("About a consultation"), required=False)
    programme = ProgrammeField(label=_("Programme"), required=False)

    def __init__(
        self,
        places: list[Any],
        abouts: list[tuple[str, str]],
        *args: Any,
        was_at: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        """``was_at``: when the one that is changed was to begin; a moment that is not moved may have passed."""
        super().__init__(*args, **kwargs)
        self.was_at = was_at
        self.zones = {str(place.pk): place.timezone for place in places}
        municipality, about = self.fields["municipality"], self.fields["about"]
        assert isinstance(municipality, forms.ChoiceField)
        assert isinstance(about, forms.ChoiceField)
        municipality.choices = [(str(place.pk), place.name) for place in places]
        if len(places) == 1:
            municipality.widget = forms.HiddenInput()
            municipality.initial = str(places[0].pk)
        about.choices = [("", _("none")), *abouts]

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them; empty where one was refused."""
        data = self.cleaned_data
        zone = ZoneInfo(self.zones[data["municipality"]])
        kept: dict[str, Any] = {
            name: data.get(name, "") for name in ("title", "description", "venue", "online_url", "about")
        }
        kept["starts_at"] = datetime.combine(data["day"], data["starts_time"], zone)
        kept["ends_at"] = datetime.combine(data["day"], data["ends_time"], zone)
        kept["items"] = data.get("programme", [])
        return kept

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said at once, each at its field, in the words of the action."""
        data = super().clean() or {}
        names = ("day", "starts_time", "ends_time", "municipality")
        moments = self.given() if all(name in data for name in names) else {}
        starts = moments.get("starts_at")
        is_past = starts is not None and starts.date() < timezone.localdate(timezone=starts.tzinfo)
        for name, words in problems_with({**data, **moments}, timezone.now(), is_new=starts != self.was_at):
            place = "day" if name == "starts_at" and is_past else self.places.get(name, name)
            is_known = name not in ("starts_at", "ends_at") or moments
            if place in self.fields and place not in self.errors and is_known:
                self.add_error(place, str(words))
        return data

    def rows(self) -> list[dict[str, str]]:
        """The programme as its editor shows it; ``wrong`` names the field of a row that was refused."""
        rows = with_spare(self["programme"].value() or [])
        return [{**row, "wrong": wrong_with(row)[0]} for row in rows] if "programme" in self.errors else rows


class CancelForm(RefusableForm):
    """Why it will not be held."""

    reason = forms.CharField(label=_("Why it is cancelled"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AskForm(VoiceForm):
    """A question from the floor."""

    body = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        error_messages={"required": _("Write something first.")},
    )


class FloorAnswerForm(RefusableForm):
    """What was answered."""

    text = forms.CharField(
        label=_("The answer in a sentence or two"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class GistForm(RefusableForm):
    """What was said."""

    gist = forms.CharField(
        label=_("What was said, in a sentence or two"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AskEverybodyForm(RefusableForm):
    """A question to everybody in the room; the button says whether it is yes and no or has options."""

    places = {"kind": "title"}

    title = forms.CharField(
        label=_("Question to everybody"), max_length=200, error_messages={"required": _("Write the question.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    options = forms.CharField(
        label=_("Options"), max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        help_text=_("One on each line, from 2 to 6."),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label=_("How long"), choices=LASTS, coerce=int, empty_value=None, required=False, initial="2"
    )
    is_secret = forms.BooleanField(label=_("Nobody sees the result before it closes"), required=False)
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, sent: Any = None) -> None:
        super().__init__(sent, initial={"client_key": secrets.token_urlsafe(12), "minutes": "2"})
        self.by_options = bool(sent) and sent.get("kind") == "options"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.by_options and not data.get("options", "").strip():
            self.add_error("options", gettext("Write the options, each on a line of its own."))
        return data

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        data = self.cleaned_data
        options = data["options"].splitlines() if self.by_options else []
        return {**{name: data[name] for name in ("title", "minutes", "is_secret", "client_key")}, "options": options}


class MinutesForm(RefusableForm):
    """The minutes as Markdown."""

    text = forms.CharField(
        label=_("Minutes"), max_length=200_000, strip=False, widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Markdown: # heading, - list, **bold**."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("What is corrected, and why"), max_length=500, required=False,
        help_text=_("The earlier version stays readable."),
    )  # fmt: skip


class CarryForm(RefusableForm):
    """The clause on which it will stand."""

    places = {"body": "clause"}

    clause = forms.ChoiceField(
        label=_("Clause of an open consultation"), error_messages={"required": _("Choose the clause it is about.")}
    )

    def __init__(self, groups: list[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clause = self.fields["clause"]
        assert isinstance(clause, forms.ChoiceField)
        clause.choices = [("", _("— choose a clause —")), *groups]


class HostForm(RefusableForm):
    """Who is to host a session."""

    person = forms.TypedChoiceField(
        label=_("Who is to host it, too"), coerce=int,
        help_text=_("People who speak for an organisation that your municipality vouches for."),
        error_messages={"required": _("Choose somebody."), "invalid_choice": _("Choose somebody of the list.")},
    )  # fmt: skip

    def __init__(self, eligible: list[tuple[int, str]], sent: Any = None) -> None:
        super().__init__(sent)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), *eligible]
