"""Turning an event into what is sent: once per representation, whatever the number of listeners.

A representation is "" for JSON alone, or a language code for JSON with an HTML fragment in that language.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.module_loading import import_string

from participation.live.selectors import Entry

log = logging.getLogger(__name__)

JSON_ONLY = ""
Renderer = Callable[[str, str, Any, str], str | None]


def representation(kind: str, language: str) -> str:
    """The representation asked for by ``?as=`` and ``lang=``; an unknown language becomes the site's own."""
    if kind != "html":
        return JSON_ONLY
    known = dict(settings.LANGUAGES)
    return language if language in known else settings.LANGUAGE_CODE


@lru_cache(maxsize=4)
def _renderer(path: str) -> Renderer:
    return cast(Renderer, import_string(path))


def fragment(stream: str, kind: str, data: Any, language: str) -> str | None:
    """The HTML fragment of an event in one language; None where its kind has none or it could not be made."""
    path = getattr(settings, "LIVE_RENDERER", "")
    if not path:
        return None
    try:
        with translation.override(language):
            return _renderer(path)(stream, kind, data, language)
    except Exception:
        log.exception("no fragment for %s on %s in %s", kind, stream, language)
        return None


def dumps(value: Any) -> str:
    """Compact JSON that is always valid UTF-8."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair from somebody's clipboard
        return json.dumps(value, separators=(",", ":"), cls=DjangoJSONEncoder)
    return text


def as_dict(stream: str, epoch: str, entry: Entry, rep: str) -> dict[str, Any]:
    """The event as the API documents it, with `html` where the representation has a fragment for it."""
    event = {"stream": stream, "epoch": epoch, "seq": entry.seq, "kind": entry.kind, "data": entry.data}
    if rep != JSON_ONLY:
        html = fragment(stream, entry.kind, entry.data, rep)
        if html is not None:
            event["html"] = html
    return event
