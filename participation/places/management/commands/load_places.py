"""``manage.py load_places``: bring names and seats of the municipalities up to date with the data file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from participation.places.loading import load_places
from participation.places.models import Municipality, Region


class Command(BaseCommand):
    help = "Loads the Bulgarian municipalities (codes, names, seats) from the project's data file; harmless to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_places(Region, Municipality)} municipalities")
