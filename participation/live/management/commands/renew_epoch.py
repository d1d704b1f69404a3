"""``manage.py renew_epoch``: after a restored backup, before the servers start again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from participation.live.actions import renew_epoch


class Command(BaseCommand):
    help = "Gives every live stream a new epoch, so that open pages fetch themselves again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{renew_epoch()} streams renewed")
