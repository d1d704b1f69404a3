"""Names that say nothing: the key of a guardian's letter, and what a volunteer is called who must not be recognised.

Both are made from what is in the table and the site's secret, so neither is kept; of the letter's key the digest is, to
find its row. They are letters alone: a run of digits would be taken for a personal number and masked.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils.crypto import salted_hmac

LETTERS = str.maketrans("0123456789abcdef", "abcdefghijkmnpqr")


def key_of(volunteer_id: int, asked_at: datetime) -> str:
    """The key in the letter of this request: 160 bits. Asked again, there is another."""
    return _letters("volunteers.register.guardian", f"{volunteer_id}:{asked_at.isoformat()}")[:40]


def digest_of(key: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def alias_of(project_id: int, volunteer_id: int) -> str:
    """What a volunteer is called among the candidates of one project; in another project they are called otherwise."""
    return _letters("volunteers.register.candidate", f"{project_id}:{volunteer_id}")[:16]


def _letters(salt: str, value: str) -> str:
    return salted_hmac(salt, value, algorithm="sha256").hexdigest().translate(LETTERS)
