"""Production refuses to start with an unsafe setting, and says which."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.bootstrap import ROOT
from config.checks import refuse_unsafe
from config.env import Env

SAFE_ENVIRONMENT = {
    "MEGDAN_ENV": "production",
    "MEGDAN_SECRET_KEY": "q8Zr-3LxV_7tYwPm2KsBnJd9FhGc5TaEuRi4OoXp6Ql",
    "MEGDAN_ALLOWED_HOSTS": "megdan.vidin.bg",
    "MEGDAN_ORIGIN": "https://megdan.vidin.bg",
    "MEGDAN_TRUSTED_PROXIES": "1",
    "MEGDAN_MAIL_URL": "smtp://mail.vidin.bg:25",
    "MEGDAN_MAIL_FROM": "Megdan <megdan@vidin.bg>",
    "DATABASE_URL": "postgresql://megdan@127.0.0.1:5432/megdan",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def started(**changes: str) -> subprocess.CompletedProcess[str]:
    """Whether settings load in a process of their own, as a server would load them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MEGDAN_", "DATABASE", "REDIS"))}
    environment = {**kept, **SAFE_ENVIRONMENT, **changes}
    return subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"],
        env={**environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_starts_when_everything_is_safe() -> None:
    done = started()
    assert done.returncode == 0, done.stderr


def test_names_every_fault_at_once() -> None:
    done = started(MEGDAN_DEBUG="1", MEGDAN_SECRET_KEY="", REDIS_URL="", DATABASE_URL="sqlite:///x.sqlite3")
    assert done.returncode != 0
    for name in ("MEGDAN_DEBUG", "MEGDAN_SECRET_KEY", "REDIS_URL", "DATABASE_URL"):
        assert f"  - {name}" in done.stderr


def safe_settings(**changes: Any) -> dict[str, Any]:
    """The settings that count, as production has them, with some changed."""
    return {
        "ENV": Env.load(SAFE_ENVIRONMENT),
        "SECRET_KEY": SAFE_ENVIRONMENT["MEGDAN_SECRET_KEY"],
        "DEBUG": False,
        "ALLOWED_HOSTS": ["megdan.vidin.bg"],
        "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
        "CHANNEL_LAYERS": {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}},
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "DEFAULT_FROM_EMAIL": "Megdan <megdan@vidin.bg>",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 3600,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "MIDDLEWARE": ["csp.middleware.CSPMiddleware"],
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": {"default-src": ["'none'"], "script-src": ["'self'"]}},
        **changes,
    }


def env(**changes: str) -> Env:
    return Env.load({**SAFE_ENVIRONMENT, **changes})


UNSAFE: list[tuple[dict[str, Any], str]] = [
    ({"SECRET_KEY": ""}, "MEGDAN_SECRET_KEY is not set"),
    ({"SECRET_KEY": "secret"}, "guessable"),
    ({"SECRET_KEY": "ab" * 40}, "guessable"),
    ({"SECRET_KEY": "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"}, "guessable"),
    ({"DEBUG": True}, "MEGDAN_DEBUG"),
    ({"ALLOWED_HOSTS": []}, "does not name the public host"),
    ({"ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"]}, "does not name the public host"),
    ({"ALLOWED_HOSTS": ["*"]}, "wildcard"),
    ({"ALLOWED_HOSTS": [".vidin.bg", "megdan.vidin.bg"]}, "wildcard"),
    ({"ENV": env(MEGDAN_ORIGIN="")}, "MEGDAN_ORIGIN is not"),
    ({"ENV": env(MEGDAN_ORIGIN="http://megdan.vidin.bg")}, "MEGDAN_ORIGIN is not"),
    ({"ENV": env(MEGDAN_ORIGIN="https://elsewhere.bg")}, "not among"),
    ({"ENV": env(MEGDAN_TRUSTED_PROXIES="0")}, "MEGDAN_TRUSTED_PROXIES"),
    ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "DATABASE_URL"),
    ({"CHANNEL_LAYERS": {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}}, "REDIS_URL"),
    ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "MEGDAN_MAIL_URL"),
    ({"EMAIL_HOST": "mail.vidin.bg", "EMAIL_HOST_USER": "megdan"}, "MEGDAN_MAIL_URL sends a password in the clear"),
    ({"DEFAULT_FROM_EMAIL": "Megdan <no-reply@megdan.example>"}, "MEGDAN_MAIL_FROM"),
    ({"SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE is off"),
    ({"CSRF_COOKIE_SECURE": False}, "CSRF_COOKIE_SECURE is off"),
    ({"SECURE_SSL_REDIRECT": False}, "SECURE_SSL_REDIRECT is off"),
    ({"SECURE_HSTS_SECONDS": 0}, "SECURE_HSTS_SECONDS is off"),
    ({"MIDDLEWARE": []}, "not in force"),
    ({"CONTENT_SECURITY_POLICY": {"DIRECTIVES": {"default-src": ["'unsafe-inline'"]}}}, "allows 'unsafe-inline'"),
    ({"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}, "fast hash"),
]


@pytest.mark.parametrize(("changes", "said"), UNSAFE)
def test_refuses(changes: dict[str, Any], said: str) -> None:
    refuse_unsafe(safe_settings())
    with pytest.raises(ImproperlyConfigured, match="does not start") as caught:
        refuse_unsafe(safe_settings(**changes))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "mail", [{"EMAIL_HOST": "127.0.0.1"}, {"EMAIL_USE_TLS": True}, {"EMAIL_USE_SSL": True}, {"EMAIL_HOST_USER": ""}]
)
def test_a_mail_password_may_go_over_tls_or_stay_on_this_machine(mail: dict[str, Any]) -> None:
    refuse_unsafe(safe_settings(**{"EMAIL_HOST": "mail.vidin.bg", "EMAIL_HOST_USER": "megdan", **mail}))


def test_a_mail_server_of_an_unknown_kind_stops_the_start() -> None:
    done = started(MEGDAN_MAIL_URL="smtp+starttls://megdan:secret@mail.vidin.bg:587")
    assert done.returncode != 0
    assert "MEGDAN_MAIL_URL" in done.stderr
    assert "secret" not in done.stderr


def test_elsewhere_than_in_production_nothing_is_refused() -> None:
    refuse_unsafe(safe_settings(ENV=env(MEGDAN_ENV="demo"), DEBUG=True, SECRET_KEY=""))


def test_the_secret_is_not_in_the_refusal() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        refuse_unsafe(safe_settings(SECRET_KEY="hunter2"))
    assert "hunter2" not in str(caught.value)


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_database_that_forgets_is_an_error(settings: Any) -> None:
    """The suite's own PostgreSQL runs with its safeguards off, which production must not."""
    from config.checks import durable_database

    assert durable_database(None, ["default"]) == []
    settings.ENV = env()
    assert {fault.msg for fault in durable_database(None, ["default"])} == {
        "PostgreSQL runs with fsync = off",
        "PostgreSQL runs with synchronous_commit = off",
    }
