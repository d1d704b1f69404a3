"""What people write on a clause."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.refusals import Refused

ARGUMENTS = (("for", _("For"), "support"), ("against", _("Against"), "oppose"), ("question", _("Question"), "unsure"))


class VoiceForm(forms.Form):
    """Shared: for whom one speaks, and the key that makes a form sent twice harmless."""

    organisation = forms.IntegerField(required=False, widget=forms.HiddenInput)
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("client_key", secrets.token_urlsafe(12))
        super().__init__(*args, **kwargs)

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal of the action at the field it is about."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    @property
    def chosen_voice(self) -> str:
        """The organisation chosen in what was sent, for the list to keep."""
        return str(self.data.get("organisation", "")) if self.is_bound else ""


class CommentForm(VoiceForm):
    """A comment or an answer to one."""

    argument = forms.ChoiceField(
        label=_("Your comment is"),
        required=False,
        choices=[("", ""), *[(value, label) for value, label, _t in ARGUMENTS]],
    )
    body = forms.CharField(
        label=_("Your comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        error_messages={"required": _("Write something first.")},
    )

    @property
    def arguments(self) -> tuple[tuple[str, Any, str], ...]:
        """The kinds of argument as a segmented choice."""
        return ARGUMENTS

    @property
    def chosen_argument(self) -> str:
        """What was chosen before, to be kept."""
        return str(self["argument"].value() or "")


class SuggestForm(VoiceForm):
    """Another wording and why."""

    text = forms.CharField(
        label=_("The text as you want it"),
        help_text=_("Change the words directly; below you see what changes."),
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5, "data-diff": ""}),
        error_messages={"required": _("To remove the clause altogether, say so in a comment.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a sentence why it should be changed.")},
    )


class EditForm(forms.Form):
    """New words for a comment of one's own."""

    body = forms.CharField(label=_("Your comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
