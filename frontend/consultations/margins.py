"""A clause of the text with its margin. Drawn in Python, not as a template: a page holds a hundred of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend.charts import stance_bar

from .outline import Part
from .pieces import piece


def draw_clause(part: Part) -> SafeString:
    """A heading, or a clause with its label, its text and its margin."""
    passage, pk = part.view.passage, part.view.clause.pk
    title = " ".join(word for word in (passage.label, passage.heading) if word)
    if part.is_title and not part.takes_part:
        return format_html('<h{} class="part" id="c{}">{}</h{}>\n', part.level, pk, title, part.level)
    if part.is_title:
        text = format_html('<h{} class="part-inner">{}</h{}>', part.level, title, part.level)
    else:
        text = format_html(
            '<div class="clause-text"><a class="clause-label" href="#c{}" aria-label="{}">{}</a>'
            '<div class="body">{}{}</div></div>',
            pk,
            _("%s: permanent address") % part.name,
            passage.label or "¶",
            format_html('<p class="said">{}</p>', passage.heading) if passage.heading else "",
            readable(passage.body_html),
        )
    return format_html(
        '<section class="clause d{}" id="c{}" data-clause="{}" aria-label="{}">{}{}</section>\n',
        passage.depth, pk, pk, part.name, text, draw_margin(part) if part.takes_part else "",
    )  # fmt: skip


def readable(body_html: str) -> SafeString:
    """A clause's text, safe since it was published; a table that is too wide scrolls and can be reached by keyboard."""
    if "<table>" in body_html:
        opening = format_html('<div class="table-scroll" role="group" tabindex="0" aria-label="{}"><table>', _("Table"))
        body_html = body_html.replace("<table>", opening).replace("</table>", "</table></div>")
    return mark_safe(body_html)  # the room `documents` made it


def draw_margin(part: Part) -> SafeString:
    """A link to the clause's panel with a bar and three counts, each of which a live event can replace."""
    tally = part.view.tally
    assert tally is not None
    clause = part.view.clause
    return format_html(
        '<a class="margin" id="m{pk}" href="{url}" data-panel-link data-clause="{pk}">'
        '<span class="sr">{name}: </span><span id="bar-{q}">{bar}</span><span id="votes-{q}">{votes}</span>'
        '<span id="comments-n-{pk}">{comments}</span><span id="suggestions-n-{pk}">{suggestions}</span>'
        '<span class="mine" id="mine-{q}">{mine}</span></a>',
        pk=clause.pk,
        q=tally.question_id,
        url=part.url,
        name=part.name,
        bar=stance_bar(tally.counts),
        votes=votes_words(tally.total),
        comments=comments_words(part.view.comment_count),
        suggestions=suggestions_words(clause.suggestion_count),
        mine=own_words(part.own),
    )


def votes_words(n: int) -> str | SafeString:
    """How many votes; an invitation where there are none."""
    if not n:
        return mark_safe(f'<span class="invite">{escape(_("no votes yet"))}</span>')
    return ngettext("%d vote", "%d votes", n) % n


def comments_words(n: int) -> str:
    """How many comments; nothing where there are none."""
    return (ngettext("%d comment", "%d comments", n) % n) if n else ""


def suggestions_words(n: int) -> str | SafeString:
    """How many suggested wordings; nothing where there are none."""
    return format_html("<b>{}</b>", ngettext("%d wording", "%d wordings", n) % n) if n else ""


def own_words(choice: str) -> str:
    """The reader's own stance, for them alone."""
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
