"""Documents of a draft: reading one as its text, attaching others to it."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.documents.actions import add_attachment, remove_attachment
from participation.documents.actions import start_import as start_reading
from participation.documents.models import Attachment, ImportJob
from participation.documents.refusal import ImportRefused
from participation.documents.selectors import get_attachment, get_import_document
from participation.keys import as_ref
from participation.refusals import BadInput

from ..models import Consultation
from ..policies import attachable_kinds, can_be_changed
from .changing import add_file
from .drafts import locked_draft
from .publishing import locked_for
from .trees import replace_tree


@transaction.atomic
def import_text(
    *, official: User, consultation_id: int, file: File[bytes] | None = None, text: str | None = None
) -> ImportJob:
    """The worker will read the file, or the pasted text, and make it the text of the draft as one step.

    The text so far stays until then, and can be brought back by undoing. Raises NotAllowed, BadInput with the reason
    when there is nothing in it or too much.
    """
    consultation = locked_draft(official, consultation_id)
    try:
        return start_reading(uploader=official, file=file, text=text, scope=consultation.scope)
    except ImportRefused as refusal:
        raise BadInput(refusal.message, field="file" if file is not None else "pasted") from refusal


def take_import(*, job_id: int) -> bool:
    """What was read is the text of the draft it was uploaded for; False when it is for none, or not read. Idempotent."""
    job = ImportJob.objects.select_related("uploader").defer("result").filter(pk=job_id).first()
    document = get_import_document(job_id)
    kind, number = (as_ref(job.scope) if job else None) or ("", 0)
    if job is None or job.uploader is None or document is None or kind != "consultation":
        return False
    if not Consultation.objects.filter(pk=number, stage=Consultation.Stage.PREPARING).exists():
        return False
    replace_tree(official=job.uploader, consultation_id=number, document=document, import_job=job.pk)
    return True


@transaction.atomic
def attach_file(*, official: User, consultation_id: int, file: File[bytes], kind: str, title: str = "") -> Attachment:
    """The file stands beside the draft and becomes public with it; once that is public, at once (see `add_file`).

    Raises NotAllowed, BadInput with the reason.
    """
    if not can_be_changed(locked_for(official, consultation_id)):
        return add_file(official=official, consultation_id=consultation_id, file=file, kind=kind, title=title)
    consultation = locked_draft(official, consultation_id)
    if kind not in attachable_kinds(consultation):
        raise BadInput(_("Nothing of this kind belongs to such a document."), field="kind")
    try:
        return add_attachment(uploader=official, file=file, scope=consultation.scope, kind=kind, title=title)
    except ImportRefused as refusal:
        raise BadInput(refusal.message, field="file") from refusal


@transaction.atomic
def detach_file(*, official: User, consultation_id: int, attachment_id: int) -> bool:
    """The attachment of this draft is gone; False when it was not there. Raises NotAllowed."""
    consultation = locked_draft(official, consultation_id)
    attachment = get_attachment(attachment_id)
    if attachment is None or attachment.scope != consultation.scope:
        return False
    return remove_attachment(actor=official, attachment_id=attachment_id)
