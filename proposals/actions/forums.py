"""The forum of a consultation: opened by an official, read as long as the consultation is public."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forums.actions import open_forum
from forums.models import Forum
from participation.accounts.models import User
from participation.refusals import BadInput

from ..models import Consultation
from .publishing import locked_for


@transaction.atomic
def open_consultation_forum(*, official: User, consultation_id: int) -> Forum:
    """The consultation has a forum; the one it has, if it has one. Raises NotAllowed; BadInput before it is public."""
    consultation = locked_for(official, consultation_id)
    if consultation.stage == Consultation.Stage.PREPARING:
        raise BadInput(_("Publish the consultation first: its forum is read by everybody."))
    return open_forum(
        opener=official,
        scope=consultation.scope,
        municipality_id=consultation.municipality_id,
        title=consultation.title,
    )
