"""Growing the tree of nodes: each new piece goes under the nearest one that ranks higher."""

from __future__ import annotations

from dataclasses import dataclass, field

from participation.documents import md
from participation.documents.labels import Label, read_label
from participation.documents.nodes import Kind, Node

# Lower ranks hold higher ones. Headings take 1 to 18, see `structure.py`.
ARTICLE, PARAGRAPH, TEXT, POINT, LETTER = 20, 30, 45, 50, 70
_DIVISIONS: dict[str, tuple[Kind, int]] = {"part": ("chapter", 1), "chapter": ("chapter", 2), "section": ("section", 3)}


@dataclass(slots=True)
class _Draft:
    kind: Kind
    rank: int
    label: str = ""
    heading: str = ""
    body: str = ""
    children: list[_Draft] = field(default_factory=list)

    def node(self) -> Node:
        return Node(self.kind, self.label, self.heading, self.body, tuple(child.node() for child in self.children))


class Builder:
    """A tree under construction; `legal` texts have articles, the others headings and numbers."""

    def __init__(self, *, legal: bool) -> None:
        self.legal = legal
        self.root = _Draft("text", 0)
        self.open: list[_Draft] = [self.root]

    @property
    def in_article(self) -> bool:
        """True while an article or a § is open."""
        return any(draft.rank == ARTICLE for draft in self.open)

    def finish(self) -> tuple[Node, ...]:
        """The top nodes."""
        return tuple(child.node() for child in self.root.children)

    def division(self, label: Label, heading: str) -> None:
        """A part, chapter or section begins."""
        kind, rank = _DIVISIONS[label.kind]
        self._add(_Draft(kind, rank, label.text, heading))

    def transitional(self, heading: str) -> None:
        """The transitional, additional or final provisions begin."""
        self._add(_Draft("transitional", 2, "", heading))

    def heading(self, heading: str, *, rank: int, kind: Kind, label: str = "") -> None:
        """A heading, numbered or not, under which the rest goes until one of its rank or higher."""
        self._add(_Draft(kind, rank, label, heading))

    def clause(self, label: Label, text: str, *, numbered: bool, heading: str = "") -> None:
        """An article, paragraph, point or letter with its text."""
        if label.kind in ("article", "transitional"):
            self._article(label, text, heading)
        elif label.kind == "paragraph":
            self._add(_Draft("paragraph", PARAGRAPH, label.text, "", _body(text)))
        elif label.kind == "letter":
            self._add(_Draft("letter", LETTER, label.text, "", _body(text)))
        elif numbered or (label.kind == "decimal" and not self.legal):
            self._add(_Draft("numbered", min(19, 10 + label.depth), label.text, "", _body(text)))
        else:
            self._add(_Draft("point", POINT + label.depth, label.text, "", _body(text)))

    def _article(self, label: Label, text: str, heading: str) -> None:
        kind: Kind = "article" if label.kind == "article" else "transitional"
        inner, rest = read_label(text)
        if inner and inner.kind == "paragraph":
            self._add(_Draft(kind, ARTICLE, label.text, heading))
            self.clause(inner, rest, numbered=False)
        else:
            self._add(_Draft(kind, ARTICLE, label.text, heading, _body(text)))

    def text(self, text: str) -> None:
        """A paragraph without a label: of the clause before it in an act, on its own elsewhere."""
        top = self.open[-1]
        body = _body(text)
        if self.legal and top.rank >= ARTICLE and top.kind != "text":
            if not top.children:
                top.body = f"{top.body}\n\n{body}".strip()
                return
            while self.open[-1].rank > PARAGRAPH:
                self.open.pop()
        draft = _Draft("text", TEXT, "", "", body)
        self._add(draft)
        if not text.rstrip().endswith(":"):
            self.open.pop()

    def bullets(self, listing: str) -> None:
        """A bulleted list: part of the clause that announced it, else a node of its own."""
        top = self.open[-1]
        leaf = top.children[-1] if top.children else top
        if leaf.body.rstrip().endswith(":") and not leaf.children and leaf.kind not in ("table", "list"):
            leaf.body = f"{leaf.body}\n\n{listing}"
        elif self.legal and top.rank >= ARTICLE and not top.children:
            top.body = f"{top.body}\n\n{listing}".strip()
        else:
            self._leaf(_Draft("list", TEXT, "", "", listing))

    def table(self, table: str, heading: str = "") -> None:
        """A table with its caption."""
        if table:
            self._leaf(_Draft("table", TEXT, "", heading, table))

    def _leaf(self, draft: _Draft) -> None:
        while len(self.open) > 1 and self.open[-1].rank >= TEXT and not (self.legal and self.in_article):
            self.open.pop()
        self.open[-1].children.append(draft)

    def _add(self, draft: _Draft) -> None:
        while len(self.open) > 1 and self.open[-1].rank >= draft.rank:
            self.open.pop()
        self.open[-1].children.append(draft)
        self.open.append(draft)


def _body(text: str) -> str:
    return md.guard_start(text.strip())
