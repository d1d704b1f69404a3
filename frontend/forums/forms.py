"""What people write in forums."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.parts import told_part
from frontend.consultations.forms import VoiceForm
from frontend.fields import KeyField
from frontend.pictures.preview import WithPictures

EMPTY = {"required": _("Write something first.")}
HELP = _("Write @ and a name to tell somebody of it.")


class TopicForm(WithPictures, VoiceForm):
    """A topic and its first post."""

    category = forms.ChoiceField(label=_("Part of the forum"))
    title = forms.CharField(
        label=_("Title"),
        help_text=_("What it is about, in a few words."),
        max_length=200,
        error_messages={"required": _("Give the topic a title.")},
    )
    body = forms.CharField(
        label=_("Your post"),
        help_text=HELP,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7, "data-grow": ""}),
        error_messages=EMPTY,
    )

    def __init__(self, *args: Any, categories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(str(one.pk), told_part(one.title)) for one in categories]  # type: ignore[attr-defined]  # a field with choices


class SayForm(WithPictures, VoiceForm):
    """A post at the end of a topic, perhaps in answer to another."""

    parent = KeyField(required=False, widget=forms.HiddenInput(attrs={"data-parent": ""}))
    quote = forms.CharField(
        label=_("Words of the post you answer"),
        help_text=_("Copy them from it; they are shown above yours."),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-quote": ""}),
    )
    body = forms.CharField(
        label=_("Your post"),
        help_text=HELP,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "data-grow": ""}),
        error_messages=EMPTY,
    )


class PostForm(WithPictures):
    """New words for a post of one's own."""

    body = forms.CharField(
        label=_("Your post"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "data-grow": ""}),
        error_messages=EMPTY,
    )


class TitleForm(forms.Form):
    """What a topic is called."""

    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Give the topic a title.")})


class MoveForm(forms.Form):
    """Where a topic goes."""

    category = forms.ChoiceField(label=_("Move it to"))

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.forum.title}: {told_part(one.title)}") for one in places]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]  # a field with choices


class MergeForm(forms.Form):
    """The topic that another one joins."""

    into = forms.CharField(
        label=_("Merge it into"),
        help_text=_("The address or the number of the other topic. These posts will stand behind its own."),
        max_length=200,
        error_messages={"required": _("Name the other topic.")},
    )


class SplitForm(forms.Form):
    """What the new topic is called; its posts are chosen beside it."""

    title = forms.CharField(
        label=_("Title of the new topic"), max_length=200, error_messages={"required": _("Give the topic a title.")}
    )


class StartingForm(forms.Form):
    """Who starts topics in a forum."""

    starting = forms.ChoiceField(
        label=_("Who starts topics"),
        choices=[("everyone", _("everyone")), ("hosts", _("the hosts alone"))],
        widget=forms.RadioSelect,
    )


class CategoryForm(forms.Form):
    """A part of a forum."""

    title = forms.CharField(
        label=_("Name of the part"), max_length=120, error_messages={"required": _("Give the part a name.")}
    )
    description = forms.CharField(label=_("What it is for"), max_length=300, required=False)


class NewCategoryForm(forms.Form):
    """A part that the forum has not yet; without a name none is added."""

    title = forms.CharField(label=_("Name of the new part"), max_length=120, required=False)
    description = forms.CharField(label=_("What it is for"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A description alone is no part."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("description") and not data.get("title"):
            self.add_error("title", _("Give the part a name."))
        return data
