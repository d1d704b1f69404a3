"""Files beside a consultation."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from participation.documents.downloads import as_download
from participation.documents.models import Attachment
from participation.documents.selectors import list_attachments
from participation.rest.fields import Problem, moment
from participation.rest.views import Row, found, read, signed_in

from ..actions.files import attach_file, detach_file
from ..models import Consultation
from ..policies import may_work_on
from .preparing import Preparing

NUMBER = OpenApiParameter("attachment_id", int, OpenApiParameter.PATH, description="the attachment's id")


class AttachmentOut(serializers.Serializer[Any]):
    """A file beside a consultation."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Attachment.Kind.choices)
    title = serializers.CharField()
    name = serializers.CharField(help_text="of the file")
    size = serializers.IntegerField(help_text="bytes")
    sha256 = serializers.CharField()
    content_type = serializers.CharField(help_text="known by content")
    is_public = serializers.BooleanField(help_text="false while the draft is being prepared")
    created_at = serializers.DateTimeField()
    url = serializers.CharField(help_text="path of the file in this API")


class AttachmentIn(serializers.Serializer[Any]):
    """A file to stand beside a draft."""

    file = serializers.FileField(max_length=200)
    kind = serializers.ChoiceField(choices=Attachment.Kind.choices)
    title = serializers.CharField(max_length=200, default="", allow_blank=True, help_text="absent: the file's name")


class AsItIs(BaseContentNegotiation):
    """A file is what it is, whatever kind the client asks for; a refusal is JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Nothing is sent along."""
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first."""
        return renderers[0], renderers[0].media_type


class Papers(Preparing):
    """Attachments; together with Preparing the ground of Consultations."""

    @extend_schema(methods=["GET"], summary="Attachments", responses=AttachmentOut(many=True))
    @extend_schema(
        methods=["POST"],
        summary="Attach a file",
        request={"multipart/form-data": AttachmentIn},
        responses={201: AttachmentOut, 400: OpenApiResponse(Problem, "what was sent is not what attachments may be")},
    )
    @action(detail=True, methods=["get", "post"], filterset_class=None, pagination_class=None)
    def attachments(self, request: Request, pk: str) -> Response:
        """Motives, consultation document, annexes. Officials of its municipality attach them while they prepare a draft
        (multipart); they become public with it. What is added while it is announced or open, or the decision once it is
        adopted, is public at once. Documents, tables, presentations and pictures up to 20 MB."""
        known = self.known(pk)
        if request.method == "POST":
            official = signed_in(request)
            wanted = read(AttachmentIn, request, may=lambda: may_work_on(official, known))
            made = attach_file(official=official, consultation_id=known.pk, **wanted)
            return Response(attachment_data(known, made), status=201)
        return Response([attachment_data(known, row) for row in self._attached(known)])

    @extend_schema(
        methods=["GET"],
        summary="The attached file",
        parameters=[NUMBER],
        operation_id="consultations_attachment",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @extend_schema(methods=["DELETE"], summary="Remove an attachment", parameters=[NUMBER], responses={204: None})
    @action(
        detail=True,
        methods=["get", "delete"],
        filterset_class=None,
        pagination_class=None,
        content_negotiation_class=AsItIs,
        url_path=r"attachments/(?P<attachment_id>[0-9]{1,18})",
    )
    def attachment(self, request: Request, pk: str, attachment_id: str) -> HttpResponseBase:
        """Always as a download. Officials of its municipality remove it while they prepare the draft."""
        known = self.known(pk)
        if request.method == "DELETE":
            official = signed_in(request)
            gone = detach_file(official=official, consultation_id=known.pk, attachment_id=int(attachment_id))
            found(gone or None)
            return Response(status=204)
        return as_download(found(self._attached(known).filter(pk=int(attachment_id)).first()))

    def _attached(self, known: Consultation) -> Any:
        return list_attachments(known.scope, public_only=not may_work_on(self.request.user, known))


def attachment_data(consultation: Consultation, row: Attachment) -> Row:
    """See AttachmentOut."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "title": row.title,
        "name": row.safe_download_name,
        "size": row.size,
        "sha256": row.sha256,
        "content_type": row.content_type,
        "is_public": row.is_public,
        "created_at": moment(row.created_at),
        "url": f"/api/v1/consultations/{consultation.pk}/attachments/{row.pk}/",
    }
