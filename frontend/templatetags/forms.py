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


@register.filter
def is_password(field: BoundField) -> bool:
    """Whether the control hides what is typed."""
    return isinstance(field.field.widget, forms.PasswordInput)


@register.filter
def asks_password(form: forms.BaseForm) -> bool:
    """Whether the form comes back with a box emptied: passwords are never sent back to the page."""
    return any(is_password(field) for field in form.visible_fields())


@register.filter
def asks_one_thing(form: forms.BaseForm) -> bool:
    """Whether there is one field alone, whose own error says everything."""
    return len(form.visible_fields()) == 1


@register.simple_tag
def wrong_fields(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """What is wrong where: label, the id to go to (none of a hidden field) and the message."""
    return [
        (str(field.label), "" if field.is_hidden else _anchor(field), str(error))
        for field in form
        for error in field.errors
    ]


def _anchor(field: BoundField) -> str:
    """The id of the control, or of the first of several that belong together."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag(name="described")
def described_tag(field: BoundField, rows: int = 0, autofocus: bool = False, blamed: object = None) -> SafeString:
    """The control with ``aria-describedby`` naming the help and the errors that stand beside it.

    ``blamed``: it is wrong by what the summary at the top of its form says.
    """
    names = [f"{field.id_for_label}_help"] if field.help_text else []
    attrs: dict[str, Any] = {}
    if field.errors:
        names.insert(0, f"{field.id_for_label}_error")
        attrs["aria-invalid"] = "true"
        if asks_one_thing(field.form):
            attrs["data-focus"] = ""
    if blamed:
        names.insert(0, "form-errors")
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
