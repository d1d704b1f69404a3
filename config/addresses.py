"""Addresses an operator writes: of the database and of the mail server. Only Python's own library: scripts read it too.

``python3 -m config.addresses`` prints DATABASE_URL as libpq's variables, for a shell to take over.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
# What may stand behind the ``?`` of a PostgreSQL address, and the variable by which libpq's programs are told the same.
LIBPQ = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "application_name": "PGAPPNAME",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "options": "PGOPTIONS",
}


class BadSetting(ValueError):
    """A setting that cannot be understood; the message names the variable and never repeats a password."""


@dataclass(frozen=True)
class MailServer:
    """Where mail goes: STARTTLS with ``starttls``, TLS from the first byte with ``tls``."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool
    tls: bool


def mail_from_url(url: str) -> MailServer:
    """The server of ``smtp://``, ``smtp+tls://`` or ``smtps://user:pass@host:port``. Raises BadSetting."""
    parts = _split("MEGDAN_MAIL_URL", url)
    if parts.scheme not in MAIL_PORTS:
        known = ", ".join(f"{scheme}://" for scheme in MAIL_PORTS)
        raise BadSetting(f"MEGDAN_MAIL_URL: unknown scheme {parts.scheme!r}; use one of {known}")
    if not parts.hostname:
        raise BadSetting("MEGDAN_MAIL_URL: no host is named")
    if parts.query or parts.path.strip("/"):
        raise BadSetting("MEGDAN_MAIL_URL: nothing may follow the host and the port")
    return MailServer(
        host=parts.hostname,
        port=parts.port or MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )


def database_from_url(url: str) -> dict[str, object]:
    """Django's database settings for a ``sqlite:///path`` or ``postgresql://user:pass@host:port/name`` URL.

    Raises BadSetting, also for a word behind the ``?`` that would otherwise be dropped.
    """
    parts = _split("DATABASE_URL", url)
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSetting(f"DATABASE_URL: unknown scheme {parts.scheme!r}; use sqlite:/// or postgresql://")
    options, prepared = _query(parts)
    # Statements that come again are planned once a connection. Not through a pooler that lends connections out by the
    # transaction: ``?prepared=no``.
    planned: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 5} if prepared else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**planned, **options},
    }


def libpq_variables(url: str) -> dict[str, str]:
    """The same address for ``psql`` and ``pg_dump``, so that no password stands in a process list. Raises BadSetting."""
    parts = _split("DATABASE_URL", url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSetting("DATABASE_URL is not PostgreSQL")
    told = {
        "PGHOST": unquote(parts.hostname or ""),
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        **{LIBPQ[name]: value for name, value in _query(parts)[0].items()},
    }
    return {name: value for name, value in told.items() if value}


def _split(variable: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _asked_for = parts.port  # read here, where a port that is none can still be told with its variable
    except ValueError as error:
        raise BadSetting(f"{variable}: not an address ({_harmless(error)})") from None
    return parts


def _harmless(error: ValueError) -> str:
    """A password with an unescaped / or # is read as a port, and would be repeated by Python's own message."""
    return "write / # ? @ in a password as %2F %23 %3F %40" if "port" in str(error).lower() else "it cannot be read"


def _sqlite(parts: SplitResult) -> dict[str, object]:
    if parts.query:
        raise BadSetting("DATABASE_URL: nothing may follow the path of a SQLite file")
    path = unquote(parts.path)
    name = ":memory:" if path in ("", "/:memory:") else path[1:] if path.startswith("//") else path.lstrip("/")
    if name != ":memory:" and not name.startswith("/"):
        name = str(ROOT / name)
        with contextlib.suppress(OSError):  # SQLite says what is wrong; a fresh clone has no var/ yet
            Path(name).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "cached_statements": 1000,  # Python keeps 128: every act then has its statements prepared anew
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _query(parts: SplitResult) -> tuple[dict[str, str], bool]:
    """libpq's options, and whether statements may be prepared."""
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    prepared = given.pop("prepared", "yes")
    if prepared not in ("yes", "no"):
        raise BadSetting("DATABASE_URL: prepared is yes or no")
    for name, value in given.items():
        if name not in LIBPQ:
            raise BadSetting(f"DATABASE_URL: unknown option {name!r}; known are prepared, {', '.join(LIBPQ)}")
        if not value:
            raise BadSetting(f"DATABASE_URL: {name} has no value")
    if not given.get("connect_timeout", "0").isdigit():
        raise BadSetting("DATABASE_URL: connect_timeout is a whole number of seconds")
    return given, prepared == "yes"


if __name__ == "__main__":
    try:
        for name, value in libpq_variables(os.environ["DATABASE_URL"]).items():
            print(f"export {name}={shlex.quote(value)}")
    except BadSetting as fault:
        sys.exit(str(fault))
