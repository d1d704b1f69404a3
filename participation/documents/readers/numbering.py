"""Counting numbered paragraphs the way a word processor does."""

from __future__ import annotations

from collections.abc import Callable

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip


def roman(number: int) -> str:
    """1 is I, 4 is IV; numbers outside 1 to 3999 stay digits."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def letter(number: int, alphabet: str) -> str:
    """1 is the first letter; after the last one letters are doubled."""
    if number < 1:
        return str(number)
    times, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * min(times + 1, 3)


def show(number: int, form: str) -> str:
    """The number in one of the forms of OOXML (`w:numFmt`) or OpenDocument (`style:num-format`)."""
    forms: dict[str, Callable[[], str]] = {
        "upperRoman": lambda: roman(number),
        "I": lambda: roman(number),
        "lowerRoman": lambda: roman(number).lower(),
        "i": lambda: roman(number).lower(),
        "upperLetter": lambda: letter(number, LATIN).upper(),
        "A": lambda: letter(number, LATIN).upper(),
        "lowerLetter": lambda: letter(number, LATIN),
        "a": lambda: letter(number, LATIN),
        "russianLower": lambda: letter(number, CYRILLIC),
        "russianUpper": lambda: letter(number, CYRILLIC).upper(),
        "а, б, .., аа, бб, ...": lambda: letter(number, CYRILLIC),
        "А, Б, .., Аа, Бб, ...": lambda: letter(number, CYRILLIC).upper(),
        "none": lambda: "",
        "decimalZero": lambda: f"{number:02}",
    }
    if form in forms:
        return forms[form]()
    if form[:1] in ("а", "А"):
        return letter(number, CYRILLIC) if form[0] == "а" else letter(number, CYRILLIC).upper()
    return str(number)
