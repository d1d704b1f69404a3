"""Numbers of rows as they come in addresses, forms and names of streams: always from outside, so never to be believed."""

from __future__ import annotations

import re

DIGITS = re.compile(r"[0-9]{1,18}")  # 18 of them fit into every table's key
MOST = 10**18 - 1  # the greatest of them


def as_id(text: str) -> int | None:
    """The number that a text of plain digits says; None for everything else: other scripts' digits, signs, too many."""
    return int(text) if DIGITS.fullmatch(text) else None


def as_ref(ref: str) -> tuple[str, int] | None:
    """Kind and number of a name such as ``post.17``; None where it is no such name. A thing has one: no leading zeros."""
    kind, _dot, digits = ref.partition(".")
    number = as_id(digits)
    return None if number is None or digits != str(number) else (kind, number)


class Key:
    """In addresses ``<key:pk>``: a number that any table's key can be. More digits are no address of ours, so they are
    404 before any query; Django's own ``int`` takes as many as come.
    """

    regex = DIGITS.pattern

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """As it stands in an address."""
        return str(value)
