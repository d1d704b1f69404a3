"""The text of a draft arranged for reading: names of clauses, levels of headings, the outline beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from textwrap import shorten

from django.utils.html import strip_tags

from frontend.charts import Column
from proposals.selectors.names import name_of
from proposals.selectors.reading import ClauseView, Reading

LEAD = 72  # letters
MOST_ENTRIES = 40  # an outline longer than this shows its top level only


@dataclass
class Part:
    """A heading or a clause as the page shows it."""

    view: ClauseView
    name: str  # what it is called away from its place: "чл. 5, ал. 2"
    level: int  # h2, h3 or h4 of a heading
    url: str = ""
    below: list[ClauseView] = field(default_factory=list)  # of a heading: the clauses under it

    @property
    def is_title(self) -> bool:
        """Whether it is a heading without a text of its own."""
        return not self.view.passage.body.strip()

    @property
    def entry(self) -> str:
        """What the table of contents calls it: its label and heading as printed, else its name."""
        passage = self.view.passage
        words = f"{passage.label.rstrip('.')}. {passage.heading}" if passage.label and passage.heading else ""
        return words or passage.label.rstrip(".") or passage.heading or self.name

    @property
    def takes_part(self) -> bool:
        """Whether one can take a stance on it."""
        return self.view.tally is not None

    @property
    def own(self) -> str:
        """The reader's own stance."""
        return self.view.own.choice if self.view.own else ""

    @cached_property
    def counts(self) -> dict[str, int]:
        """``{stance: n}``; of a heading, of everything under it."""
        total: dict[str, int] = {}
        for view in (self.view, *self.below):
            for choice, n in view.tally.counts.items() if view.tally else ():
                total[choice] = total.get(choice, 0) + n
        return total

    @cached_property
    def lead(self) -> str:
        """Its heading or first words, where its name does not already say them."""
        if not self.view.passage.label:
            return ""
        text = self.view.passage.heading or strip_tags(self.view.passage.body_html)
        # Cut between words: half a number is another number.
        return shorten(text, LEAD, placeholder="…", break_on_hyphens=False)

    @property
    def weight(self) -> int:
        """Ballots, comments and suggestions together."""
        return weight_of(self.view)

    @property
    def said(self) -> int:
        """Comments and suggestions."""
        return self.view.comment_count + self.view.clause.suggestion_count


def weight_of(view: ClauseView) -> int:
    """Ballots, comments and suggestions on a clause together."""
    return (view.tally.total if view.tally else 0) + view.comment_count + view.clause.suggestion_count


def arrange(reading: Reading) -> list[Part]:
    """The text in reading order with names, levels and what stands under each heading. No queries."""
    parts: list[Part] = []
    above: list[Part] = []
    base = f"/consultations/{reading.consultation.pk}/clauses/"
    for view in reading.clauses:
        passage = view.passage
        while above and above[-1].view.passage.depth >= passage.depth:
            above.pop()
        part = Part(
            view,
            _name(view, above, reading.consultation.language),
            min(4, 2 + passage.depth),
            f"{base}{view.clause.pk}/",
        )
        headings = [p for p in above if p.is_title] or [p for p in parts[-1:] if p.is_title]
        if not part.is_title:
            current = headings[-1:] or [p for p in reversed(parts) if p.is_title][:1]
            for heading in {id(p): p for p in (*headings, *current)}.values():
                heading.below.append(view)
        above.append(part)
        parts.append(part)
    return parts


def _name(view: ClauseView, above: list[Part], language: str) -> str:
    passage = view.passage
    over = [(part.view.passage.kind, part.view.passage.label) for part in above]
    return name_of(passage.kind, passage.label, passage.heading, passage.body, over, language).rstrip(".")


def outline(parts: list[Part]) -> list[Part]:
    """The headings to show beside the text, and the clauses of their kind and level that have words of their own: all
    articles, not those alone that are divided into paragraphs. Without headings, the first level of the clauses.
    """
    levels = {_level(part) for part in parts if part.is_title}
    titles = [part for part in parts if part.is_title or (part.view.passage.label and _level(part) in levels)]
    if not titles:
        top = min((part.view.passage.depth for part in parts), default=0)
        titles = [part for part in parts if part.view.passage.depth == top]
    if len(titles) > MOST_ENTRIES:
        top = min(part.view.passage.depth for part in titles)
        titles = [part for part in titles if part.view.passage.depth == top]
    return titles[: 2 * MOST_ENTRIES]


def _level(part: Part) -> tuple[str, int]:
    """Articles are numbered through the whole text, whatever they stand in; others belong to their depth."""
    passage = part.view.passage
    return (passage.kind, 0 if passage.kind == "article" else passage.depth)


def strip(parts: list[Part]) -> list[Column]:
    """The heat strip of the whole document: one column for each clause one can take a stance on."""
    return [
        Column(part.name, part.view.tally.counts if part.view.tally else {}, part.weight, part.url)
        for part in parts
        if part.takes_part
    ]


def most_contested(parts: list[Part], at_least: int = 5, most: int = 3) -> list[Part]:
    """The clauses on which support and opposition are nearest to each other, among those with enough votes."""

    def evenness(part: Part) -> float:
        counts = part.counts
        return min(counts.get("support", 0), counts.get("oppose", 0)) / max(1, sum(counts.values()))

    enough = [
        p for p in parts if p.takes_part and p.view.tally and p.view.tally.total >= at_least and evenness(p) > 0.15
    ]
    return sorted(enough, key=evenness, reverse=True)[:most]
