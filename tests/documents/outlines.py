"""What a tree looks like in a test: one line for each node."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from participation.documents.nodes import Document
from participation.documents.readers import read_blocks
from participation.documents.readers.progress import silent
from participation.documents.sniff import readable_kind
from participation.documents.structure import build

FILES = Path(__file__).parent / "files"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def read(path: Path) -> Document:
    """The document as the child process would read it, but in this one."""
    return build(read_blocks(path, readable_kind(path, path.name), silent))


def outline(document: Document, *, texts: bool = True) -> list[str]:
    """Two spaces for each level, then kind, label and heading, then the body's first words."""
    lines = []
    for depth, node in document.walk():
        if node.kind == "text" and not texts:
            continue
        words = "" if node.kind in ("table", "list") else node.body.split("\n")[0][:40].strip()
        parts = [part for part in (node.label, node.heading, words) if part]
        lines.append("  " * depth + " | ".join([node.kind, *parts]))
    return lines


def have(program: str) -> bool:
    """True when the program is on the PATH."""
    return shutil.which(program, path=os.environ.get("PATH")) is not None
