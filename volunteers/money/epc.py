"""The QR code that banks' programs read to fill in a transfer (EPC069-12, version 2 of its data)."""

from __future__ import annotations

import io
import re

import segno

LONGEST_NAME = 70
MOST_CENTS = 99_999_999_999


def epc_text(*, holder: str, iban: str, cents: int, reference: str, bic: str = "") -> str:
    """What the code says, line by line. Raises ValueError for what the standard cannot say."""
    name = re.sub(r"\s+", " ", holder).strip()
    if not name or len(name) > LONGEST_NAME:
        raise ValueError("the name has 1 to 70 characters")
    if not 0 < cents <= MOST_CENTS:
        raise ValueError("the sum is from 0.01 to 999,999,999.99 euro")
    amount = f"EUR{cents // 100}.{cents % 100:02d}"
    lines = ["BCD", "002", "1", "SCT", bic, name, iban, amount, "", reference]
    return "\n".join(lines)


def epc_svg(text: str) -> str:
    """The code as a picture: at most version 13, error correction M, as the standard says. Raises ValueError beyond."""
    code = segno.make(text, error="m", boost_error=False, micro=False, encoding="utf-8")
    if int(code.version) > 13:
        raise ValueError("this is too much for the code")
    out = io.BytesIO()
    code.save(out, kind="svg", border=4, scale=4, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode()
