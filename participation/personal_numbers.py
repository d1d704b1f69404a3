"""Personal numbers in what people write: found by their checksum and masked before anything is kept.

A Bulgarian personal number (ЕГН) is ten digits: a date of birth and a checksum. A foreigner's (ЛНЧ) has a checksum but
no date, so one number in ten of any kind would be one: it is masked only where the words before it name it. What counts
is what a reader sees: tags, comments, marks of Markdown, addresses of links, entities and unseen signs between the
digits are looked through (``read_digits``). Digits may be parted by single blanks, dots and hyphens in any way, by
anything else, also by a line's end, as such numbers usually are: 800101/0008, 80, 01, 01, 0008. What reads as a day with
an hour or as an amount is left alone. Of numbers of ten digits that are none, about one in a hundred passes all of this
by chance and is masked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from participation.hidden_numbers import hidden_in
from participation.read_digits import Group, markup_in, runs_in

MASK = "•" * 10  # never longer than what it replaces, so every column still takes it
DIGITS = 10
# Parts a number anywhere.
SOFT = re.compile(
    r"[._\-\u00b7\u2219\u22c5\u2010-\u2015\u2212]|[^\S\n\r\x0b\x0c\x85\u2028\u2029]{1,8}"
)  # parts a number anywhere
USUAL = re.compile(r"\s{0,6}[.,/_\-\u2010-\u2015\u2212]?\s{0,6}")  # parts it where such numbers are parted
ODD = re.compile(r"[\W_]{1,12}")  # parts only the date from the rest
USUALLY = {(6, 4), (6, 2, 2), (6, 3, 1), (2, 2, 2, 4), (2, 2, 2, 2, 2)}
LIST = (2, 2, 2, 2, 2)  # with commas between: 23, 24, 25, 26, 27
ODDLY = {(6, 4)}
IN_BRACKETS = re.compile(r"\s?\)\s?|\s?\(\s?")  # (8001)010008
COLONS = (2, 2, 2, 2, 2)  # 80:01:01:00:08
FOREIGNER = re.compile(r"(?:ЛНЧ|LN[CЧ]H?|личен\s+номер\s+на\s+чужденец)\W{0,6}\Z", re.IGNORECASE)
REMEMBERED = 40  # characters before a number in which it may be named
EGN_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)
LNCH_WEIGHTS = (21, 19, 17, 13, 11, 9, 7, 3, 1)
MOMENTS = ((4, 2, 2, 2), (2, 2, 4, 2))  # 2026-11-22 11, 22.11.2026 11
SHORT_MOMENTS = ((2, 2, 2, 2, 2), (2, 2, 2, 4))  # 22.11.26, 10.30; 22.11.26 1030
AMOUNTS = ((1, 3, 3, 3),)  # 1 234 567 890


def is_egn(digits: str) -> bool:
    """Whether these ten digits are a personal number: a day that was, and its checksum."""
    if len(digits) != DIGITS or not digits.isdecimal():
        return False
    numbers = [int(digit) for digit in digits]
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century, month = (1800, month - 20) if 21 <= month <= 32 else (2000, month - 40) if month > 40 else (1900, month)
    try:
        date(century + year, month, day)
    except ValueError:
        return False
    return sum(a * b for a, b in zip(EGN_WEIGHTS, numbers, strict=False)) % 11 % 10 == numbers[9]


def is_lnch(digits: str) -> bool:
    """Whether these ten digits carry the checksum of a foreigner's number. One in ten of any numbers does."""
    if len(digits) != DIGITS or not digits.isdecimal():
        return False
    numbers = [int(digit) for digit in digits]
    return sum(a * b for a, b in zip(LNCH_WEIGHTS, numbers, strict=False)) % 10 == numbers[9]


