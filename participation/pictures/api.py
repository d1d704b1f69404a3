"""Pictures through the API: sent first, and named when the words are sent."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import BadInput
from participation.rest.parsers import Form
from participation.rest.views import Collection, read, signed_in

from .actions import keep_picture
from .making import PictureRefused
from .models import LONGEST_DESCRIPTION, Picture
from .selectors import picture_data


class PictureIn(serializers.Serializer[Any]):
    """A picture and what it shows, for those who cannot see it."""

    file = serializers.FileField(
        help_text="JPEG, PNG, WebP or GIF by its content, at most 10 MB; of a GIF the first frame"
    )
    description = serializers.CharField(max_length=LONGEST_DESCRIPTION)


class PictureOut(serializers.Serializer[Any]):
    """A picture in two sizes, WebP both, at most 1600 and 480 pixels long."""

    id = serializers.IntegerField()
    url = serializers.CharField(help_text="path on this site, for those who may read what it stands beside")
    width = serializers.IntegerField(help_text="pixels")
    height = serializers.IntegerField(help_text="pixels")
    small_url = serializers.CharField()
    small_width = serializers.IntegerField(help_text="pixels")
    small_height = serializers.IntegerField(help_text="pixels")
    description = serializers.CharField()


@extend_schema_view(
    create=extend_schema(
        summary="Send a picture",
        description="It waits for a day to be named in the `pictures` of a comment. Location and every other detail "
        "of the camera are left out.",
        request={"multipart/form-data": PictureIn},
        responses={201: PictureOut},
    )
)
class Pictures(Collection):
    """Pictures to put beside one's words."""

    serializer_class = PictureOut
    permission_classes = [IsAuthenticated]
    parser_classes = [Form]
    queryset = Picture.objects.none()
    rates = {"create": "pictures"}

    def create(self, request: Request) -> Response:
        wanted = read(PictureIn, request)
        try:
            kept = keep_picture(owner=signed_in(request), file=wanted["file"], description=wanted["description"])
        except PictureRefused as refusal:  # the site's forms call it otherwise
            raise BadInput(str(refusal), field="file", reason=refusal.reason) from refusal
        return Response(picture_data(kept), status=201)
