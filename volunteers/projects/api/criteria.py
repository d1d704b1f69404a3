"""What municipalities look at when they check projects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality, is_official
from participation.rest.asking import check_parameters
from participation.rest.fields import place_short
from participation.rest.views import Collection, read, signed_in

from ..actions.checking import set_criteria
from ..models import Criterion
from ..selectors.criteria import criteria_of, own_criteria
from .bodies import CriteriaIn
from .fields import CriteriaOut

WHERE = OpenApiParameter("municipality", required=True, description="code, such as VID09")


@extend_schema_view(
    list=extend_schema(
        summary="What a municipality looks at", parameters=[WHERE], responses=CriteriaOut, filters=False
    ),
    create=extend_schema(summary="Name your criteria", request=CriteriaIn, responses={200: CriteriaOut}),
)
class Criteria(Collection):
    """Public: whoever proposes a project knows beforehand what it will be measured by."""

    serializer_class = CriteriaOut
    pagination_class = None
    queryset = Criterion.objects.none()

    def list(self, request: Request) -> Response:
        """The municipality's own, or the usual ones in the language asked for."""
        check_parameters(request, ("municipality",))
        return Response(_criteria(_place(request.query_params.get("municipality", ""))))

    def create(self, request: Request) -> Response:
        """Officials only: these hold from now on; an empty list brings the usual ones back."""
        person = signed_in(request)
        code = request.data.get("municipality") if isinstance(request.data, dict) else ""
        place = get_municipality(str(code or "")[:8])
        wanted = read(CriteriaIn, request, may=lambda: place is None or is_official(person, place.pk))
        place = _place(wanted["municipality"])
        set_criteria(official=person, municipality_id=place.pk, texts=wanted["texts"])
        return Response(_criteria(place))


def _place(code: str) -> Any:
    place = get_municipality(code[:8]) if code else None
    if place is None:
        raise serializers.ValidationError({"municipality": [_("There is no such municipality.")]})
    return place


def _criteria(place: Any) -> dict[str, Any]:
    own = own_criteria(place.pk)
    return {"municipality": place_short(place), "is_own": bool(own), "texts": own or criteria_of(place.pk)}
