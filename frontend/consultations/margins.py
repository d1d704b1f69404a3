"""A clause of the text with its margin. Drawn in Python, not as a template: a page holds a hundred of them."""

from __future__ import annotations

import html
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend.charts import stance_bar
from frontend.tables import unbroken as unbroken_cells
from frontend.unbroken import unbroken, unbroken_words

from .outline import Part
from .pieces import piece


def draw_clause(part: Part) -> SafeString:
    """A heading, or a clause with its label, its text and its margin."""
    passage, pk = part.view.passage, part.view.clause.pk
    if part.is_title:
        title = shown(_title(part))
        if not part.takes_part:
            return mark_safe(f'<h{part.level} class="part" id="c{pk}">{title}</h{part.level}>\n')
        text = f'<h{part.level} class="part-inner">{title}</h{part.level}>'
    else:
        address = _("%s: permanent address") % part.name
        said = f'<p class="said">{unbroken_words(passage.heading)}</p>' if passage.heading else ""
        text = (
            f'<div class="clause-text"><a class="clause-label" href="#c{pk}" '
            f'aria-label="{shown(address)}">{shown(passage.label or "¶")}</a>'
            f'<div class="body">{said}{readable(passage.body_html)}</div></div>'
        )
    return mark_safe(
        f'<section class="clause d{passage.depth} k-{shown(passage.kind)}" id="c{pk}" data-clause="{pk}" '
        f'aria-label="{shown(part.name)}">{text}{draw_margin(part) if part.takes_part else ""}</section>\n'
    )


def shown(words: str) -> str:
    """Escaped, unless it is HTML of ours. ``format_html`` costs ten times as much, and a page has hundreds of these."""
    return words if isinstance(words, SafeString) else html.escape(str(words))


def _title(part: Part) -> str:
    """A heading: the number of a chapter or section stands above its words, any other before them."""
    passage = part.view.passage
    if passage.kind in ("chapter", "section") and passage.label and passage.heading:
        return format_html('<span class="part-label">{}</span> {}', passage.label, passage.heading)
    return " ".join(word for word in (passage.label, passage.heading) if word)


def readable(body_html: str) -> SafeString:
    """A clause's text, safe since it was published; a table that is too wide scrolls and can be reached by keyboard."""
    if "<table>" in body_html:
        opening = format_html('<div class="table-scroll" role="group" tabindex="0" aria-label="{}"><table>', _("Table"))
        body_html = body_html.replace("<table>", opening).replace("</table>", "</table></div>")
        return mark_safe(unbroken_cells(body_html))  # columns are narrow: only short units stay with their numbers
    return unbroken(body_html)  # the room `documents` made it safe


def draw_margin(part: Part) -> SafeString:
    """A link to the clause's panel with a bar and three counts, each of which a live event can replace."""
    tally = part.view.tally
    assert tally is not None
    clause = part.view.clause
    pk, question = clause.pk, tally.question_id
    return mark_safe(
        f'<a class="margin" id="m{pk}" href="{shown(part.url)}" data-panel-link data-clause="{pk}">'
        f'<span class="sr">{shown(part.name)}: </span><span id="bar-{question}">{shown(stance_bar(tally.counts))}</span>'
        f'<span id="votes-{question}">{shown(votes_words(tally.total))}</span>'
        f'<span id="comments-n-{pk}">{shown(comments_words(part.view.comment_count))}</span>'
        f'<span id="suggestions-n-{pk}">{shown(suggestions_words(clause.suggestion_count))}</span>'
        f'<span class="mine" id="mine-{question}">{shown(own_words(part.own))}</span></a>'
    )


def votes_words(n: int) -> str | SafeString:
    """How many votes; an invitation where there are none."""
    if not n:
        none = _("no votes yet")
        return mark_safe(f'<span class="invite">{shown(none)}</span>')
    return ngettext("%d vote", "%d votes", n) % n


def comments_words(n: int) -> str:
    """How many comments; nothing where there are none."""
    return (ngettext("%d comment", "%d comments", n) % n) if n else ""


def suggestions_words(n: int) -> str | SafeString:
    """How many suggested wordings; nothing where there are none."""
    return format_html("<b>{}</b>", ngettext("%d wording", "%d wordings", n) % n) if n else ""


def own_words(choice: str) -> str:
    """The reader's own stance, for them alone."""
    if not choice:
        return ""
    words: Mapping[str, str] = {
        "support": _("✓ you support"),
        "unsure": _("✓ you are unsure"),
        "oppose": _("✓ you oppose"),
    }
    return words.get(choice, "")


def tally_pieces(question_id: int, counts: Mapping[str, int]) -> list[str]:
    """The bar and the number of votes in the margin, as they are now."""
    return [
        piece(f"bar-{question_id}", "inner", stance_bar(counts)),
        piece(f"votes-{question_id}", "inner", votes_words(sum(counts.values()))),
    ]
