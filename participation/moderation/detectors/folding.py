"""One spelling for many: what people do to a word so that it is not found, and what keyboards without Cyrillic do to it.

Bulgarian in Latin letters ("shlyokavitsa") and in Cyrillic meet in one alphabet, so a word of either kind finds the
other. Other languages lose their accents. In every language digits that stand for letters become them, and a letter
three times in a row or more is said once. Everything is one pass over the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

WORD = re.compile(r"[^\W_]+(?:[@$][^\W_]+)*|[@$][^\W_]+")
REPEATED = re.compile(r"(.)\1{2,}")
SWAPPED = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
SWAPPED_IN_BULGARIAN = str.maketrans({**{chr(k): v for k, v in SWAPPED.items()}, "4": "C", "6": "S"})
# Capitals are sounds that take two letters in Latin: C ч, S ш, Z ж.
CYRILLIC = dict(zip("абвгдезийклмнопрстуфхцъы", "abvgdeziiklmnoprstufhcaa", strict=True))
CYRILLIC |= {"ж": "Z", "ч": "C", "ш": "S", "щ": "St", "ь": "", "ю": "iu", "я": "ia", "ѝ": "i", "ё": "io", "э": "e"}
LATIN = {
    "sht": "St", "zh": "Z", "ch": "C", "sh": "S", "ts": "c", "ya": "ia", "yu": "iu", "ju": "iu", "ck": "k", "kh": "h",
    "w": "v", "q": "ia", "x": "h", "j": "Z", "y": "i",
}  # fmt: skip
SOUNDS = re.compile("|".join(LATIN))  # longer ones first
LOOKALIKE = str.maketrans("aeopcxykmthb", "аеорсхукмтнв")  # Latin letters in a Cyrillic word


def words_of(text: str, language: str) -> list[tuple[str, int, int]]:
    """Each word of the text as it sounds, with where it stands."""
    return [(fold(found[0], language), found.start(), found.end()) for found in WORD.finditer(text)]


@cache
def _is_cyrillic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CYRILLIC")


def fold(word: str, language: str) -> str:
    """The word in its one spelling; a word of digits alone stays a number."""
    word = word.casefold()
    if word.isdigit():
        return word
    cyrillic = any(map(_is_cyrillic, word))
    if language == "bg":
        word = _from_cyrillic(word) if cyrillic else _from_latin(word)
    else:
        bare = unicodedata.normalize("NFD", word.translate(SWAPPED))
        word = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return REPEATED.sub(r"\1", word)


def _from_cyrillic(word: str) -> str:
    """Latin letters that look Cyrillic are read so; digits stand for what they look like."""
    plain = word.translate(LOOKALIKE)
    return "".join(CYRILLIC.get(sign, sign) for sign in plain).translate(SWAPPED)


def _from_latin(word: str) -> str:
    """4 and 6 are ч and ш, which people write so; other digits stand for what they look like."""
    return SOUNDS.sub(lambda found: LATIN[found[0]], word).translate(SWAPPED_IN_BULGARIAN)
