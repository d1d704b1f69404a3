"""What hosts write about polls."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.organisations.forms import RuledForm
from participation.polls.actions.plans import LONGEST_TEXT, LONGEST_TITLE, Plan

KINDS = (
    ("single", gettext_lazy("Choose one option")),
    ("several", gettext_lazy("Choose several options")),
    ("points", gettext_lazy("Share out points over the options")),
    ("yesno", gettext_lazy("Yes, no or abstain")),
)
BY = (("person", gettext_lazy("people, each one vote")), ("organisation", gettext_lazy("organisations, each one vote")))
LASTS = (
    ("", gettext_lazy("until the moment below")),
    ("5", gettext_lazy("5 minutes")),
    ("15", gettext_lazy("15 minutes")),
    ("60", gettext_lazy("1 hour")),
    ("1440", gettext_lazy("1 day")),
    ("10080", gettext_lazy("7 days")),
)


MOMENTS = {"closes_at": "closes_day", "opens_at": "opens_day"}  # what the action calls them → where they are typed
BEGINS = (
    ("now", gettext_lazy("at once")),
    ("at", gettext_lazy("by itself, at the moment below")),
    ("later", gettext_lazy("when I open it")),
)


class PollForm(RuledForm):
    """A poll as its host wants it, with the moments of the municipality's clock on the wall."""

    municipality = forms.TypedChoiceField(label=gettext_lazy("Municipality"), coerce=int)
    title = forms.CharField(
        label=gettext_lazy("Question"), max_length=LONGEST_TITLE,
        help_text=gettext_lazy("One question, in plain words, as you would ask a neighbour."),
    )  # fmt: skip
    description = forms.CharField(
        label=gettext_lazy("What people should know before they vote"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("How people vote"), choices=KINDS, widget=forms.RadioSelect, initial="single",
        error_messages={"required": gettext_lazy("Choose how people vote.")},
    )  # fmt: skip
    options = forms.CharField(
        label=gettext_lazy("Options"), max_length=6000, required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-grow": ""}),
        help_text=gettext_lazy("One on each line, from 2 to 20."),
    )  # fmt: skip
    limit = forms.IntegerField(
        label=gettext_lazy("How many at most"), required=False, min_value=1, max_value=1000,
        help_text=gettext_lazy("Options one may choose, or points one shares out. Empty: all options, or 10 points."),
    )  # fmt: skip
    by = forms.ChoiceField(
        label=gettext_lazy("Who votes"), choices=BY, widget=forms.RadioSelect, initial="person",
        error_messages={"required": gettext_lazy("Choose who votes.")},
    )  # fmt: skip
    is_secret = forms.BooleanField(
        label=gettext_lazy("Secret until it closes"), required=False,
        help_text=gettext_lazy("Until then everybody, you too, sees only how many have voted. Who chose what is never shown."),
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=gettext_lazy("Least number of votes (quorum)"), required=False, min_value=1, max_value=10_000_000,
        help_text=gettext_lazy("The result says whether so many took part."),
    )  # fmt: skip
    lasts = forms.ChoiceField(label=gettext_lazy("It is open for"), choices=LASTS, required=False)
    closes_day = forms.DateField(
        label=gettext_lazy("Closes on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    closes_time = forms.TimeField(
        label=gettext_lazy("at"), required=False, initial=time(20, 0),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    begins = forms.ChoiceField(
        label=gettext_lazy("When it opens"), choices=BEGINS, widget=forms.RadioSelect, initial="now", required=False,
        help_text=gettext_lazy("Until it opens only those who may open it see it."),
    )  # fmt: skip
    opens_day = forms.DateField(
        label=gettext_lazy("Opens on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    opens_time = forms.TimeField(
        label=gettext_lazy("at"), required=False, initial=time(9, 0),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, places: list[Any], sent: Any = None, *, poll: Any = None, lasts: str = "") -> None:
        """``places``: where the host may ask. ``poll``: the one that is changed. ``lasts``: minutes a new one is open."""
        initial = {"client_key": secrets.token_urlsafe(12), "lasts": lasts, **(_said_of(poll) if poll else {})}
        super().__init__(sent, initial=initial)
        self.zones = {place.pk: place.timezone for place in places}
        field = self.fields["municipality"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(place.pk, place.name) for place in places]
        if len(places) == 1:
            field.widget = forms.HiddenInput()
            field.initial = places[0].pk
        if poll is not None:
            self._leave_beginnings(is_prepared=poll.state == "prepared")

    def _leave_beginnings(self, *, is_prepared: bool) -> None:
        """What was asked before opens later or not any more; to open it now has a button of its own."""
        if is_prepared:
            begins = self.fields["begins"]
            assert isinstance(begins, forms.ChoiceField)
            begins.choices, begins.initial = BEGINS[1:], "later"
            return
        for name in ("begins", "opens_day", "opens_time"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins") == "at" and not data.get("opens_day") and "opens_day" not in self.errors:
            self.add_error("opens_day", _("Choose the day on which it opens."))
        if not self.errors and not data.get("lasts") and not data.get("closes_day"):
            self.add_error("closes_day", _("Choose how long it is open, or the day on which it closes."))
        return data

    def plan(self) -> Plan:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        names = ("title", "description", "kind", "limit", "by", "is_secret", "quorum")
        options = data["options"].splitlines()
        opens_at = self._moment("opens") if data.get("begins") == "at" else None
        said = {name: data[name] for name in names}
        return Plan(opens_at=opens_at, closes_at=self._closes_at(opens_at), options=options, **said)

    @property
    def opens_at_once(self) -> bool:
        """Whether it takes votes as soon as it is made."""
        return self.cleaned_data["begins"] in ("now", "")

    def _closes_at(self, opens_at: datetime | None) -> datetime:
        if self.cleaned_data["lasts"]:
            return (opens_at or timezone.now()) + timedelta(minutes=int(self.cleaned_data["lasts"]))
        return self._moment("closes")

    def _moment(self, name: str) -> datetime:
        """Day and time as the clock of the municipality shows them."""
        at = self.cleaned_data[f"{name}_time"] or self.fields[f"{name}_time"].initial
        zone = ZoneInfo(self.zones[self.cleaned_data["municipality"]])
        return datetime.combine(self.cleaned_data[f"{name}_day"], at, tzinfo=zone)

    def refuse(self, refusal: Any) -> None:
        """Show why the action refused, at the field it is about."""
        if refusal.field == "client_key":
            self.data = {**{name: self.data[name] for name in self.data}, "client_key": secrets.token_urlsafe(12)}
        name = MOMENTS.get(refusal.field, refusal.field)
        self.add_error(name if name in self.fields else None, str(refusal))


def _said_of(poll: Any) -> dict[str, Any]:
    """What the form begins with when a poll is changed."""
    zone = ZoneInfo(poll.municipality.timezone)
    closes = poll.window.closes_at.astimezone(zone) if poll.window.closes_at else None
    opens = poll.window.opens_at.astimezone(zone) if poll.window.opens_at else None
    names = ("title", "description", "kind", "limit", "by", "is_secret", "quorum")
    return {
        **{name: getattr(poll, name) for name in names},
        "options": "\n".join(option.text for option in poll.options.all()),
        "lasts": "",
        **({"closes_day": closes.date(), "closes_time": closes.time()} if closes else {}),
        **({"begins": "at", "opens_day": opens.date(), "opens_time": opens.time()} if opens else {}),
    }


class CloseForm(RuledForm):
    """Why a poll closes before its time; one without a moment of closing needs no reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody will read it beside the result."),
        error_messages={"required": gettext_lazy("Say why it closes early: everybody will read it.")},
    )  # fmt: skip

    def __init__(self, *args: Any, poll: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].required = poll.window.closes_at is not None
