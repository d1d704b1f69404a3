"""A form that is sent twice is one act: the second sending gives back what the first made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from .database import breaks
from .refusals import BadInput

M = TypeVar("M", bound=models.Model)


def made_once(make: Callable[[], M], *, of: type[M], constraint: str, **sent: object) -> M:
    """What ``make`` makes in a transaction of its own, or what was made with the same key before.

    What was made before says so: ``was_there``. ``sent`` are the fields that tell a form sent again: author,
    ``client_key``, and what it is about. Raises BadInput where the author has used the key for something else; errors of
    other constraints are raised as they are.
    """
    try:
        with transaction.atomic():
            return make()
    except IntegrityError as error:
        if not sent.get("client_key") or not breaks(error, of, constraint):
            raise
        before = of._default_manager.filter(**sent).first()
        if before is None:
            raise BadInput(
                _("This form was sent somewhere else before. If it belongs here too, send it once more."),
                field="client_key",
            ) from error
        return there_before(before)


def there_before(row: M) -> M:
    """The row, which says from now on that it was not made just now."""
    row.was_there = True  # type: ignore[attr-defined]  # a note for whoever called, kept nowhere
    return row


def was_there(made: object) -> bool:
    """Whether the action found this where it might have made it."""
    return bool(getattr(made, "was_there", False))
