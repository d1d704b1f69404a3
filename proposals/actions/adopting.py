"""What the council or the mayor decided: recorded once, and corrected where it was recorded wrongly."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput
from participation.unseen import one_line

from ..models import Consultation
from .publishing import act_on, locked_for


@transaction.atomic
def record_adoption(*, official: User, consultation_id: int, decision_number: str, adopted_on: date) -> Consultation:
    """The council or the mayor adopted it by this decision.

    Raises NotAllowed; BadInput before it is answered, without a number, or for a day on which it cannot have been.
    """
    consultation = locked_for(official, consultation_id)
    if consultation.stage != Consultation.Stage.ANSWERED:
        raise BadInput(_("Only a consultation with a published report can be adopted."))
    number = _checked(consultation, decision_number, adopted_on)
    consultation.stage = Consultation.Stage.ADOPTED
    consultation.decision_number, consultation.adopted_on = number, adopted_on
    consultation.save(update_fields=["stage", "decision_number", "adopted_on"])
    act_on(consultation, official, "consultation.adopted", {"decision_number": number, "adopted_on": adopted_on})
    return consultation


@transaction.atomic
def correct_adoption(*, official: User, consultation_id: int, decision_number: str, adopted_on: date) -> Consultation:
    """The recorded decision has this number and day; the record tells everybody what stood there before.

    Raises NotAllowed; BadInput before it is adopted, when nothing would change, or as `record_adoption` does.
    """
    consultation = locked_for(official, consultation_id)
    if consultation.stage != Consultation.Stage.ADOPTED:
        raise BadInput(_("No decision is recorded yet."))
    number = _checked(consultation, decision_number, adopted_on)
    before = (consultation.decision_number, consultation.adopted_on)
    if before == (number, adopted_on):
        raise BadInput(_("Nothing has changed: this is recorded already."))
    consultation.decision_number, consultation.adopted_on = number, adopted_on
    consultation.save(update_fields=["decision_number", "adopted_on"])
    data = {"decision_number": number, "adopted_on": adopted_on, "was_number": before[0], "was_on": before[1]}
    act_on(consultation, official, "consultation.decision_corrected", data)
    return consultation


def today_in(consultation: Consultation) -> date:
    """The day it is in its municipality, by the database's clock."""
    return db_now().astimezone(ZoneInfo(consultation.municipality.timezone)).date()


def earliest_adoption(consultation: Consultation) -> date | None:
    """The first day on which it can have been adopted: that of the report, by the municipality's clock."""
    if consultation.answered_at is None:
        return None
    return consultation.answered_at.astimezone(ZoneInfo(consultation.municipality.timezone)).date()


def _checked(consultation: Consultation, decision_number: str, adopted_on: date) -> str:
    number = one_line(decision_number)
    if not number or len(number) > 60:
        raise BadInput(_("Give the number of the decision, at most 60 characters."), field="decision_number")
    if adopted_on > today_in(consultation):
        raise BadInput(_("The day of the decision lies in the future."), field="adopted_on")
    earliest = earliest_adoption(consultation)
    if earliest and adopted_on < earliest:
        raise BadInput(
            _("A decision is taken after the report on the proposals is published, which was on %(day)s.")
            % {"day": f"{earliest:%d.%m.%Y}"},
            field="adopted_on",
        )
    return number
