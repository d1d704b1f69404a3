"""``manage.py load_throwaway_domains [FILE]``: mail domains that anybody has for some minutes, a line each."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participation.moderation.lines import OWN_DOMAINS, lines_of
from participation.moderation.loading import load_domains


class Command(BaseCommand):
    help = "Adds mail domains from a file (a line each), or from the project's own short list; harmless to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=OWN_DOMAINS)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            domains = lines_of(options["file"])
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        self.stdout.write(f"{load_domains(domains)} new domains")
