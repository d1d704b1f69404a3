"""What this room keeps about a person: which files they gave us."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Attachment, ImportJob


def export(user: User) -> dict[str, Any]:
    """Documents to be read, and attachments."""
    return {
        "imports": list(
            ImportJob.objects.filter(uploader=user)
            .order_by("pk")
            .values("original_name", "size", "scope", "created_at")
        ),
        "attachments": list(
            Attachment.objects.filter(uploaded_by=user)
            .order_by("pk")
            .values("title", "original_name", "scope", "created_at")
        ),
    }


def join() -> None:
    """Files belong to the municipality's consultation and stay; they lose the person with the person's own row."""
    personal_data.register("documents", export)
