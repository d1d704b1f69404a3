"""The forms of the way in, in our own words: allauth decides what they do, these decide what they ask and say."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.limits import limit, refuse_at_limit
from participation.refusals import BadInput, TooMany

from .names import LONGEST, SHORTEST, chosen_name

Words = Mapping[str, str | Promise]
WRONG_CODES_A_DAY = 30  # for one address, however often a code is asked for


class OwnWords:
    """Labels of ours instead of allauth's; nothing greyed inside the fields, where it would vanish while typing."""

    words: ClassVar[Words] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label = str(self.words[name])
        if "password1" in self.fields:
            self.fields["password1"].help_text = " ".join(str(text) for text in password_validators_help_texts()[1:2])


class SignUp(OwnWords, allauth_forms.SignupForm):
    """A chosen name, an e-mail address, a password."""

    words: ClassVar[Words] = {"email": _("E-mail address"), "password1": _("Password")}
    display_name = forms.CharField(
        label=_("Your name, as others will see it"),
        max_length=LONGEST,
        min_length=SHORTEST,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order: ClassVar[list[str]] = ["display_name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Never shown to others. We send a code there to make sure it is yours.")

    def clean_display_name(self) -> str:
        """The name as the profile would keep it."""
        try:
            return chosen_name(self.cleaned_data["display_name"])
        except BadInput as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def try_save(self, request: Any) -> Any:
        """An address that already has an account takes as long as a new one, so that time says nothing either."""
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1"))
        return super().try_save(request)


class SignIn(OwnWords, allauth_forms.LoginForm):
    """An e-mail address and a password."""

    words: ClassVar[Words] = {"login": _("E-mail address"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the way to a new password stands under the form


class AskReset(OwnWords, allauth_forms.ResetPasswordForm):
    """Where to send the link to a new password."""

    words: ClassVar[Words] = {"email": _("E-mail address")}


class Reset(OwnWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, after the link."""

    words: ClassVar[Words] = {"password1": _("New password"), "password2": _("The same password again")}


class ChangePassword(OwnWords, allauth_forms.ChangePasswordForm):
    """A new password, by whoever knows the present one."""

    words: ClassVar[Words] = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("The same password again"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class ChangeAddress(OwnWords, allauth_forms.AddEmailForm):
    """Another e-mail address."""

    words: ClassVar[Words] = {"email": _("New e-mail address")}


class OtherAddress(OwnWords, allauth_forms.ChangeEmailForm):
    """Another e-mail address while the first waits to be confirmed."""

    words: ClassVar[Words] = {"email": _("E-mail address")}


class ConfirmCode(OwnWords, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code from the mail."""

    words: ClassVar[Words] = {"code": _("Code from the message")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits.")
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "maxlength": "12", "class": "code-input"})

    def clean_code(self) -> str:
        """The code, spaced as one likes. Wrong ones are counted by address too: six digits are not many."""
        counted = f"code:{str(self.email or '').lower()}"
        try:
            refuse_at_limit(counted, times=WRONG_CODES_A_DAY, seconds=86_400)
        except TooMany as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        try:
            return str(super().clean_code())
        except forms.ValidationError:
            with suppress(TooMany):
                limit(counted, times=WRONG_CODES_A_DAY, seconds=86_400)
            raise


class SayPasswordAgain(OwnWords, allauth_forms.ReauthenticateForm):
    """The password, before something that matters."""

    words: ClassVar[Words] = {"password": _("Password")}
