"""What a name must not pretend: words of an office, and the names of those who hold one.

Names are compared as the eye reads them: without case, accents and spaces, and with letters of Cyrillic and Greek that
look like Latin ones taken as those. Names of people are compared as they sound, too: written in the other script, as
passports do it or nearly so, a name is the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

OFFICES = Path(__file__).with_name("data") / "offices.txt"
_CYRILLIC = ("авекмнорстухіјѕԁһԛԝ310", "abekmhopctyxijsdhqwзio")
_GREEK = ("αβεζηικμνορτυχ", "abezhikmnoptyx")
ALIKE = str.maketrans("".join((_CYRILLIC[0], _GREEK[0], "l")), "".join((_CYRILLIC[1], _GREEK[1], "i")))
HUMP = re.compile(r"(?<=[^\W\d_])(?=[A-ZА-Я][a-zа-я])")  # КметНаКаварна
BETWEEN = re.compile(r"[\W_]+")

SOUNDS = dict(zip("абвгдезийклмнопрстуфхъьыэё", "abvgdeziiklmnoprstufhaiiee", strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "iu", "я": "ia",
}  # fmt: skip
SPELLINGS = (("y", "i"), ("j", "i"), ("w", "v"), ("tz", "ts"), ("kh", "h"), ("ou", "u"), ("x", "ks"), ("ph", "f"))
DOUBLED = re.compile(r"(.)\1+")

Holders = Callable[[], list[tuple[int, str]]]  # (number of the person, the name they show)
_holders: list[Holders] = []


def register_holders(holders: Holders) -> None:
    """Ask this too for the names of those who hold an office: the rooms above know them."""
    _holders.append(holders)


def office_in(name: str) -> str:
    """The first words of the name that belong to an office, as they were typed; empty where there are none."""
    words = _words(name)
    for first in range(len(words)):
        for last in range(first + 1, min(first + _most_words(), len(words)) + 1):
            if " ".join(plain for plain, _typed in words[first:last]) in _offices():
                return " ".join(typed for _plain, typed in words[first:last])
    return ""


def is_held(name: str, *, besides: int | None = None) -> bool:
    """Whether somebody who holds an office, other than the person ``besides``, shows this name, in whatever script."""
    looks, sounds = looks_like(name), sounds_like(name)
    return any(
        looks_like(held) == looks or sounds_like(held) == sounds
        for ask in _holders
        for pk, held in ask()
        if pk != besides
    )


def looks_like(name: str) -> str:
    """The name as the eye reads it, without spaces and signs."""
    return "".join(plain for plain, _typed in _words(name))


def sounds_like(name: str) -> str:
    """The name in Latin letters, without what differs between the ways to write Bulgarian in them."""
    bare = "".join(BETWEEN.split(unicodedata.normalize("NFKC", name).casefold()))
    latin = "".join(_bare(sign) if sign not in SOUNDS else SOUNDS[sign] for sign in bare)
    for written, heard in SPELLINGS:
        latin = latin.replace(written, heard)
    return DOUBLED.sub(r"\1", latin)


def _words(name: str) -> list[tuple[str, str]]:
    """Its words as the eye reads them and as they are typed; letters that stand alone one after the other make one."""
    typed = filter(None, BETWEEN.split(HUMP.sub(" ", unicodedata.normalize("NFKC", name))))
    words: list[tuple[str, str]] = []
    alone = False
    for part, plain in ((part, _plain(part)) for part in typed):
        if len(plain) == 1 and alone:
            words[-1] = (words[-1][0] + plain, words[-1][1] + part)
        else:
            words.append((plain, part))
        alone = len(plain) == 1
    return words


def _plain(word: str) -> str:
    return _bare(word.casefold()).translate(ALIKE)


def _bare(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@cache
def _offices() -> frozenset[str]:
    lines = (line.strip() for line in OFFICES.read_text(encoding="utf-8").splitlines())
    listed = (line for line in lines if line and not line.startswith("#"))
    return frozenset(" ".join(plain for plain, _typed in _words(line)) for line in listed)


@cache
def _most_words() -> int:
    return max(office.count(" ") + 1 for office in _offices())