def places_in(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each personal number stands, in order and never overlapping. Linear in the text's length."""
    at = 0
    for start, end in sorted((*_plain_in(text), *hidden_in(text, is_egn))):
        if start >= at:
            yield start, end
            at = end


def _plain_in(text: str) -> Iterator[tuple[int, int]]:
    for groups in runs_in(text):
        first = 0
        while first < len(groups):
            found = _number_at(text, groups, first)
            if found:
                yield groups[first].start, groups[found - 1].end
            first = found or first + 1


def _number_at(text: str, groups: list[Group], first: int) -> int:
    """Behind which group the personal number ends that begins with the group ``first``; 0 where none does."""
    last, digits = first, ""
    while last < len(groups) and len(digits) < DIGITS:
        digits += groups[last].digits
        last += 1
    if len(digits) != DIGITS or not (is_egn(digits) or is_lnch(digits)):
        return 0
    parts, between = [groups[first].digits], []
    for group in groups[first + 1 : last]:
        if group.before:
            parts.append(group.digits)
            between.append(group.before)
        else:
            parts[-1] += group.digits
    if not _parted_as_one(parts, between):
        return 0
    start = groups[first].start
    named = is_egn(digits) or FOREIGNER.search(text[max(0, start - REMEMBERED) : start])
    return last if named else 0


def _parted_as_one(parts: list[str], between: list[str]) -> bool:
    """Whether ten digits parted like this read as one number, and as nothing else."""
    lengths = tuple(len(part) for part in parts)
    if all(SOFT.fullmatch(one) for one in between):
        if lengths in AMOUNTS and len(set(between)) == 1:
            return False
    elif all(USUAL.fullmatch(one) for one in between):
        if lengths not in USUALLY or (lengths == LIST and any("," in one for one in between)):
            return False
    elif (lengths == (4, 6) and IN_BRACKETS.fullmatch(between[0])) or (lengths == COLONS and set(between) == {":"}):
        return True
    elif lengths not in ODDLY or not all(ODD.fullmatch(one) for one in between):
        return False
    return not _reads_as_moment(lengths, [int(part) for part in parts], between)


def _reads_as_moment(lengths: tuple[int, ...], parts: list[int], between: list[str]) -> bool:
    """A day of our time and an hour. A number that is parted like this and starts with no such day is none."""
    if lengths in SHORT_MOMENTS:  # read as a number of somebody beyond ninety, unless its parts are parted all alike
        hour, minute = (parts[3], parts[4]) if len(parts) > 4 else divmod(parts[3], 100)
        apart = len({one.strip() for one in between}) > 1
        return apart and 1 <= parts[0] <= 31 and 1 <= parts[1] <= 12 and hour < 24 and minute < 60
    if lengths not in MOMENTS:
        return False
    year, month, day = (parts[0], parts[1], parts[2]) if lengths[0] == 4 else (parts[2], parts[1], parts[0])
    return 1800 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= 31 and parts[3] < 60


def masked(text: str) -> str:
    """The text with every personal number in it replaced by dots; the same object where there is none.

    Marks that stood between the digits stay behind the dots: each may be one of a pair.
    """
    pieces, at = [], 0
    for start, end in places_in(text):
        pieces += [text[at:start], MASK, markup_in(text, start, end)]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def holds(text: str) -> bool:
    """Whether a personal number stands in the text, or one was masked in it."""
    return MASK in text or next(places_in(text), None) is not None


def masked_all(value: Any) -> Any:
    """The same with every text in it masked, however deep: lists, dictionaries, and numbers that are one."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return MASK if is_egn(str(value)) else value
    if isinstance(value, dict):
        return {key: masked_all(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked_all(inner) for inner in value]
    return value


# A sign-in, an address or a secret is not prose: masked, it would be another one. None of these is kept as words.
LEFT = {"login", "code", "csrfmiddlewaretoken", "next", "proof"}


def is_prose(name: str) -> bool:
    """Whether what comes under this name is words: neither an address nor a secret nor a key of the page's own."""
    return name not in LEFT and "password" not in name and not name.endswith("email")


def masked_fields(sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent under names, with everything masked that is words, in the lists and names within as well."""
    return {name: _inner(value) if is_prose(str(name)) else value for name, value in sent.items()}


def _inner(value: Any) -> Any:
    if isinstance(value, dict):
        return masked_fields(value)
    return [_inner(one) for one in value] if isinstance(value, list) else masked_all(value)
