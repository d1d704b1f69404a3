"""Logging: one line per event on standard error, JSON in production, and nothing about a person in it.

What people type reaches a log in three ways: addresses (paths, queries), exception messages that quote a value, and
client addresses. So a request is named by its route, only the messages of exceptions that cannot quote input are
kept, and whatever still looks like an e-mail address, a network address or a long number is masked.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.core.exceptions import SuspiciousOperation

from participation import personal_numbers

# What our own code may add with ``extra=``; everything else is left out, whatever a library puts there.
EXTRAS = ("subscriber", "act", "work", "code", "stream", "kind", "count", "seconds", "job", "attempts", "close")

# These speak of code and machines, not of what somebody typed.
KEEPS_MESSAGE = {"ImproperlyConfigured", "OperationalError", "ImportError", "ModuleNotFoundError", "NameError"}
KEEPS_MESSAGE |= {"AttributeError", "TemplateDoesNotExist", "NoReverseMatch", "ConnectionError", "TimeoutError"}

_MASKS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*"), "(address)"),
    (re.compile(r"\?[^\s\"']+"), "?(query)"),
    (re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?![\w.])"), "(host)"),
    (
        re.compile(r"(?<![\w:])(?:(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}|[0-9a-fA-F]{1,4}::[0-9a-fA-F]*)(?![\w:])"),
        "(host)",
    ),
    (re.compile(r"(?<!\d)\d{9,}(?!\d)"), "(number)"),
]


def masked(text: str) -> str:
    """``text`` without what looks like an e-mail or network address, a query string, a personal or a long number."""
    for pattern, stand_in in _MASKS:
        text = pattern.sub(stand_in, text)
    return personal_numbers.masked(text)  # those that are parted by spaces, dots or hyphens


def described(record: logging.LogRecord) -> dict[str, Any]:
    """The fields of one line. What a stranger sends on purpose is named, without its way through the code."""
    fields: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
    }
    request = getattr(record, "request", None)
    if hasattr(request, "META"):
        fields |= {"message": str(record.msg).split(":")[0].replace("%s", "").strip(), **_request_fields(request)}
        fields["status"] = getattr(record, "status_code", None)
    else:
        fields["message"] = masked(record.getMessage())
    fields |= {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
    if record.exc_info and record.exc_info[0] is not None and not issubclass(record.exc_info[0], SuspiciousOperation):
        fields["error"] = error_fields(record.exc_info[0], record.exc_info[1], record.exc_info[2])
    return {name: value for name, value in fields.items() if value is not None}


def _request_fields(request: Any) -> dict[str, Any]:
    match = getattr(request, "resolver_match", None)
    return {
        "method": request.method,
        "route": f"/{match.route}" if match else "(none)",
        "request": request.META.get("HTTP_X_REQUEST_ID", "")[:64] or None,
    }


def error_fields(kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> dict[str, Any]:
    """An exception as its type and its places in the code; its message only where it cannot quote input."""
    fields: dict[str, Any] = {
        "type": kind.__name__,
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(where)[-12:]],
    }
    if KEEPS_MESSAGE & {base.__name__ for base in kind.__mro__}:
        fields["message"] = masked(str(error))
    cause = error.__cause__ or error.__context__ if error else None
    if cause is not None and not getattr(error, "__suppress_context__", False):
        fields["cause"] = type(cause).__name__
    return fields


class JsonLines(logging.Formatter):
    """One JSON object a line, for journald and whatever reads it."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(described(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The same fields for a person's eyes."""

    def format(self, record: logging.LogRecord) -> str:
        fields = described(record)
        line = f"{fields.pop('at')[11:19]} {fields.pop('level'):7} {fields.pop('logger')}: {fields.pop('message')}"
        error = fields.pop("error", None)
        line += "".join(f" {name}={value}" for name, value in fields.items())
        if error:
            places = "".join(f"\n    {place}" for place in error["where"])
            line += f"\n  {error['type']}: {error.get('message', '(message not logged)')}{places}"
        return line


def configuration(*, production: bool) -> dict[str, Any]:
    """Django's LOGGING. Replaces the handlers of the servers as well, whose own lines name client addresses."""
    ours: dict[str, Any] = {"handlers": ["console"], "level": "INFO", "propagate": False}
    formatter: Callable[[], logging.Formatter] = JsonLines if production else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "megdan": ours,
            "django": {**ours, "level": "INFO" if production else "WARNING"},
            "django.server": {**ours, "level": "ERROR"},  # the development server's access log
            "uvicorn": ours,
            "uvicorn.error": {**ours, "level": "WARNING"},  # at INFO it names every socket's client address
            "uvicorn.access": {**ours, "level": "ERROR"},
            "gunicorn.error": ours,
            "gunicorn.access": {**ours, "level": "ERROR"},
        },
    }
