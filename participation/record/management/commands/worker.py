"""``manage.py worker``: mail, closing, reminders, imports, as a process of its own."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from participation.record import worker


class Command(BaseCommand):
    help = "Runs what follows from recorded acts (mail, closing, reminders, imports) until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            worker.run_periodic()
            self.stdout.write(f"{worker.run_due(limit=10_000)} reactions")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("worker ready")
        worker.run_forever(stop)
