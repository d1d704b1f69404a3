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
from frontend.tables import flat
from frontend.unbroken import unbroken_words
from participation.documents.markup import render_markdown
from proposals.selectors.names import one_line

register = template.Library()


# One line of words and ordinary punctuation that begins with a letter: Markdown finds nothing to format in it.
PLAIN = re.compile(r"[^\W\d_][\w \t.,;:„“”\"'()%№§–—/+!?…€-]*")


@register.filter
def drawn(body: str) -> SafeString:
    """Markdown as safe HTML. Most clauses are one plain line, which need no reading of Markdown at all."""
    if PLAIN.fullmatch(body) and "_" not in body and "://" not in body and "www." not in body:
        return format_html("<p>{}</p>", unbroken_words(body))
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


AROUND = 4  # words of the text shown on each side of a change


@register.filter
def gist(view: Any) -> str:
    """What a proposal comes to, on one line: of a wording the first words that change, before → after, among those
    around them; of a comment its beginning.
    """
    if not view.is_wording:
        return short(view.text, 100)
    steps = word_steps(flat(view.original), flat(view.text))
    changed = [place for place, (kind, text) in enumerate(steps) if kind in "+-" and text.strip(" ,.;:·\n")]
    if not changed:
        return short(view.text, 100)
    first = last = changed[0]
    while last + 1 < len(steps) and steps[last + 1][0] in "+-":
        last += 1
    while first and steps[first - 1][0] in "+-":
        first -= 1
    gone, new = ("".join(text for kind, text in steps[first : last + 1] if kind == sign).strip() for sign in "-+")
    before = " ".join("".join(text for _kind, text in steps[:first][-1:]).split()[-AROUND:])
    after = " ".join("".join(text for _kind, text in steps[last + 1 : last + 2]).split()[:AROUND])
    core = (
        f"{short(gone, 60)} → {short(new, 90)}"
        if gone and new
        else f"+ {short(new, 90)}"
        if new
        else f"− {short(gone, 90)}"
    )
    more = " …" if changed[-1] > last or after else ""
    return f"{'… ' if before else ''}{before} [{core}] {after}{more}".strip()


@register.simple_tag
def proposal_called(view: Any) -> str:
    """What a proposal is called away from its words: its clause, its kind and who proposed it."""
    words = _("%(clause)s, suggested wording of %(who)s") if view.is_wording else _("%(clause)s, comment of %(who)s")
    return words % {"clause": short(view.clause, 60).rstrip("."), "who": view.proposer}


@register.simple_tag
def clause_called(row: Any) -> str:
    """What a row of the workbench is called: its label, else its first words, else that it is empty."""
    return short(row.label or row.heading or row.body, 50) or _("empty clause")
