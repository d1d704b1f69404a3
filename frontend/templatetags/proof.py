"""``{% load proof %}``: ``{% proof "sign_up" %}`` stands in a form that asks for a proof."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from frontend.proof import mark_for

register = template.Library()


@register.inclusion_tag("proof/field.html", takes_context=True)
def proof(context: Any, purpose: str, sends_itself: bool = False) -> dict[str, Any]:
    """The hidden field with the mark, and what the script needs to do the sum in its place."""
    if not settings.PROOF_OF_WORK:
        return {"asked": False}
    return {
        "asked": True,
        "purpose": purpose,
        "mark": mark_for(context["request"], purpose),
        "sends_itself": sends_itself,
    }
