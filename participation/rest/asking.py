"""What stands in the query of an address, read strictly: refused in words that say what is needed, with an example."""

from __future__ import annotations

from collections.abc import Collection

from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from participation.keys import as_id

PAGING = frozenset({"page", "page_size"})
MOST_VALUES = 50  # of one parameter


def check_parameters(request: Request, known: Collection[str]) -> None:
    """Raises ValidationError naming each query parameter that is not known, that is too many, or that holds a NUL."""
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        names = ", ".join(sorted(known))
        said = (
            _("There is no such filter. Known: %(names)s.") % {"names": names}
            if known
            else _("There is nothing to choose here.")
        )
        raise ValidationError({name: [said] for name in unknown})
    for name, values in request.query_params.lists():
        if len(values) > MOST_VALUES:
            raise ValidationError({name: [_("Too many values.")]})
        if any("\x00" in value for value in values):  # PostgreSQL takes no text that holds one
            raise ValidationError({name: [str(ProhibitNullCharactersValidator.message)]})


def asked_number(
    request: Request, name: str, *, least: int = 1, most: int, example: int, usual: int | None = None
) -> int:
    """The whole number that is asked for, ``usual`` where none is. Raises ValidationError naming the parameter."""
    said = request.query_params.get(name, "")
    if not said and usual is not None:
        return usual
    number = as_id(said)
    if number is None or not least <= number <= most:
        raise ValidationError({name: [_needed(name, least, most, example)]})
    return number


def asked_choice(request: Request, name: str, choices: Collection[str]) -> str:
    """One of the choices, the first where none is asked for. Raises ValidationError naming the parameter."""
    said = request.query_params.get(name, "")
    if not said:
        return next(iter(choices))
    if said not in choices:
        raise ValidationError({name: [_("One of these is needed: %(choices)s.") % {"choices": ", ".join(choices)}]})
    return said


def _needed(name: str, least: int, most: int, example: int) -> str:
    shown = {"least": least, "most": most, "example": f"{name}={example}"}
    if most >= BIG:
        return _("A whole number from %(least)s on is needed, for example %(example)s.") % shown
    return _("A whole number from %(least)s to %(most)s is needed, for example %(example)s.") % shown


BIG = 2**31 - 1  # no limit that anybody would want to read
