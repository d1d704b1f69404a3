"""Loading at the start what the first request, or the first event on a socket, would otherwise wait for."""

from __future__ import annotations

import gc

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.module_loading import import_string

ANY = "Yes"  # any word: with it comes the whole catalogue


def warm_up() -> None:
    """Every view, what draws live events, and the words and dates of every language: most of a second, once in a process."""
    import_string(settings.LIVE_RENDERER)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext(ANY)
            reverse("home")  # the table of addresses is made for each language
            date_format(timezone.now(), "DATETIME_FORMAT")  # a language's ways to write dates are files of their own
    gc.collect()
    gc.freeze()  # what is loaded by now stays for good: the collector need not look through it again and again
