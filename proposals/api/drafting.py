"""What officials send while they prepare a consultation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from rest_framework import serializers

from participation.documents.limits import MAX_TEXT

from ..actions.drafts import SECTIONS
from ..actions.trees import OPS
from ..models import Consultation, Passage
from ..selectors.details import detail

# Which arguments each change of the tree takes beside its key; those without a "?" are required.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "edit": ("kind?", "label?", "heading?", "body?"),
    "retype": ("kind",),
    "relabel": ("label",),
    "split": ("at",),
    "add": ("where?", "kind?"),
    "remove": ("whole?",),
    "split_rows": (),
}


class DraftIn(serializers.Serializer[Any]):
    """A new draft."""

    municipality = serializers.CharField(max_length=8, help_text="code, such as VAR16")
    kind = serializers.ChoiceField(choices=Consultation.Kind.choices)
    title = serializers.CharField(max_length=240)
    language = serializers.ChoiceField(
        choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE
    )


class DetailsIn(serializers.Serializer[Any]):
    """The details of a draft; leave out what stays as it is."""

    planned_opens_at = serializers.DateTimeField(allow_null=True, help_text="null: when it is published")
    planned_closes_at = serializers.DateTimeField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """The fields of every section, with the limits of their table."""
        fields = super().get_fields()
        for name in (name for names in SECTIONS.values() for name in names if name not in fields):
            fields[name] = _field(name)
        return fields


def _field(name: str) -> serializers.Field[Any, Any, Any, Any]:
    column: models.Field[Any, Any] = Consultation._meta.get_field(name)  # type: ignore[assignment]  # none is a relation
    if column.choices:
        return serializers.ChoiceField(choices=column.choices)
    about = detail(name)
    if about.is_email:
        return serializers.EmailField(allow_blank=True, max_length=about.limit)
    return serializers.CharField(allow_blank=name != "title", max_length=about.limit)


class ImportIn(serializers.Serializer[Any]):
    """A file or a text."""

    file = serializers.FileField(required=False, max_length=200)
    text = serializers.CharField(required=False, max_length=MAX_TEXT)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two."""
        if ("file" in attrs) == ("text" in attrs):
            raise serializers.ValidationError(_("Send a file or a text."))
        return attrs


class TreeNodeOut(serializers.Serializer[Any]):
    """A clause of a draft."""

    key = serializers.CharField()
    depth = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Passage.Kind.choices)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field's name
    heading = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)


class TreeOut(serializers.Serializer[Any]):
    """The clause tree in reading order."""

    consultation = serializers.IntegerField()
    revision = serializers.IntegerField(help_text="send it with the next change")
    undoes = serializers.CharField(allow_blank=True, help_text="what `undo` would take back")
    redoes = serializers.CharField(allow_blank=True)
    focus = serializers.CharField(allow_blank=True, help_text="the clause to look at after the change")
    import_job = serializers.IntegerField(allow_null=True, help_text="the import that the text came from")
    clauses = TreeNodeOut(many=True)


class TreeChange(serializers.Serializer[Any]):
    """One change of the tree as it was at `revision`."""

    operation = serializers.ChoiceField(choices=[*OPS, "undo", "redo"])
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    key = serializers.CharField(max_length=20, default="", allow_blank=True, help_text="the clause")
    kind = serializers.ChoiceField(choices=Passage.Kind.choices, required=False)
    label = serializers.CharField(max_length=200, required=False, allow_blank=True)  # type: ignore[assignment]  # a field's name
    heading = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    body = serializers.CharField(max_length=200_000, required=False, allow_blank=True, trim_whitespace=False)
    at = serializers.IntegerField(min_value=0, max_value=200_000, required=False, help_text="character to split before")
    where = serializers.ChoiceField(choices=["before", "after", "inside"], required=False)
    whole = serializers.BooleanField(required=False, help_text="remove with everything inside")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the operation needs is there."""
        needed = [name for name in ARGUMENTS.get(attrs["operation"], ()) if not name.endswith("?")]
        missing = {name: [_("This change needs it.")] for name in needed if name not in attrs}
        if missing:
            raise serializers.ValidationError(missing)
        return attrs


def arguments_of(wanted: dict[str, Any]) -> dict[str, Any]:
    """The arguments that the operation takes, of those that were sent."""
    names = [name.rstrip("?") for name in ARGUMENTS.get(wanted["operation"], ())]
    return {name: wanted[name] for name in names if name in wanted}


class ReadinessItem(serializers.Serializer[Any]):
    """One line of the checklist."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field's name
    ok = serializers.BooleanField()
    is_advice = serializers.BooleanField(help_text="true: blocks nothing")
    url = serializers.CharField(help_text="path where it is put right on the site")


class PublishIn(serializers.Serializer[Any]):
    """When it opens and closes."""

    opens_at = serializers.DateTimeField(required=False, allow_null=True, help_text="absent: as planned, or now")
    closes_at = serializers.DateTimeField(required=False, allow_null=True, help_text="absent: as planned")


class WithdrawIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=2000)


class ExtendIn(serializers.Serializer[Any]):
    """A later closing, and why."""

    closes_at = serializers.DateTimeField(help_text="after the closing so far")
    reason = serializers.CharField(max_length=2000, help_text="published")


class ReportIn(serializers.Serializer[Any]):
    """Words that stand above the report."""

    note = serializers.CharField(max_length=20_000, default="", allow_blank=True)


class AdoptIn(serializers.Serializer[Any]):
    """The decision."""

    decision_number = serializers.CharField(max_length=60)
    adopted_on = serializers.DateField(required=False, help_text="absent: today")
