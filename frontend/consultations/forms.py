"""What people write on a clause."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.fields import KeyField
from frontend.pictures.preview import WithPictures
from participation.refusals import Refused

ARGUMENTS = (("for", _("For"), "support"), ("against", _("Against"), "oppose"), ("question", _("Question"), "unsure"))


class VoiceForm(forms.Form):
    """Shared: for whom one speaks, and the key that makes a form sent twice harmless."""

    organisation = KeyField(required=False)
    # Without an id: several forms of a page have one.
    client_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("client_key", secrets.token_urlsafe(12))
        super().__init__(*args, **kwargs)

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal of the action at the field it is about; a key used elsewhere is replaced by a fresh one."""
        if refusal.field == "client_key":
            self.data = {**{name: self.data[name] for name in self.data}, "client_key": secrets.token_urlsafe(12)}
        shown = refusal.field in self.fields and not self.fields[refusal.field].widget.is_hidden
        self.add_error(refusal.field if shown else None, str(refusal))

    @property
    def chosen_voice(self) -> str:
        """The organisation chosen before, for the list to keep."""
        return str(self["organisation"].value() or "")


class CommentForm(WithPictures, VoiceForm):
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

    quote = forms.CharField(
        label=_("Words of the clause"),
        help_text=_("Copied from its text; they are shown above your comment."),
        required=False,
        widget=forms.TextInput(attrs={"data-quote-field": "", "autocomplete": "off"}),
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


class EditForm(WithPictures):
    """New words for a comment of one's own."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first.")},
    )
