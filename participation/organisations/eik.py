"""The register number of Bulgarian organisations (ЕИК/БУЛСТАТ): 9 or 13 digits with check digits."""

from __future__ import annotations

FIRST, SECOND = range(1, 9), range(3, 11)
LAST_FIRST, LAST_SECOND = (2, 7, 3, 5), (4, 9, 5, 7)


def is_eik(number: str) -> bool:
    """Whether the check digits agree. Letters, spaces and other lengths do not."""
    if not (number.isascii() and number.isdigit()) or len(number) not in (9, 13):
        return False
    digits = [int(digit) for digit in number]
    if digits[8] != _check(digits[:8], FIRST, SECOND):
        return False
    return len(digits) == 9 or digits[12] == _check(digits[8:12], LAST_FIRST, LAST_SECOND)


def _check(digits: list[int], weights: range | tuple[int, ...], other: range | tuple[int, ...]) -> int:
    """The weighted sum modulo 11; where that is 10, by the second weights; where that is 10 again, 0."""
    rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    if rest == 10:
        rest = sum(digit * weight for digit, weight in zip(digits, other, strict=True)) % 11
    return rest % 10
