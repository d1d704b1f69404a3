"""Cards of links as the API describes them. They are made by the worker, so there is nothing to ask for."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class CardPictureOut(serializers.Serializer[Any]):
    """A small picture, handed out by this site."""

    url = serializers.CharField(help_text="path on this site")
    width = serializers.IntegerField(help_text="pixels")
    height = serializers.IntegerField(help_text="pixels")


class CardOut(serializers.Serializer[Any]):
    """What the page behind a link says of itself. Plain text: escape it before it is shown."""

    url = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    site = serializers.CharField(allow_blank=True)
    picture = CardPictureOut(allow_null=True)
