"""What the coordinator's screen shows at the door of a shift."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import segno

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import NotAllowed, SignInFirst

from .codes import door_code, next_change
from .models import Shift
from .policies import leads, refusal_to_check_in


@dataclass(frozen=True)
class Shown:
    """A code, the address it is part of, that address as a QR code (a whole SVG), and when another one is shown."""

    code: str
    address: str
    svg: str
    changes_at: datetime


def door_of(shift: Shift, person: object, absolute: Callable[[str], str]) -> Shown:
    """For who leads the project, while one can check in. ``absolute`` makes whole addresses of paths.

    Raises SignInFirst, NotAllowed, NotYetOpen, Closed.
    """
    if not isinstance(person, User):
        raise SignInFirst
    if not leads(person, shift.task.project):
        raise NotAllowed
    now = db_now()
    refusal = refusal_to_check_in(shift, now)
    if refusal is not None:
        raise refusal
    code = door_code(shift.pk, now)
    address = absolute(f"/shifts/{shift.pk}/here/?code={code}")
    return Shown(code, address, picture_of(address), next_change(now))


def picture_of(address: str) -> str:
    """The address as a QR code: a whole SVG, in ink on paper whatever the colours around it."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, omitsize=True, dark="#000", light="#fff"
    )
    return out.getvalue().decode()
