"""``manage.py load_words --language bg FILE``: words for the automatic check, a line each."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from participation.moderation.lines import lines_of
from participation.moderation.loading import load_words, switch_off_common
from participation.moderation.models import Word


class Command(BaseCommand):
    help = "Adds the words of a file (a line each) to a language's list; harmless to repeat. Never shown in public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", required=True, choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument(
            "--ordinary", type=Path, help="ordinary texts, a line each: words common there are switched off"
        )
        parser.add_argument("--reviewed", action="store_true", help="each of them flags by itself")

    def handle(self, *args: Any, **options: Any) -> None:
        weight = Word.Weight.CLEAR if options["reviewed"] else Word.Weight.UNREVIEWED
        try:
            words = lines_of(options["file"])
            ordinary = options["ordinary"].read_text(encoding="utf-8").splitlines() if options["ordinary"] else []
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{load_words(options['language'], words, weight)} new words")
        if ordinary:
            self.stdout.write(f"{switch_off_common(options['language'], ordinary)} switched off: common in the texts")
