"""What people type about hours and certificates."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontend.fields import KeyField
from frontend.projects.refusable import Refusable
from participation.refusals import Refused, Stale

LONGEST = 16  # hours on one day
NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
WHOLE = _("A whole number, for example 2.")
APART = _("Write hours and minutes apart, for example 2 hours and 30 minutes.")
PARTED = re.compile(r"\s*\d+\s*[.,:]\s*\d+\s*$")


class WholeField(forms.IntegerField):
    """Hours or minutes; a length with both in one is told how to write it."""

    def to_python(self, value: Any) -> int | None:
        try:
            return super().to_python(value)
        except ValidationError:
            if PARTED.match(str(value)):
                raise ValidationError(APART, code="apart") from None
            raise


class Length(Refusable):
    """How long something took, as hours and minutes; the action counts in minutes alone."""

    places = {"minutes": "hours"}

    hours = WholeField(
        label=_("Hours"), min_value=0, max_value=LONGEST, required=False, widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": WHOLE, "min_value": WHOLE, "max_value": _("At most 16 hours on one day.")},
    )  # fmt: skip
    minutes = WholeField(
        label=pgettext_lazy("length of time", "Minutes"), min_value=0, max_value=59, required=False,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": WHOLE, "min_value": WHOLE, "max_value": _("At most 59 minutes: more are hours.")},
    )  # fmt: skip

    def length(self) -> int:
        """In minutes; 0 where nothing was typed, which the action refuses in its words."""
        return 60 * (self.cleaned_data.get("hours") or 0) + (self.cleaned_data.get("minutes") or 0)


class HoursForm(Length):
    """Hours of work on a day."""

    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("A day like 2027-07-14.")},
    )  # fmt: skip
    task = forms.TypedChoiceField(label=_("Task"), coerce=int, empty_value=None, required=False)
    words = forms.CharField(
        label=_("What you did"), max_length=500, required=False,
        help_text=_("A few words help whoever confirms it."), widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )  # fmt: skip
    field_order = ("day", "hours", "minutes", "task", "words")

    def __init__(self, tasks: list[tuple[int, str]], *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        field = self.fields["task"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none of these")), *tasks]
        if not tasks:
            del self.fields["task"]

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        told = self.cleaned_data
        return {"day": told["day"], "minutes": self.length(), "words": told["words"], "task_id": told.get("task")}


class CorrectionForm(HoursForm):
    """Hours that were noted, corrected; of the same task."""

    seen = KeyField(required=False)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__([], *args, **how)

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them, with the version that was seen."""
        told = super().given()
        del told["task_id"]
        return {**told, "seen": self.cleaned_data["seen"]}


class Seen(Refusable):
    """A form about hours as somebody saw them."""

    seen = KeyField(required=False)


class DoubtForm(Seen):
    """What a coordinator asks about somebody's hours."""

    reason = forms.CharField(
        label=_("What is not clear"), max_length=500, help_text=_("They read it, and answer or correct it."),
        error_messages={"required": _("Say what is not clear: the person will answer.")},
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )  # fmt: skip


class SettleForm(Seen):
    """What somebody says to a question about their hours."""

    reply = forms.CharField(
        label=pgettext_lazy("to a question about hours", "Your answer"), max_length=500,
        error_messages={"required": _("Say something to the question.")},
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )  # fmt: skip


class RevokeForm(Refusable):
    """Why a certificate is no longer valid."""

    reason = forms.CharField(
        label=_("Why"), max_length=500, help_text=_("Its holder reads it; whoever checks the certificate does not."),
        error_messages={"required": _("Say why it is revoked: its holder reads it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class CodeForm(Refusable):
    """The code of a certificate, as somebody reads it off the paper."""

    code = forms.CharField(
        label=_("Code of the certificate"), max_length=60,
        help_text=_("Sixteen letters and digits, such as ABCD-EFGH-JKLM-NPQR. Dashes and capitals do not matter."),
        error_messages={"required": _("Type the code that stands on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


def see(form: forms.Form, refusal: Refused, version: int) -> None:
    """It was changed elsewhere, which the page says: what is typed here counts when it is sent once more."""
    if isinstance(refusal, Stale):
        sent: Any = form.data
        newer = sent.copy()
        newer["seen"] = str(version)
        form.data = newer
