"""Preparing a consultation: starting a draft, its details, its dates, throwing it away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.documents.actions import remove_files_of
from participation.places.models import Municipality
from participation.places.selectors import is_official
from participation.record.actions import record
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed
from participation.unseen import one_line
from participation.voting.actions import open_window

from ..models import Consultation, DraftTree
from ..policies import can_be_changed
from .publishing import locked_for

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "details": ("title", "kind", "summary", "policy_area", "institution", "act_type", "reg_num", "law"),
    "contact": ("contact_name", "contact_email", "contact_phone", "way_email", "way_counter", "way_post"),
    "motives": ("motives_reasons", "motives_aims", "motives_resources", "motives_results", "motives_eu_check"),
    "document": (
        "document_introduction", "document_aims", "document_process", "document_related", "document_questions",
    ),
    "dates": ("planned_opens_at", "planned_closes_at", "short_term_reason"),
}  # fmt: skip


@transaction.atomic
def start_draft(*, official: User, municipality_id: int, kind: str, title: str, language: str = "bg") -> Consultation:
    """A consultation is being prepared; only officials of the municipality know of it.

    Raises NotAllowed for anybody else, BadInput without a title or with an unknown kind.
    """
    if not is_official(official, municipality_id):
        raise NotAllowed
    municipality = Municipality.objects.get(pk=municipality_id)
    title = one_line(title)
    if not title or len(title) > 240:
        raise BadInput(_("Give it a title of at most 240 characters."), field="title")
    if kind not in Consultation.Kind.values:
        raise BadInput(_("Choose what kind of document it is."), field="kind")
    consultation = Consultation.objects.create(
        municipality=municipality,
        kind=kind,
        title=title,
        language=language,
        window=open_window(municipality_id=municipality_id),
        created_by=official,
        **_remembered(official, municipality),
    )
    consultation.window.scope = consultation.scope
    consultation.window.save(update_fields=["scope"])
    DraftTree.objects.create(consultation=consultation)
    note(consultation, official, "draft.started", {"kind": kind})
    return consultation


REMEMBERED = ("institution", *SECTIONS["contact"])


def _remembered(official: User, municipality: Municipality) -> dict[str, str]:
    """Who proposes and whom to ask, as in the municipality's last consultation; in its first one, what is known."""
    last = Consultation.objects.filter(municipality=municipality).exclude(contact_name="").order_by("-pk").first()
    if last is not None:
        return {name: getattr(last, name) for name in REMEMBERED}
    address = municipality.contact_email
    return {"contact_name": official.display_name, "contact_email": address, "way_email": address}


@transaction.atomic
def save_section(*, official: User, consultation_id: int, section: str, values: Mapping[str, Any]) -> Consultation:
    """The named fields of one section of the details have these values; all others stay.

    Raises NotAllowed, BadInput naming the first field that cannot be used, or when it is published already.
    """
    consultation = locked_draft(official, consultation_id)
    changed = [name for name in SECTIONS[section] if name in values]
    for name in changed:
        value = values[name]
        setattr(consultation, name, value.replace("\r\n", "\n").strip() if isinstance(value, str) else value)
    others = {field.name for field in Consultation._meta.fields} - set(changed)
    try:
        consultation.clean_fields(exclude=others)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise BadInput(messages[0], field=field) from error
    consultation.save(update_fields=changed)
    note(consultation, official, "draft.details_changed", {"section": section})
    return consultation


def plan_dates(
    *,
    official: User,
    consultation_id: int,
    opens_at: datetime | None,
    closes_at: datetime | None,
    short_term_reason: str = "",
) -> Consultation:
    """When it is to open (None: at publishing) and to close. Terms are judged by the checklist, not here.

    Raises BadInput for closing before opening, and for a new moment of opening that has passed.
    """
    planned = Consultation.objects.filter(pk=consultation_id).values_list("planned_opens_at", flat=True).first()
    if opens_at and opens_at != planned and opens_at <= db_now():
        raise BadInput(
            _("This moment has passed. Choose a later one, or let it open at publishing."), field="opens_day"
        )
    if opens_at and closes_at and closes_at <= opens_at:
        raise BadInput(_("It must close after it opens."), field="closes_day")
    values = {"planned_opens_at": opens_at, "planned_closes_at": closes_at, "short_term_reason": short_term_reason}
    return save_section(official=official, consultation_id=consultation_id, section="dates", values=values)


@transaction.atomic
def discard_draft(*, official: User, consultation_id: int) -> None:
    """The draft, all its steps and the files uploaded for it are gone.

    What was published cannot be discarded, only withdrawn with a reason: raises BadInput; also where clauses stand,
    because only publishing makes them, and what people said hangs on them. Raises NotAllowed.
    """
    consultation = locked_draft(official, consultation_id)
    announced = Act.objects.filter(scope=consultation.scope, kind="consultation.published").exists()
    if announced or consultation.clauses.exists():
        raise BadInput(_("Its text has been public already, so it can no longer be thrown away."))
    window = consultation.window
    note(consultation, official, "draft.discarded")
    remove_files_of(actor=official, scope=consultation.scope)
    consultation.delete()
    window.delete()


def locked_draft(official: User, consultation_id: int) -> Consultation:
    """The consultation, locked, while it is being prepared. Raises NotAllowed, or BadInput once it is published."""
    consultation = locked_for(official, consultation_id)
    if not can_be_changed(consultation):
        raise BadInput(_("It is published: its text and details no longer change here."))
    return consultation


def note(consultation: Consultation, official: User, kind: str, data: dict[str, Any] | None = None) -> None:
    """Record an act of preparation: kept, but not told to the public, who do not know of the draft yet."""
    record(
        kind=kind,
        scope=consultation.scope,
        actor=official,
        role="official",
        municipality_id=consultation.municipality_id,
        data=data,
        is_public=False,
    )
