"""The first reader after a start does not wait for what could be loaded before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import sys
import config.{kind}
from django.conf import settings
from django.utils.translation import trans_real
views = [name for name in sys.modules if name.startswith("frontend.") and ".views" in name]
print(len(views), sorted(trans_real._translations) == sorted(code for code, _name in settings.LANGUAGES))
"""


def test_views_and_words_are_there_when_it_begins_to_serve() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"}
    for kind in ("asgi", "wsgi"):
        asked = [sys.executable, "-W", "ignore", "-c", LOADED.format(kind=kind)]
        views, words = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout.split()
        assert int(views) > 10, kind
        assert words == "True", kind
