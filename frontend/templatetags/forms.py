"""``{% load forms %}``: form controls tied to their label, help and error."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the control is a single box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag(name="described")
def described_tag(field: BoundField, rows: int = 0, autofocus: bool = False) -> SafeString:
    """The control with ``aria-describedby`` naming the help and the errors that stand beside it."""
    names = [f"{field.id_for_label}_help"] if field.help_text else []
    attrs: dict[str, Any] = {}
    if field.errors:
        names.insert(0, f"{field.id_for_label}_error")
        attrs["aria-invalid"] = "true"
    if names:
        attrs["aria-describedby"] = " ".join(names)
    if rows:
        attrs["rows"] = rows
    if autofocus:
        attrs["autofocus"] = True
    return field.as_widget(attrs=attrs)


@register.filter(name="described")
def described(field: BoundField) -> SafeString:
    """The same as the tag, for a control without settings."""
    return described_tag(field)
