"""Production refuses to start with an unsafe setting: every fault is named at once, with the variable that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1"}
SHORTEST_SECRET = 40
FAST_HASHERS = ("MD5", "SHA1", "Unsalted", "Crypt")


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise ImproperlyConfigured with every fault, where ``settings`` are those of production. Else do nothing."""
    if not settings["ENV"].is_production:
        return
    faults = [fault for check in _CHECKS for fault in check(settings)]
    if faults:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        raise ImproperlyConfigured(f"Megdan does not start in production like this:\n{listed}\nSee docs/operators.md.")


def _secret(settings: Mapping[str, Any]) -> list[str]:
    secret = str(settings["SECRET_KEY"])
    if not secret:
        return ["MEGDAN_SECRET_KEY is not set"]
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 10 or "insecure" in secret or "change" in secret:
        return [f"MEGDAN_SECRET_KEY is guessable: it wants {SHORTEST_SECRET} or more random characters"]
    return []


def _debug(settings: Mapping[str, Any]) -> list[str]:
    return ["MEGDAN_DEBUG is on: error pages would show settings and data"] if settings["DEBUG"] else []


def _addresses(settings: Mapping[str, Any]) -> list[str]:
    hosts, faults = set(settings["ALLOWED_HOSTS"]), []
    if not hosts - LOCAL_HOSTS:
        faults.append("MEGDAN_ALLOWED_HOSTS does not name the public host")
    if any(host == "*" or host.startswith((".", "*")) for host in hosts):
        faults.append("MEGDAN_ALLOWED_HOSTS has a wildcard: links in mail could be made to point elsewhere")
    origin = urlsplit(settings["ENV"].origin)
    if origin.scheme != "https" or not origin.hostname:
        faults.append("MEGDAN_ORIGIN is not an https:// address")
    elif origin.hostname not in hosts:
        faults.append("MEGDAN_ORIGIN's host is not among MEGDAN_ALLOWED_HOSTS")
    if settings["ENV"].trusted_proxies < 1:
        faults.append("MEGDAN_TRUSTED_PROXIES is 0: TLS ends at nginx, so it has to be 1 or more")
    return faults


def _data(settings: Mapping[str, Any]) -> list[str]:
    faults = []
    if "postgresql" not in str(settings["DATABASES"]["default"]["ENGINE"]):
        faults.append("DATABASE_URL is not PostgreSQL: SQLite does not carry several processes")
    if "InMemory" in str(settings["CHANNEL_LAYERS"]["default"]["BACKEND"]):
        faults.append("REDIS_URL is not set: what one process does would not reach the sockets of another")
    return faults


def _mail(settings: Mapping[str, Any]) -> list[str]:
    faults = []
    if "smtp" not in str(settings["EMAIL_BACKEND"]):
        faults.append("MEGDAN_MAIL_URL is not set: nobody could confirm an address")
    if str(settings["DEFAULT_FROM_EMAIL"]).rstrip("> ").endswith(".example"):
        faults.append("MEGDAN_MAIL_FROM is still the example's address")
    protected = settings.get("EMAIL_USE_TLS") or settings.get("EMAIL_USE_SSL")
    if settings.get("EMAIL_HOST_USER") and not protected and settings.get("EMAIL_HOST") not in LOCAL_HOSTS:
        faults.append("MEGDAN_MAIL_URL sends a password in the clear: use smtp+tls:// or smtps://")
    return faults


def _transport(settings: Mapping[str, Any]) -> list[str]:
    wanted = ["SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    wanted += ["SECURE_HSTS_SECONDS", "SECURE_CONTENT_TYPE_NOSNIFF"]
    return [f"{name} is off" for name in wanted if not settings.get(name)]


def _content_security(settings: Mapping[str, Any]) -> list[str]:
    policy = settings.get("CONTENT_SECURITY_POLICY") or {}
    directives: Mapping[str, Sequence[str]] = policy.get("DIRECTIVES", {})
    if "csp.middleware.CSPMiddleware" not in settings["MIDDLEWARE"] or "default-src" not in directives:
        return ["CONTENT_SECURITY_POLICY is not in force"]
    loose = {word for words in directives.values() for word in words} & {"'unsafe-inline'", "'unsafe-eval'", "*"}
    return [f"CONTENT_SECURITY_POLICY allows {word}" for word in sorted(loose)]


def _passwords(settings: Mapping[str, Any]) -> list[str]:
    first = str((settings.get("PASSWORD_HASHERS") or [""])[0])
    return ["PASSWORD_HASHERS begins with a fast hash"] if any(name in first for name in FAST_HASHERS) else []


def _cards(settings: Mapping[str, Any]) -> list[str]:
    faults: list[str] = settings["ENV"].cards.faults()
    return faults


_CHECKS: list[Callable[[Mapping[str, Any]], list[str]]] = [
    _secret,
    _debug,
    _addresses,
    _data,
    _mail,
    _transport,
    _content_security,
    _passwords,
    _cards,
]


@register(Tags.database)
def durable_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **_options: Any
) -> list[CheckMessage]:
    """An acknowledged vote must survive a power cut: PostgreSQL may not run with its safeguards off.

    Asked by ``migrate`` and ``check --database default``, so at every installation and upgrade.
    """
    from django.conf import settings

    faults: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql" or not settings.ENV.is_production:
            continue
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            try:
                with connection.cursor() as cursor:
                    cursor.execute(f"SHOW {name}")
                    row = cursor.fetchone()
            except DatabaseError:
                break  # migrate itself says what is wrong with the connection
            if row and row[0] == "off":
                hint = f"ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf();"
                faults.append(Error(f"PostgreSQL runs with {name} = off", hint=hint, id="megdan.E001"))
    return faults
