"""What a person tells about themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.core import context
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from frontend import proof
from participation.accounts import forms as accounts_forms
from participation.accounts.actions import TERMS
from participation.limits import limit_address
from participation.places.actions import set_residence
from participation.places.selectors import list_municipalities
from participation.refusals import Refused
from participation.rest.throttles import address_of

from .coming_from import place_come_from

TERM_WORDS = {30: _("a month"), 90: _("three months"), 365: _("a year")}
MAY = (("read", _("read")), ("write", _("read and write")))


def places_by_district() -> list[Any]:
    """Every municipality as choices, grouped by district in the reader's alphabet."""
    districts: dict[str, list[tuple[str, str]]] = {}
    for place in list_municipalities():
        districts.setdefault(place.region.name, []).append((place.code, place.name))
    groups = [(district, sorted(places, key=lambda place: place[1])) for district, places in sorted(districts.items())]
    return [("", _("not said")), *groups]


class RuledForm(forms.Form):
    """A form that shows an action's refusal at its field."""

    def refuse(self, refusal: Refused) -> None:
        """Show why the action refused, at the field it is about."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class SignUp(accounts_forms.SignUp):
    """The way in, which also asks where one lives."""

    municipality = forms.ChoiceField(
        label=_("Where you live"),
        required=False,
        help_text=_("Shown to nobody."),
    )
    field_order: ClassVar[list[str]] = ["display_name", "email", "password1", "municipality"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = places_by_district()  # type: ignore[attr-defined]  # a choice field
        self.initial.setdefault("municipality", place_come_from(context.request))

    def clean(self) -> dict[str, Any]:
        """A proof that no program signs up in masses, asked for once everything else is right; limits by address."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            proof.check(context.request, "sign_up")
            times, seconds = settings.API_RATES["sign_ups"]
            network_times, _seconds = settings.API_RATES["sign_ups.network"]
            address = address_of(context.request)
            limit_address("sign_up", address, times=times, network_times=network_times, seconds=seconds)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return cleaned

    def custom_signup(self, request: Any, user: Any) -> None:
        """The residence is kept with the new person."""
        super().custom_signup(request, user)
        set_residence(user=user, code=self.cleaned_data["municipality"])


class ProfileForm(RuledForm):
    """Name, residence, language, mail, who sees one."""

    display_name = forms.CharField(
        label=_("Your name, as others see it"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("It stands beside everything you wrote, also before."),
    )
    municipality = forms.ChoiceField(label=_("Where you live"), required=False, help_text=_("Shown to nobody."))
    language = forms.ChoiceField(label=_("Language of the site and of mails"), choices=settings.LANGUAGES)
    mail_answers = forms.BooleanField(
        label=_("Write me when something happens that concerns me"),
        required=False,
        help_text=_("Answers to what you said, and what you follow. It is in the bell in any case."),
    )
    is_seen = forms.BooleanField(
        label=_("Let others see when I am reading or writing"),
        required=False,
        help_text=_("In topics and public forums: your name stands there for everybody while you are. Kept nowhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = places_by_district()  # type: ignore[attr-defined]  # a choice field


class TokenForm(RuledForm):
    """A new key to the API."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    may = forms.ChoiceField(label=_("It may"), choices=MAY, initial="read")
    days = forms.TypedChoiceField(
        label=_("Valid for"), coerce=int, choices=[(days, TERM_WORDS[days]) for days in TERMS], initial=90
    )


class EraseForm(RuledForm):
    """Leaving for good: the password, so that nobody else does it."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    sure = forms.BooleanField(label=_("I know that this cannot be undone"))
