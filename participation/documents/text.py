"""Signs that mean the same to every reader."""

from __future__ import annotations

BULLETS = frozenset("•◦▪▫‣⁃∙·●○■□◆◇►▶➢➤✓✔✗–—-*\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf02d\uf0e0")
DASHES = frozenset("–—-*")


def strip_bullet(text: str) -> tuple[bool, str]:
    """(True, the rest) when the paragraph begins with a bullet and a blank."""
    head = text.lstrip()
    if head[:1] in BULLETS and (head[1:2].isspace() or (head[:1] not in DASHES and head[1:2] != "")):
        return True, head[1:].lstrip()
    if head[:1] in "-–—" and head[1:2].isupper() and head[2:3].islower():  # the blank was forgotten
        return True, head[1:]
    if head[:2] in ("o ", "o\t") and head[2:3].isupper():  # the hollow bullet of Courier
        return True, head[2:].lstrip()
    return False, text
