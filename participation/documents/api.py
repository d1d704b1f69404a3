"""How far an import is."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import moment
from participation.rest.views import Collection, Row, found, signed_in

from .models import ImportJob
from .selectors import get_import


class ImportOut(serializers.Serializer[Any]):
    """A document on its way to a clause tree."""

    id = serializers.IntegerField()
    name = serializers.CharField(help_text="what the sender called it")
    size = serializers.IntegerField(help_text="bytes")
    kind = serializers.CharField(allow_blank=True, help_text="docx, odt, pdf, markdown, text; known by content")
    state = serializers.ChoiceField(choices=ImportJob.State.choices)
    stage = serializers.CharField(allow_blank=True)
    progress = serializers.IntegerField(help_text="0 to 100")
    pages = serializers.IntegerField()
    reason_code = serializers.CharField(allow_blank=True, help_text="why it was refused")
    reason = serializers.CharField(allow_blank=True, help_text="the same in words")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


@extend_schema_view(retrieve=extend_schema(summary="Progress of an import"))
class Imports(Collection):
    """One's own imports. They are started at a draft."""

    serializer_class = ImportOut
    permission_classes = [IsAuthenticated]
    queryset = ImportJob.objects.none()

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(import_data(found(get_import(int(pk), for_user=signed_in(request)))))


def import_data(job: ImportJob) -> Row:
    """See ImportOut."""
    return {
        "id": job.pk,
        "name": job.original_name,
        "size": job.size,
        "kind": job.kind,
        "state": job.state,
        "stage": job.stage,
        "progress": job.progress,
        "pages": job.pages,
        "reason_code": job.reason_code,
        "reason": str(job.reason),
        "created_at": moment(job.created_at),
        "finished_at": moment(job.finished_at),
    }
