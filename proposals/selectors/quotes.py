"""Words that a comment quotes: they stand in the text it is about, and are kept exactly as they stand there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Value

from participation.documents.markup import plain_text, render_markdown
from participation.keys import as_ref

from ..models import Passage

ALIKE = str.maketrans({**dict.fromkeys("“”„«»‟", '"'), **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("‐‑–—−", "-")})
AROUND = "\"'“”„«»‘’‚….,;: "  # what people put around words that they quote


def find_quote(ref: str, quote: str) -> str | None:
    """The quoted words as the text has them, spaces drawn together; None where they do not stand there.

    ``ref`` names what is talked about. Looked for by one query in every published wording of the clause, the newest
    first, since it may change while one writes; for what is said about a suggestion in its wording too. Case, kinds of
    quotation marks, dashes and spaces do not matter.
    """
    wanted = one_line(quote)
    tries = [_alike(words) for words in (wanted, wanted.strip(AROUND)) if words]
    for text in _texts(ref):
        line = one_line(text)
        for words in tries:
            at = _alike(line).find(words)
            if at >= 0:
                return line[at : at + len(words)]
    return None


def one_line(text: str) -> str:
    """The words with single spaces between them, and no invisible marks of where they may be broken."""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def _alike(line: str) -> str:
    """The same length, so that places in it are places in the line."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in line.translate(ALIKE))


def _texts(ref: str) -> Iterator[str]:
    """What may be quoted where this clause or suggestion is talked about."""
    kind, number = as_ref(ref) or ("", 0)
    passages = Passage.objects.order_by("-version__number")
    if kind == "suggestion":
        about = passages.filter(clause__suggestions=number, clause__suggestions__hidden_at=None)
        wished: F | Value = F("clause__suggestions__text")
    else:
        about, wished = passages.filter(clause=number if kind == "clause" else None), Value("")
    rows = about.values_list("label", "heading", "body_html", wished)
    for place, (label, heading, body_html, text) in enumerate(rows):
        if text and place == 0:
            yield plain_text(render_markdown(text))
        yield f"{label} {heading}\n{plain_text(body_html)}"
