"""The name a person shows to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from participation.refusals import BadInput
from participation.unseen import one_line

from .titles import is_held, office_in

if TYPE_CHECKING:
    from .models import User

SHORTEST, LONGEST = 2, 80


def cleaned_name(typed: str) -> str:
    """The name in one line without unseen signs. Raises BadInput where it is too short or long, or is an address."""
    name = one_line(typed)
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadInput(_("A name has between 2 and 80 characters."), field="display_name")
    if "@" in name:
        raise BadInput(_("Others will see this name: do not use your e-mail address."), field="display_name")
    return name


def chosen_name(typed: str, *, of: User | None = None) -> str:
    """A cleaned name that pretends no office; the name a person has already is left to them.

    Raises BadInput as cleaned_name, and for words of an office or the name of somebody who holds one.
    """
    name = cleaned_name(typed)
    if of is not None and name == of.display_name:
        return name
    office = office_in(name)
    if office:
        raise BadInput(
            _(
                "“%(office)s” belongs to an office, not to a name. Whoever works for a municipality has it shown beside "
                "the name by itself."
            )
            % {"office": office},
            field="display_name",
        )
    if is_held(name, besides=of.pk if of else None):
        raise BadInput(
            _(
                "Somebody who works for a municipality here has this name. If it is yours too, add something that tells "
                "you apart, for example your middle name."
            ),
            field="display_name",
        )
    return name
