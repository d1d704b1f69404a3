"""The errors that actions raise: each says in the person's language what is wrong, and carries a stable code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Refused(Exception):
    """An act that the platform's rules do not allow. ``code`` is stable; ``status`` is the HTTP status of it."""

    code = "refused"
    status = 400
    message: str | Promise = _("This is not possible.")

    def __init__(self, message: str | Promise | None = None, *, field: str = "", **extra: Any) -> None:
        super().__init__(message or self.message)
        self.field = field  # the form field it is about, if one
        self.extra = {**extra, **({"field": field} if field else {})}

    def __str__(self) -> str:
        return str(self.args[0])


class BadInput(Refused):
    """What was typed cannot be used."""

    code = "bad_input"
    message = _("Please check what you typed.")


def refuse_all(wrong: Mapping[str, Words]) -> None:
    """Nothing where nothing is wrong. Raises BadInput with what is wrong at each field: in the words of the first, and
    of all under ``fields``, as the API tells what it cannot read.
    """
    if wrong:
        field, message = next(iter(wrong.items()))
        raise BadInput(message, field=field, fields={name: [str(words)] for name, words in wrong.items()})


class NotAllowed(Refused):
    """This person may not do this."""

    code = "not_allowed"
    status = 403
    message = _("You may not do this.")


class SignInFirst(NotAllowed):
    """Nobody is signed in."""

    code = "sign_in_first"
    status = 401
    message = _("Please sign in first.")


class Closed(Refused):
    """The closing moment has passed, by the database's clock."""

    code = "closed"
    status = 409
    message = _("The consultation has closed. Nothing more can be added or changed.")


class NotYetOpen(Refused):
    """The opening moment has not come."""

    code = "not_yet_open"
    status = 409
    message = _("The consultation has not opened yet.")


class Stale(Refused):
    """Somebody else changed it in between."""

    code = "stale"
    status = 409
    message = _("Somebody changed this in the meantime. Look at the newest state and try again.")


class TooMany(Refused):
    """A limit of acts per time was reached."""

    code = "too_many"
    status = 429
    message = _("That was a lot in a short time. Please wait a moment.")
