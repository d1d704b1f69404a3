"""`manage.py demo`: the whole platform with a lively place in it, in one command and one process."""

from __future__ import annotations

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from demo.fill import SCALES, empty, fill, is_filled
from demo.people import DOMAIN, PASSWORD
from demo.serving import Busy, bind, serve

SIGN_IN = (
    ("citizen", "Мария Тодорова", "citizen of Kavarna: stance, comment, suggest another wording"),
    ("citizen2", "Стоян Кръстев", "a second citizen, to see things arrive live"),
    ("coordinator", "Невяна Русева", "leads projects: a draft, open ones, one that is finished"),
    ("ngo", "Елица Маринова", "speaks for the NGO „Будна Каварна“"),
    ("official", "Десислава Петкова", "official of Kavarna: a draft to finish, proposals to answer"),
    ("moderator", "Калоян Рашев", "moderator of Kavarna: reports are waiting"),
    ("volunteer", "Жасмина Илиева", "volunteer of Kavarna: an entry in the register, applications to projects"),
    ("admin", "Ирина Велева", "administrator"),
)


class Command(BaseCommand):
    help = "Fills and serves a lively demo place. Keeps its data until --fresh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in")
        parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and fill it anew")
        parser.add_argument(
            "--scale", choices=SCALES, default="demo", help="cocreated: 60 municipalities, 8,400 people"
        )
        parser.add_argument("--no-serve", action="store_true", help="only fill")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrated, filled and served until a signal comes."""
        if settings.ENV.is_production:
            raise CommandError("This is production (MEGDAN_ENV): the demo would mix its people with real ones.")
        started = time.monotonic()
        sock = None if options["no_serve"] else self._bind(options["host"], options["port"])
        self._prepare(options["fresh"], options["scale"])
        if sock is not None:
            serve(sock, lambda address: self._ready(address, time.monotonic() - started))
            self.stdout.write("stopped")

    def _bind(self, host: str, port: int) -> Any:
        if not 0 <= port <= 65535:
            raise CommandError("--port: a number from 0 to 65535 is wanted.")
        try:
            return bind(host, port)
        except Busy as busy:
            raise CommandError(
                f"Port {port} is in use by another program. Choose another one: manage.py demo --port {port + 1}"
            ) from busy
        except OSError as error:
            raise CommandError(f"Cannot serve on {host}:{port}: {error.strerror or error}.") from error

    def _prepare(self, fresh: bool, scale: str) -> None:
        if fresh:
            self._wipe()
        call_command("migrate", verbosity=0, interactive=False)
        if fresh and connection.vendor != "sqlite":
            empty()
        if is_filled():
            self.stdout.write("keeping the data that is there (--fresh fills anew)")
            return
        fill(scale=scale, progress=self.stdout.write)

    def _wipe(self) -> None:
        """The database file of SQLite, mail and uploads are gone."""
        if connection.vendor == "sqlite":
            connection.close()
            name = str(connection.settings_dict["NAME"])
            for suffix in ("", "-wal", "-shm"):
                Path(name + suffix).unlink(missing_ok=True)
        if settings.ENV.is_demo:
            for folder in (settings.EMAIL_FILE_PATH, settings.MEDIA_ROOT):
                shutil.rmtree(folder, ignore_errors=True)

    def _ready(self, address: str, seconds: float) -> None:
        lines = [f"ready {address}", "", f"It took {seconds:.1f} s. Everybody's password: {PASSWORD}", ""]
        lines += [f"  {key + '@' + DOMAIN:<29} {name:<18} {what}" for key, name, what in SIGN_IN]
        self.stdout.write("\n".join([*lines, "", "Ctrl-C stops it; the data stays."]))
        self.stdout.flush()
