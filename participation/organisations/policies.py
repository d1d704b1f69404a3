"""Who may do what with an organisation."""

from __future__ import annotations

from participation.places.selectors import is_official

from .models import Organisation
from .selectors import is_representative


def may_vouch(user: object, organisation: Organisation) -> bool:
    """Officials of its municipality who do not speak for it themselves."""
    return is_official(user, organisation.municipality_id) and not is_representative(user, organisation)


def may_manage(user: object, organisation: Organisation) -> bool:
    """Its own representatives."""
    return is_representative(user, organisation)
