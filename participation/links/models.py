"""What is known of the pages that people link to."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from participation.pictures.models import new_key, own_path

LONGEST_URL = 600  # characters; a longer address gets no card


class LinkCard(models.Model):
    """What a page elsewhere says of itself, or that it says nothing. No personal data: who linked to it is not kept."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the address
    url = models.CharField(max_length=LONGEST_URL)
    key = models.CharField(max_length=32, unique=True, default=new_key)  # of its picture's address on this site
    title = models.CharField(max_length=160, blank=True)  # empty: there is no card
    description = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=80, blank=True)
    picture = models.FileField(upload_to=own_path, max_length=200, blank=True)
    picture_width = models.PositiveSmallIntegerField(default=0)  # pixels
    picture_height = models.PositiveSmallIntegerField(default=0)
    fetched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["fetched_at"], name="cards_by_age")]

    def __str__(self) -> str:
        return self.url
