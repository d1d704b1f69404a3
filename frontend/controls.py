"""Text boxes and hidden fields drawn in Python: nearly every page has some. All other controls Django draws itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

INPUTS = frozenset(f"django/forms/widgets/{name}.html" for name in ("hidden", "text", "email", "input"))
TEXTAREA = "django/forms/widgets/textarea.html"


class Controls(DjangoTemplates):
    """Django's renderer of forms, which says exactly the same (a test holds the two together), sooner."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The control's HTML."""
        if template_name in INPUTS:
            return mark_safe(_input(context["widget"]))  # every value in it is escaped here
        if template_name == TEXTAREA:
            return mark_safe(_textarea(context["widget"]))  # the same
        return super().render(template_name, context, request)


def _text(value: Any) -> str:
    """For HTML, inside quotes too."""
    return conditional_escape(value if hasattr(value, "__html__") else str(value))


def _attributes(attributes: Mapping[str, object]) -> str:
    shown = ((name, value) for name, value in attributes.items() if value is not False)
    return "".join(f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"' for name, value in shown)


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'
