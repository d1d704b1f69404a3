"""What people write about organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.places.selectors import list_municipalities
from participation.refusals import Refused

KINDS = (
    ("ngo", _("non-governmental organisation")),
    ("business", _("business")),
    ("library", _("library")),
    ("school", _("school")),
    ("culture", _("community centre or museum")),
    ("institution", _("public institution")),
)


class RuledForm(forms.Form):
    """A form that shows an action's refusal at its field."""

    def refuse(self, refusal: Refused) -> None:
        """Show why the action refused, at the field it is about."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class RegisterForm(RuledForm):
    """An organisation that wants to be heard."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    municipality = forms.TypedChoiceField(
        label=_("Municipality"), coerce=int, help_text=_("Its officials vouch for the organisation.")
    )
    registration_number = forms.CharField(
        label=_("Register number (ЕИК)"), max_length=20, required=False, help_text=_("9 or 13 digits, if it has one.")
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    about = forms.CharField(
        label=_("What it does"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
    )
    post = forms.CharField(label=_("Your post in it"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(place.pk, place.name) for place in list_municipalities(live_only=True)]
        self.fields["municipality"].choices = [("", _("Choose…")), *places]  # type: ignore[attr-defined]  # a choice field


class RefuseForm(RuledForm):
    """Why an organisation is not vouched for."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
        help_text=_("Its representatives read this."),
        error_messages={"required": _("Say why, so that they can put it right.")},
    )


class InviteForm(RuledForm):
    """Somebody who is to speak for it as well."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person with this address accepts the invitation. Until then you see nothing but the address."),
    )
    post = forms.CharField(label=_("Post"), max_length=120, required=False)
