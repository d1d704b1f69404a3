"""Certificates: one's own, made, printed, revoked; and checked by anybody who has the code."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import Closed
from participation.rest.throttles import address_of
from participation.rest.views import Collection, Rows, found, made, read, signed_in

from ..actions import certificates as acts
from ..checking import check_code
from ..codes import in_groups
from ..models import Certificate
from ..paper import paper_for
from ..policies import may_revoke
from ..selectors.certificates import own_certificates, paper_of
from .base import OF_ONE, STATE, absolute
from .data import certificate_data, checked_data
from .paper_fields import CertificateIn, CertificateOut, CheckedOut, RevokeIn


@extend_schema_view(
    list=extend_schema(summary="Your own certificates"),
    retrieve=extend_schema(summary="Check a certificate", responses=CheckedOut),
    create=extend_schema(
        summary="Make a certificate", request=CertificateIn, responses={200: CertificateOut, 201: CertificateOut}
    ),
    destroy=extend_schema(summary="Take your certificate back", responses={204: None, 409: STATE}),
)
class Certificates(Collection):
    """Papers on confirmed hours. `code` may be typed with or without dashes, in small letters, on a Cyrillic keyboard."""

    serializer_class = CertificateOut
    filterset_class = None
    queryset = Certificate.objects.none()
    lookup_field = "code"
    lookup_value_regex = r"[\w -]{16,40}"

    def get_queryset(self) -> QuerySet[Certificate]:
        return own_certificates(self.request.user)

    def present(self, rows: Sequence[Certificate]) -> Rows:
        return [certificate_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        """The newest first."""
        signed_in(request)
        return self.answer(self.get_queryset())

    def create(self, request: Request) -> Response:
        """Of the hours confirmed up to now: for yourself; for helpers, who leads the project or its officials. One of
        before is replaced; the same again while nothing changed."""
        person, wanted = signed_in(request), read(CertificateIn, request)
        whose = wanted.get("person") or person.pk
        row = acts.issue_certificate(person=person, project_id=wanted["project"], user_id=whose)
        return Response(certificate_data(row), status=made(row))

    def retrieve(self, request: Request, code: str) -> Response:
        """Anybody: name, project, hours, and whether it is valid. Ten codes that are not there in ten minutes, and you
        wait."""
        checked = found(check_code(code, address_of(request)))
        return Response(checked_data(checked), headers={"Cache-Control": "no-store"})

    def destroy(self, request: Request, code: str) -> Response:
        """Whose it is; whoever checks it then reads no name."""
        person = signed_in(request)
        acts.withdraw_certificate(person=person, certificate_id=self._known(code).pk)
        return Response(status=204)

    @extend_schema(summary="Revoke", request=RevokeIn, responses={200: CertificateOut, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def revoke(self, request: Request, code: str) -> Response:
        """Who leads the project (not of one another) and officials, with a reason that its holder reads."""
        person, row = signed_in(request), self._known(code)
        reason = read(RevokeIn, request, may=lambda: may_revoke(person, row))["reason"]
        return Response(certificate_data(acts.revoke_certificate(person=person, certificate_id=row.pk, reason=reason)))

    @extend_schema(
        operation_id="certificates_pdf",
        summary="A certificate for printing",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 409: STATE},
    )
    def pdf(self, request: Request, code: str) -> HttpResponse:
        """Whose it is, who leads the project, and officials; while it is valid. PDF/UA, in the language asked for."""
        row = found(paper_of(code, signed_in(request)))
        if row.state != Certificate.State.VALID:
            raise Closed(acts.NOT_VALID)
        address = absolute(request, f"/certificates/{in_groups(row.code)}/")
        headers = {
            "Content-Disposition": f'attachment; filename="certificate-{in_groups(row.code)}.pdf"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(paper_for(row, address=address), content_type="application/pdf", headers=headers)

    def _known(self, code: str) -> Certificate:
        """Of the code, and for nobody whose business it is not: 404."""
        row = found(check_code(code, address_of(self.request)))
        if row.user_id != self.request.user.pk and not may_revoke(self.request.user, row):
            raise Http404
        return row
