"""The API's own pages: what there is, the schema, its documentation, and what is not there."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView


class RootOut(serializers.Serializer[Any]):
    """Where the collections are."""

    collections = serializers.DictField(child=serializers.URLField())
    schema = serializers.URLField()
    docs = serializers.URLField()
    live = serializers.CharField(help_text="the socket")


class Root(APIView):
    """The way in."""

    permission_classes = [AllowAny]

    @extend_schema(summary="What there is", operation_id="root", tags=["start"], responses=RootOut)
    def get(self, request: Request) -> Response:
        """Every collection with its address."""
        from config.api_urls import router

        collections = {
            prefix: reverse(f"{name}-list", request=request)
            for prefix, view, name in router.registry
            if hasattr(view, "list") or hasattr(view, "create")
        }
        socket = request.build_absolute_uri("/ws/live/").replace("http", "ws", 1)
        schema, docs = reverse("api-schema", request=request), reverse("api-docs", request=request)
        return Response({"collections": collections, "schema": schema, "docs": docs, "live": socket})


class Schema(SpectacularAPIView):
    """The schema: OpenAPI as YAML, or as JSON with ``?format=json``."""

    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """Making it takes most of a second, so it is made once per kind of file: in English, whoever asks."""
        renderer = request.accepted_renderer
        body = rendered_schema(renderer.format, renderer.media_type)
        headers = {"Content-Disposition": f'inline; filename="megdan.{renderer.format}"'}
        return HttpResponse(body, content_type=renderer.media_type, headers=headers)


@lru_cache(maxsize=8)
def rendered_schema(format: str, media_type: str) -> bytes:
    """The schema as it goes out. Both arguments come from short fixed lists."""
    generator: Any = SpectacularAPIView.generator_class()
    renderer = next(r for r in SpectacularAPIView.renderer_classes if (r.format, r.media_type) == (format, media_type))
    with translation.override("en"):  # it is written in English; names of choices would be in the reader's language
        made: Any = renderer().render(generator.get_schema(request=None, public=True), renderer_context={})
    return bytes(made)


class Docs(SpectacularSwaggerSplitView):
    """The schema to read and try out. Everything it loads comes from this site."""

    url = "/api/v1/schema/?format=json"  # read in a moment; YAML takes the browser most of a second
    template_name = "api/docs.html"
    permission_classes = [AllowAny]


class NoSuchAddress(APIView):
    """Everything else under the API's address: 404 as the API says it."""

    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """No sign-in is asked for what is not there."""

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Whatever the method. A forgotten slash at the end is mended where that loses nothing."""
        if not request.path.endswith("/") and request.method in ("GET", "HEAD"):
            query = request.META.get("QUERY_STRING", "")
            answer = HttpResponseRedirect(f"{request.path}/{'?' + query if query else ''}")
            patch_vary_headers(answer, ["Accept"])
            return answer
        raise Http404
