"""``{% load work %}``: small words and drawings of the officials' workspace."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend.consultations.margins import readable
from frontend.diffs import word_steps
from participation.documents.markup import render_markdown
from proposals.selectors.names import one_line

register = template.Library()


# One line of words and ordinary punctuation that begins with a letter: Markdown finds nothing to format in it.
PLAIN = re.compile(r"[^\W\d_][\w \t.,;:„“”\"'()%№§–—/+!?…€-]*")


@register.filter
def drawn(body: str) -> SafeString:
    """Markdown as safe HTML. Most clauses are one plain line, which need no reading of Markdown at all."""
    if PLAIN.fullmatch(body) and "_" not in body and "://" not in body and "www." not in body:
        return format_html("<p>{}</p>", body)
    return readable(_read(body))


@lru_cache(maxsize=4096)
def _read(body: str) -> SafeString:
    """Kept, because a draft of 300 clauses is drawn again and again with a few changes."""
    return render_markdown(body)


@register.simple_tag
def answers_bar(progress: Any) -> SafeString:
    """How far the answers are, as one bar; the words stand beside it."""
    total = progress.total or 1
    x, parts = 0.0, []
    for name, n in (("support", progress.accepted), ("unsure", progress.partly), ("oppose", progress.rejected)):
        width = 100 * n / total
        parts.append(
            format_html('<rect class="f-{}" x="{}" y="0" width="{}" height="10"/>', name, f"{x:.2f}", f"{width:.2f}")
        )
        x += width
    return format_html(
        '<svg class="bar bar-l" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        SafeString("".join(parts)),  # numbers and our own class names
    )


@register.filter
def answer_tone(outcome: str) -> str:
    """The tone of an answer."""
    return {"accepted": "support", "partly": "unsure", "rejected": "oppose"}.get(outcome, "")


@register.filter
def short(text: str, length: int = 140) -> str:
    """The beginning of a text on one line."""
    line = one_line(str(text))
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


@register.filter
def gist(view: Any) -> str:
    """What a proposal comes to, on one line: of a wording the words that are new, of a comment its beginning."""
    if not view.is_wording:
        return short(view.text, 100)
    steps = word_steps(view.original, view.text)
    new = [text.strip(" ,.;:") for kind, text in steps if kind == "+" and text.strip(" ,.;:")]
    if new:
        return f"„… {short(' … '.join(new), 90).removesuffix(' …')} …“"
    gone = [text.strip() for kind, text in steps if kind == "-" and text.strip()]
    return _("without: “%s”") % short(" … ".join(gone), 80) if gone else short(view.text, 100)


@register.simple_tag
def clause_called(row: Any) -> str:
    """What a row of the workbench is called: its label, else its first words, else that it is empty."""
    return short(row.label or row.heading or row.body, 50) or _("empty clause")
