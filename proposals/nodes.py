"""The clause tree of a draft: what a node is, and finding one's way in it.

A tree is a list of nodes ``{key, kind, label, heading, body, children}``; ``body`` is Markdown. Keys are unique within
a tree and stay with their node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from participation.refusals import BadInput

KINDS = (
    "chapter", "section", "article", "paragraph", "point", "letter", "transitional",
    "heading", "numbered", "text", "table", "list",
)  # fmt: skip
MAX_LABEL, MAX_HEADING, MAX_BODY, MAX_DEPTH, MAX_NODES = 40, 500, 50_000, 12, 5_000


class TreeNode(TypedDict):
    """One clause of a draft with the clauses inside it."""

    key: str
    kind: str
    label: str
    heading: str
    body: str
    children: list[TreeNode]


Tree = list[TreeNode]


@dataclass(frozen=True)
class Change:
    """What an operation left: the tree, and the node to look at next ("" when nothing is left)."""

    tree: Tree
    focus: str


@dataclass(frozen=True)
class Place:
    """Where a node stands: the list that holds it, its place there, and the nodes above it from the top."""

    siblings: Tree
    index: int
    above: tuple[TreeNode, ...]

    @property
    def node(self) -> TreeNode:
        return self.siblings[self.index]


class NotPossible(BadInput):
    """The tree cannot be changed in this way."""

    code = "tree_not_possible"


def copy(tree: Tree) -> Tree:
    """An equal tree that shares nothing with this one."""
    return [TreeNode(**{**node, "children": copy(node["children"])}) for node in tree]


def walk(tree: Tree, depth: int = 0) -> Iterator[tuple[int, TreeNode]]:
    """Every node in reading order with its depth, 0 for the top."""
    for node in tree:
        yield depth, node
        yield from walk(node["children"], depth + 1)


def size(tree: Tree) -> int:
    """Number of nodes."""
    return sum(1 for _node in walk(tree))


def find(tree: Tree, key: str, above: tuple[TreeNode, ...] = ()) -> Place:
    """Where the node of this key stands. Raises NotPossible when there is none."""
    place = _find(tree, key, above)
    if place is None:
        raise NotPossible(_("This clause is no longer there."), field="key")
    return place


def _find(tree: Tree, key: str, above: tuple[TreeNode, ...]) -> Place | None:
    for index, node in enumerate(tree):
        if node["key"] == key:
            return Place(tree, index, above)
        if (found := _find(node["children"], key, (*above, node))) is not None:
            return found
    return None


def words(tree: Tree) -> list[str]:
    """Every word of the tree in reading order: what most operations must not change."""
    texts = (part for _depth, node in walk(tree) for part in (node["label"], node["heading"], node["body"]))
    return [word for text in texts for word in text.split()]


def _fitting(label: str, heading: str, body: str) -> tuple[str, str, str]:
    """The same words, with those moved on that are too many for their place."""
    if len(label) > MAX_LABEL:
        label, heading = "", f"{label} {heading}".strip()
    if len(heading) > MAX_HEADING:
        heading, body = "", f"{heading}\n\n{body}".strip()
    return label, heading, body


def from_nodes(nodes: list[dict[str, Any]], first: int = 1) -> Tree:
    """A tree with fresh keys from nodes as an import gives them."""
    numbers = iter(range(first, first + 1_000_000))

    def made(node: Mapping[str, Any]) -> TreeNode:
        key = f"n{next(numbers)}"
        children = [made(child) for child in node.get("children", [])]
        label, heading, body = _fitting(node["label"], node["heading"], node["body"])
        return TreeNode(key=key, kind=node["kind"], label=label, heading=heading, body=body, children=children)

    return [made(node) for node in nodes]
