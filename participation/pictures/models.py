"""Pictures that people put beside their words."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

LONGEST_DESCRIPTION = 300  # characters


def own_path(instance: Any, filename: str) -> str:
    """A place nobody can guess; what the sender called the file plays no part in it."""
    return f"pictures/{timezone.now():%Y/%m}/{secrets.token_hex(20)}"


def new_key() -> str:
    """The name of a picture in its address: nobody can count or guess it."""
    return secrets.token_hex(16)


class Picture(models.Model):
    """A picture in two sizes, made anew from what was sent. Personal data: who sent it, what it shows and says.

    Nothing of the file that was sent is kept: neither its name nor where and with what it was taken.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pictures")
    ref = models.CharField(max_length=60, blank=True)  # what it stands beside: "post.17"; empty: not sent yet
    position = models.PositiveSmallIntegerField(default=0)
    description = models.CharField(max_length=LONGEST_DESCRIPTION, blank=True)
    file = models.FileField(upload_to=own_path, max_length=200)
    small_file = models.FileField(upload_to=own_path, max_length=200)
    size = models.PositiveIntegerField()  # bytes of both files
    width = models.PositiveSmallIntegerField()  # pixels, as all of these
    height = models.PositiveSmallIntegerField()
    small_width = models.PositiveSmallIntegerField()
    small_height = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["ref", "position"], condition=~models.Q(ref=""), name="pictures_of_a_thing"),
            models.Index(fields=["created_at"], condition=models.Q(ref=""), name="pictures_not_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ref="") | ~models.Q(description=""), name="picture_shown_is_described"
            ),
        ]

    def __str__(self) -> str:
        return f"picture {self.pk}"
