"""``{% load ui %}``: components with declared parameters, icons, and the small words of a page.

``{% component "tag" label=name %}`` draws a component; ``{% wrap "card" title=name %}…{% endwrap %}`` one that has
something inside. Both refuse, when the template is compiled, a parameter that the component does not declare.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.base import FilterExpression, Node, NodeList, Parser, Template, Token, token_kwargs
from django.template.engine import Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from frontend import painted
from frontend.components import COMPONENTS

register = template.Library()
INHERITED = ("request", "csrf_token", "user")


class ComponentNode(Node):
    """One use of a component in a template."""

    def __init__(self, name: str, values: dict[str, FilterExpression], nodelist: NodeList | None) -> None:
        self.name, self.values, self.nodelist = name, values, nodelist or NodeList()
        self.template_name = f"components/{name}.html"

    def render(self, context: template.Context) -> SafeString:
        """The component's HTML. It sees its own parameters, the request and nothing else of the page."""
        values: dict[str, Any] = dict(COMPONENTS[self.name].optional)
        values.update({key: expression.resolve(context) for key, expression in self.values.items()})
        if self.name in painted.PAINTED:
            return painted.PAINTED[self.name](**values)
        if COMPONENTS[self.name].takes_content:
            values["content"] = self.nodelist.render(context)
        for key in INHERITED:
            if key in context:
                values.setdefault(key, context[key])
        return mark_safe(str(_template(self.template_name).render(context.new(values))))  # a template's output is safe


@cache
def _template(name: str) -> Template:
    """A component's template, compiled once per process."""
    return Engine.get_default().get_template(name)


def _parse(parser: Parser, token: Token, takes_content: bool) -> tuple[str, dict[str, FilterExpression]]:
    bits = token.split_contents()
    if len(bits) < 2 or bits[1][0] not in "\"'":
        raise template.TemplateSyntaxError(f"{bits[0]} needs the name of a component in quotes")
    name, rest = bits[1][1:-1], bits[2:]
    values = token_kwargs(rest, parser)
    declared = COMPONENTS.get(name)
    if declared is None:
        raise template.TemplateSyntaxError(f"no component is called {name}")
    if rest:
        raise template.TemplateSyntaxError(f"component {name}: cannot read {' '.join(rest)}")
    if declared.takes_content is not takes_content:
        raise template.TemplateSyntaxError(
            f"component {name} is used with {'wrap' if declared.takes_content else 'component'}"
        )
    if problem := declared.problem_with(set(values)):
        raise template.TemplateSyntaxError(f"component {name}: {problem}")
    return name, values


@register.tag("component")
def do_component(parser: Parser, token: Token) -> ComponentNode:
    """A component without inner content."""
    name, values = _parse(parser, token, takes_content=False)
    return ComponentNode(name, values, None)


@register.tag("wrap")
def do_wrap(parser: Parser, token: Token) -> ComponentNode:
    """A component around what stands between ``{% wrap %}`` and ``{% endwrap %}``."""
    name, values = _parse(parser, token, takes_content=True)
    nodelist = parser.parse(("endwrap",))
    parser.delete_first_token()
    return ComponentNode(name, values, nodelist)


register.simple_tag(painted.icon, name="icon")
register.simple_tag(painted.options, name="options")


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's query string with these parameters changed; ``None`` or an empty value removes one."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            params.pop(key, None)
        else:
            params[key] = str(value)
    encoded = params.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.simple_tag(takes_context=True)
def error_prefix(context: template.Context) -> str:
    """What the title of a page begins with after a form was refused; nothing otherwise."""
    values: Iterable[Any] = context.flatten().values()
    refused = any(value.is_bound and value.errors for value in values if isinstance(value, BaseForm))
    return _("Error:") + " " if refused or context.get("stance_error") or context.get("refusal") else ""


@register.filter
def message_tone(level: str) -> str:
    """The tone of a message of Django's: its level in the site's three tones."""
    return {"success": "support", "warning": "unsure", "error": "oppose"}.get(level, "")
