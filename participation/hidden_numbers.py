"""Personal numbers in disguise: with letters that look like digits, or parted as nothing else is, behind their name.

Two things are taken that the plain look (``personal_numbers``) leaves: a word of ten signs in which one or two letters
stand for digits, as 752З169263; and, close behind words that name such a number, ten digits however they are parted, a
letter or two among them. What is found still has to be a day that was and to carry the checksum. Both looks are bounded,
so the time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

ALIKE = str.maketrans("ОоOoIlІіЗзбbЧчВB", "0000111133664488")
LETTERS = "ОоOoIlІіЗзбbЧчВB"
WORD = re.compile(rf"(?<![\w.@/-])(?=\d*[{LETTERS}])[\d{LETTERS}]{{10}}(?![\w@])")
MOST_LETTERS = 2  # in place of digits
NAMED = re.compile(
    r"(?<!\w)(?:[ЕE][ГG][НHN]|единен\s{1,3}граждански\s{1,3}номер|граждански\s{1,3}номер|личен\s{1,3}номер|personal\s{1,3}number)"
    r"(?!\w)[^\w]{0,12}",
    re.IGNORECASE,
)
LONGEST = 60  # signs behind the name in which the ten digits stand
BETWEEN = 4  # signs between two of them
DIGITS = 10
Check = Callable[[str], bool]


def hidden_in(text: str, is_number: Check) -> Iterator[tuple[int, int]]:
    """From where to where each stands. ``is_number`` says whether ten digits are one."""
    for word in WORD.finditer(text):
        letters = sum(not sign.isdigit() for sign in word[0])
        if letters <= MOST_LETTERS and is_number(word[0].translate(ALIKE)):
            yield word.span()
    for name in NAMED.finditer(text):
        end = _behind(text, name.end(), is_number)
        if end:
            yield name.end(), end


def _behind(text: str, start: int, is_number: Check) -> int:
    """Where the number ends that begins there, however it is parted; 0 where none does."""
    for reads_letters in (True, False):
        digits, last = "", start
        for place in range(start, min(start + LONGEST, len(text))):
            sign = text[place].translate(ALIKE) if reads_letters else text[place]
            if sign.isdecimal():
                digits, last = digits + str(int(sign)), place
            elif place - last > BETWEEN or _is_word(text, place):
                break
            if len(digits) == DIGITS:
                if is_number(digits) and not text[place + 1 : place + 2].isdecimal():
                    return place + 1
                break
    return 0


def _is_word(text: str, place: int) -> bool:
    """Whether two letters stand there side by side: words, and no disguise."""
    return text[place : place + 2].isalpha() and len(text[place : place + 2]) == 2
