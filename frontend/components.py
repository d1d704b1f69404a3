"""The components of the site and the parameters each one takes.

A component is a template in ``templates/components/``. Its parameters are declared here: naming one that is not
declared, or leaving out one that is required, is an error when the page's template is compiled, not a silent blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Component:
    """What a component must be given and what it may be given, with the values used where it is not."""

    required: frozenset[str] = frozenset()
    optional: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    takes_content: bool = False

    def problem_with(self, given: set[str]) -> str:
        """Why these parameter names do not fit, or an empty string."""
        if unknown := given - self.required - set(self.optional):
            return f"unknown parameter {', '.join(sorted(unknown))}"
        if missing := self.required - given:
            return f"missing parameter {', '.join(sorted(missing))}"
        return ""


def _c(*required: str, content: bool = False, **optional: Any) -> Component:
    return Component(frozenset(required), MappingProxyType(optional), content)


COMPONENTS: Mapping[str, Component] = MappingProxyType(
    {
        "avatar": _c("name", organisation=False),
        "breadcrumbs": _c("items"),
        "button": _c(
            "label",
            tone="",
            type="submit",
            name="",
            value="",
            href="",
            icon="",
            small=False,
            wide=False,
            form="",
            disabled=False,
            target_id="",
        ),
        "card": _c(content=True, title="", href="", quiet=False, level=2, id=""),
        "choices": _c("field", hide_legend=False),
        "copy": _c("value", "label"),
        "empty": _c("title", text="", href="", label="", level=2),
        "field": _c("field", hide_label=False, rows=0, autofocus=False, blamed=None, hide_optional=False),
        "fieldset": _c("legend", content=True, help="", error=""),
        "form_errors": _c("form"),
        "message": _c("text", tone="", role="status"),
        "note": _c(content=True, tone=""),
        "pager": _c("page", query=""),
        "pictures": _c("kept", "id"),
        "preview": _c("form", "id"),
        "progress": _c("value", "max", "label", id=""),
        "segmented": _c("legend", "name", "options", value="", hide_legend=False),
        "sheet": _c("id", "title", content=True),
        "state": _c("consultation"),
        "table": _c("caption", content=True, hide_caption=False),
        "tag": _c("label", tone="", line=False),
        "voice": _c("voices", selected="", id="voice"),
    }
)
