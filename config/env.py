"""The one typed source of settings: everything an operator may set, read once from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
TRUE_WORDS = {"1", "true", "yes", "on"}


class BadSetting(ValueError):
    """A setting that cannot be understood; the message names the variable."""


def _flag(value: str) -> bool:
    return value.strip().lower() in TRUE_WORDS


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def database_from_url(url: str) -> dict[str, object]:
    """Django's database settings for a ``sqlite:///path`` or ``postgresql://user:pass@host:port/name`` URL."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        name = ":memory:" if path in ("", "/:memory:") else path[1:] if path.startswith("//") else path.lstrip("/")
        if name != ":memory:" and not name.startswith("/"):
            name = str(ROOT / name)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise BadSetting(f"DATABASE_URL: unknown scheme {parts.scheme!r}; use sqlite:/// or postgresql://")


@dataclass(frozen=True)
class Env:
    """What the operator chose. Defaults serve one machine out of the box."""

    environment: str = "local"  # local | demo | production
    debug: bool = False
    secret_key: str = field(default="", repr=False)
    allowed_hosts: list[str] = field(default_factory=lambda: ["localhost", "127.0.0.1", "[::1]"])
    origin: str = ""  # public address, e.g. https://megdan.example
    database_url: str = field(default="sqlite:///var/megdan.sqlite3", repr=False)
    redis_url: str = field(default="", repr=False)
    data_dir: Path = ROOT / "var"
    static_root: Path = ROOT / "staticfiles"
    mail_url: str = field(default="", repr=False)  # smtp://user:pass@host:port (smtps for TLS)
    mail_from: str = "Megdan <no-reply@megdan.example>"
    trusted_proxies: int = 0  # how many reverse proxies stand in front
    api_rate: float = 1.0  # the API's limits are multiplied by this

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def is_demo(self) -> bool:
        return self.environment == "demo"

    @classmethod
    def load(cls, source: Mapping[str, str] = os.environ) -> Env:
        """Read the environment; raises BadSetting with the variable's name."""
        environment = source.get("MEGDAN_ENV", "local")
        if environment not in ("local", "demo", "production"):
            raise BadSetting(f"MEGDAN_ENV: {environment!r} is none of local, demo, production")
        data_dir = Path(source.get("MEGDAN_DATA_DIR", str(ROOT / "var"))).resolve()
        secret = source.get("MEGDAN_SECRET_KEY", "")
        if not secret and environment != "production":
            secret = _kept_secret(data_dir)
        try:
            proxies = int(source.get("MEGDAN_TRUSTED_PROXIES", "0"))
        except ValueError as error:
            raise BadSetting("MEGDAN_TRUSTED_PROXIES: a whole number is wanted") from error
        try:
            api_rate = float(source.get("MEGDAN_API_RATE", "20" if environment == "demo" else "1"))
        except ValueError as error:
            raise BadSetting("MEGDAN_API_RATE: a number is wanted, such as 1 or 2.5") from error
        default = cls()
        return cls(
            environment=environment,
            debug=_flag(source.get("MEGDAN_DEBUG", "")),
            secret_key=secret,
            allowed_hosts=_words(source.get("MEGDAN_ALLOWED_HOSTS", "")) or default.allowed_hosts,
            origin=source.get("MEGDAN_ORIGIN", "").rstrip("/"),
            database_url=source.get("DATABASE_URL", default.database_url),
            redis_url=source.get("REDIS_URL", ""),
            data_dir=data_dir,
            static_root=Path(source.get("MEGDAN_STATIC_ROOT", str(default.static_root))).resolve(),
            mail_url=source.get("MEGDAN_MAIL_URL", ""),
            mail_from=source.get("MEGDAN_MAIL_FROM", default.mail_from),
            trusted_proxies=proxies,
            api_rate=api_rate,
        )


def _kept_secret(data_dir: Path) -> str:
    """A random secret made once and kept in the data folder, so that sessions survive a restart."""
    path = data_dir / "secret-key"
    try:
        return path.read_text().strip() or secrets.token_urlsafe(50)
    except OSError:
        pass
    secret = secrets.token_urlsafe(50)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with path.open("x") as handle:
            os.chmod(path, 0o600)
            handle.write(secret)
    except FileExistsError:
        return path.read_text().strip() or secret
    except OSError:
        pass
    return secret
