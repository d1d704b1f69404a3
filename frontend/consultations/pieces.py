"""Pieces of a page that a live event or the answer of a form puts where it belongs.

A piece is ``<template data-into="id" data-how="append|put|inner|replace|gone|remove|who" data-say="…">HTML</template>``;
``megdan/js/place.js`` reads it. The same pieces answer the one who acted and tell everybody else, so both carry the
same ids and nothing is shown twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def piece(into: str, how: str, html: str = "", *, say: str = "", seen: bool = False) -> SafeString:
    """One piece. ``html`` must be safe already; ``say`` is read out politely when it arrives, and with ``seen`` also
    shown to the one who acted, whose page then stands at what was changed.
    """
    said = format_html(' data-say="{}"{}', say, mark_safe(" data-seen" if seen else "")) if say else ""
    return format_html('<template data-into="{}" data-how="{}"{}>{}</template>', into, how, said, mark_safe(html))


def drawn(template: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
    """A template as HTML."""
    return render_to_string(template, context, request)


def answer(pieces: Iterable[str], status: int = 200) -> HttpResponse:
    """The pieces as the answer to a form that was sent by script."""
    response = HttpResponse("".join(pieces), status=status)
    response["Cache-Control"] = "no-store"
    return response


def unsent(pieces: Iterable[str]) -> HttpResponse:
    """The same for a form that is only being filled in: the browser keeps what is typed (``drafts.js``)."""
    response = answer(pieces)
    response["X-Not-Sent"] = "1"
    return response
