"""Fields that several rooms describe or take in the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rest_framework import serializers

from .filters import BIGGEST_ID

GROUPS = ["citizen", "ngo", "business", "institution", "official"]


class IdField(serializers.IntegerField):
    """A key."""

    def __init__(self, **extra: Any) -> None:
        super().__init__(min_value=1, max_value=BIGGEST_ID, **extra)


class PlaceShort(serializers.Serializer[Any]):
    """A municipality in passing."""

    code = serializers.CharField()
    name = serializers.CharField(help_text="In the language asked for: Bulgarian, or Latin script for every other.")


class OrganisationShort(serializers.Serializer[Any]):
    """An organisation in passing."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class Author(serializers.Serializer[Any]):
    """Who spoke, as they chose to be shown; the same as in the live stream."""

    id = serializers.IntegerField(allow_null=True, help_text="null: a former participant")
    name = serializers.CharField(allow_blank=True)
    group = serializers.ChoiceField(choices=GROUPS)
    organisation = OrganisationShort(allow_null=True, help_text="whom they spoke for; null: for themselves")


class Problem(serializers.Serializer[Any]):
    """Why a request was refused."""

    detail = serializers.CharField(help_text="In the language of Accept-Language.")
    code = serializers.CharField(help_text="Stable, for programs.")
    field = serializers.CharField(required=False, help_text="The field or parameter it is about.")
    fields = serializers.DictField(  # type: ignore[assignment]  # a field's name
        child=serializers.ListField(child=serializers.CharField()), required=False, help_text="Messages by field."
    )
    retry_after = serializers.IntegerField(required=False, help_text="429: seconds, as `Retry-After`")
    reason = serializers.CharField(
        required=False, help_text="Of a picture: `empty`, `kind`, `pixels`, `broken`, `two_in_one` or `too_large`."
    )


def moment(value: datetime | None) -> str | None:
    """A moment as the API and the live stream tell it: ISO 8601 with its offset, in UTC."""
    return value.isoformat() if value else None


def place_short(place: Any) -> dict[str, str]:
    """See PlaceShort."""
    return {"code": place.code, "name": place.name}
