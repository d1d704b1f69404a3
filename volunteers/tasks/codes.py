"""Codes that people read out and type: on a certificate, and on the coordinator's screen at the door."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without letters and digits that are taken for each other
CYRILLIC = str.maketrans("АВЕКМНРСТУХЅЈ", "ABEKMHPCTYXSJ")  # letters that look the same on the other keyboard
LONG = 16  # of a certificate: 80 bits, so that nobody finds one by trying
SHORT = 6  # of a door: good for minutes, and tried only a few times
STEP = timedelta(seconds=60)  # the door shows another one each minute
STEPS_BACK = 2  # and takes the last two: one has to type it


def new_certificate_code() -> str:
    """Sixteen signs by chance."""
    return "".join(secrets.choice(ALPHABET) for _n in range(LONG))


def in_groups(code: str) -> str:
    """As it is printed: four by four."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def typed(text: str) -> str:
    """The code that somebody typed: in small letters, on the Cyrillic keyboard, with dashes and spaces."""
    signs = text.upper().translate(CYRILLIC)
    return "".join(sign for sign in signs if sign in ALPHABET)


def whole_code(text: str) -> str:
    """The code of a certificate that somebody typed; nothing where a sign is missing, or there is one that codes do not have."""
    signs = "".join(sign for sign in text if sign.isalnum())
    code = typed(signs)
    return code if len(code) == len(signs) == LONG else ""


def door_code(shift_id: int, at: datetime) -> str:
    """What the door of this shift shows at this moment."""
    return _of_step(shift_id, _step(at))


def next_change(at: datetime) -> datetime:
    """When it shows another one."""
    return datetime.fromtimestamp((_step(at) + 1) * STEP.total_seconds(), tz=at.tzinfo)


def is_door_code(shift_id: int, said: str, at: datetime) -> bool:
    """Whether the door of this shift shows this code, or showed it until just now."""
    given, now = typed(said).encode(), _step(at)
    known = [hmac.compare_digest(given, _of_step(shift_id, now - back).encode()) for back in range(STEPS_BACK + 1)]
    return any(known)


def new_key() -> str:
    """A secret part of an address."""
    return secrets.token_urlsafe(24)


def digest_of(key: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _of_step(shift_id: int, step: int) -> str:
    made = salted_hmac("volunteers.tasks.door", f"{shift_id}:{step}", algorithm="sha256").digest()
    number = int.from_bytes(made[:8], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(SHORT))
