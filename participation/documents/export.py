"""A tree of clauses as Markdown and as JSON."""

from __future__ import annotations

import json

from participation.documents import md
from participation.documents.nodes import Document, Node, document_to_json

HEADED = ("chapter", "section", "heading", "numbered", "transitional")


def to_json(document: Document) -> str:
    """The clause tree as readable JSON text."""
    return json.dumps(document_to_json(document), ensure_ascii=False, indent=2)


def to_markdown(document: Document) -> str:
    """The document as Markdown: labels as printed, headings by depth, tables and lists as they were."""
    parts = [f"# {md.escape(document.title)}"] if document.title else []
    offset = 2 if document.title else 1
    for node in document.nodes:
        parts.extend(_parts(node, offset))
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(node: Node, depth: int) -> list[str]:
    parts = []
    label, heading = _label(node), md.escape(node.heading)
    if node.kind in HEADED and node.heading:
        parts.append(f"{'#' * min(depth, 6)} {' '.join(filter(None, [node.label, heading]))}")
        if node.body:
            parts.append(node.body)
    elif node.kind in ("table", "list", "text"):
        parts.extend([heading, f"{label} {node.body}".strip()])
    else:
        first = next((child for child in node.children if child.kind == "paragraph"), None)
        lead = f"{label} {heading}".strip() if heading else label
        if not node.body and first is node.children[0] if node.children else False:
            inner = _parts(node.children[0], depth + 1)
            return [f"{lead} {inner[0]}", *inner[1:], *_children(node.children[1:], depth)]
        parts.append(f"{lead} {node.body}".strip())
    return parts + _children(node.children, depth)


def _children(children: tuple[Node, ...], depth: int) -> list[str]:
    return [part for child in children for part in _parts(child, depth + 1)]


def _label(node: Node) -> str:
    """The label in bold where acts print it so; numbers are kept from becoming Markdown lists."""
    if node.kind in ("article", "transitional") and node.label:
        return f"**{node.label}**"
    return md.guard_start(node.label + " ").strip() if node.label else ""
