"""That a person, or at least a machine that takes its time, stands behind what nobody is signed in for.

Two proofs are taken, each signed for one purpose, each once. *Work*: a small sum (altcha's: find the number whose SHA-256
is given) that a browser does in about a second. *Patience*: a mark from when the form was drawn, good once PATIENCE
seconds have passed; for browsers without scripts and for whoever cannot do the sum. Nobody has to recognise pictures.
Whoever brings patience alone may do less per hour (the callers' limits), so waiting is no way around the work.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from altcha.v1 import ChallengeOptions, PayloadType, create_challenge, verify_solution
from django.core import signing
from django.core.cache import cache
from django.utils.crypto import salted_hmac

PURPOSES = ("sign_up", "report")
HARDEST = 30_000  # at most so many hashes, half of them on average
LASTS = timedelta(minutes=30)
PATIENCE = 12  # seconds
LONGEST = 2000  # characters of a proof
SALT = "participation.proof"
WORK, WAITED = "work", "waited"


def new_challenge(purpose: str) -> dict[str, Any]:
    """A sum to do, signed, good for LASTS."""
    options = ChallengeOptions(
        algorithm="SHA-256",
        max_number=HARDEST,
        hmac_key=_key(),
        expires=datetime.now(UTC) + LASTS,
        params={"for": purpose},
    )
    return {name.lower(): value for name, value in create_challenge(options).to_dict().items()}


def new_patience(purpose: str) -> str:
    """A mark that says when the form was drawn."""
    return signing.dumps([purpose, secrets.token_hex(8)], salt=SALT)


def seconds_left(mark: str, purpose: str) -> int | None:
    """How long somebody with this mark still has to wait; 0 if no longer; None if it is no mark of ours or an old one."""
    try:
        said, _nonce = signing.loads(mark, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if said != purpose:
        return None
    try:
        signing.loads(mark, salt=SALT, max_age=PATIENCE)
    except signing.SignatureExpired:
        return 0
    drawn = signing.b62_decode(mark.rsplit(":", 2)[1])
    return max(1, PATIENCE - int(datetime.now(UTC).timestamp() - drawn))


def kind_of(proof: str, purpose: str) -> str:
    """WORK or WAITED where this proves something for the purpose, and then never again; otherwise an empty string."""
    if not proof or len(proof) > LONGEST:
        return ""
    if seconds_left(proof, purpose) == 0:
        return WAITED if _first_time(proof) else ""
    solved = _solution(proof)
    if solved is None or f"for={purpose}&" not in f"{solved['salt']}&":
        return ""
    right, _why = verify_solution(cast(PayloadType, solved), _key(), check_expires=True)
    return WORK if right and _first_time(str(solved["challenge"])) else ""


def _solution(proof: str) -> dict[str, Any] | None:
    """The solved sum, with all its fields and of the right kinds, or None."""
    try:
        solved = json.loads(base64.b64decode(proof, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    wanted = {"algorithm": str, "challenge": str, "salt": str, "signature": str, "number": int}
    if not isinstance(solved, dict) or not all(type(solved.get(name)) is kind for name, kind in wanted.items()):
        return None
    known = {name: solved[name] for name in wanted}
    return known if known["algorithm"] == "SHA-256" and "expires=" in known["salt"] else None


def is_good_still(mark: str, purpose: str) -> bool:
    """Whether the mark may stay in the form that is shown again: ours, not old, not used."""
    try:
        return seconds_left(mark, purpose) is not None and cache.get(_name(mark)) is None
    except Exception:  # as below
        return True


def _first_time(token: str) -> bool:
    """Whether nobody has used it. Remembered in the cache as long as it lasts; if the cache is away, nobody is refused."""
    try:
        return bool(cache.add(_name(token), 1, timeout=int(LASTS.total_seconds()) + 60))
    except Exception:  # any cache's own error: what is asked for matters more than who asks
        return True


def _name(token: str) -> str:
    return f"proof:{hashlib.sha256(token.encode()).hexdigest()[:40]}"


def _key() -> str:
    return salted_hmac(SALT, "work", algorithm="sha256").hexdigest()
