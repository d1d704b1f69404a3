"""What an import yields: a tree of nodes, and the same tree as JSON.

`body` is Markdown (tables are pipe tables, lists are lists), `label` is as printed
("Чл. 5.", "(2)", "1.2", "§ 3"), `heading` is plain text on one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

Kind = Literal[
    "chapter",
    "section",
    "article",
    "paragraph",
    "point",
    "letter",
    "transitional",
    "heading",
    "numbered",
    "text",
    "table",
    "list",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of a document that people can point at, with the pieces inside it."""

    kind: Kind
    label: str = ""
    heading: str = ""
    body: str = ""
    children: tuple[Node, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """This node and everything under it in reading order, each with its depth."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A read document: its title, its top nodes and what the reader wants to be checked."""

    title: str
    nodes: tuple[Node, ...]
    pages: int = 0
    remarks: tuple[str, ...] = ()

    def walk(self) -> Iterator[tuple[int, Node]]:
        """Every node in reading order with its depth; top nodes have depth 0."""
        for node in self.nodes:
            yield from node.walk()


def node_to_json(node: Node) -> dict[str, Any]:
    """A dictionary that `node_from_json` turns back into an equal node."""
    return {
        "kind": node.kind,
        "label": node.label,
        "heading": node.heading,
        "body": node.body,
        "children": [node_to_json(child) for child in node.children],
    }


def node_from_json(data: Any, depth: int = 0) -> Node:
    """The node this JSON stands for. Raises ValueError when it is not one."""
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        raise ValueError("not a node")
    if depth > MAX_DEPTH:
        raise ValueError("nodes are nested too deeply")
    texts = {key: data.get(key, "") for key in ("label", "heading", "body")}
    children = data.get("children", [])
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(children, list):
        raise ValueError("not a node")
    return Node(
        kind=cast(Kind, data["kind"]),
        children=tuple(node_from_json(child, depth + 1) for child in children),
        **texts,
    )


def document_to_json(document: Document) -> dict[str, Any]:
    """A dictionary that `document_from_json` turns back into an equal document."""
    return {
        "title": document.title,
        "pages": document.pages,
        "remarks": list(document.remarks),
        "nodes": [node_to_json(node) for node in document.nodes],
    }


def document_from_json(data: Any) -> Document:
    """The document this JSON stands for. Raises ValueError when it is not one."""
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list):
        raise ValueError("not a document")
    return Document(
        title=str(data.get("title", "")),
        nodes=tuple(node_from_json(node) for node in data["nodes"]),
        pages=int(data.get("pages", 0)),
        remarks=tuple(str(remark) for remark in data.get("remarks", [])),
    )
