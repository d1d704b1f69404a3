"""Signatures of webhooks: HMAC-SHA256 over moment and body, good for five minutes."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime

HEADER = "Megdan-Signature"
TOLERANCE = 300  # seconds, either way: clocks differ
FORM = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


def sign(body: bytes, *, secret: str, at: datetime) -> str:
    """The header's value."""
    moment = int(at.timestamp())
    return f"t={moment},v1={_digest(body, secret, moment)}"


def is_genuine(body: bytes, header: str, *, secret: str, now: datetime) -> bool:
    """Whether whoever knows the secret signed this body, no longer than the tolerance ago."""
    found = FORM.fullmatch(header)
    if found is None or abs(now.timestamp() - int(found[1])) > TOLERANCE:
        return False
    return hmac.compare_digest(_digest(body, secret, int(found[1])), found[2])


def _digest(body: bytes, secret: str, moment: int) -> str:
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()
