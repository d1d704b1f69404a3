"""The one typed source of settings: everything an operator may set, read once from the environment."""

from __future__ import annotations

import math
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.addresses import ROOT, BadSetting
from config.cards import Cards

TRUE_WORDS = {"1", "true", "yes", "on"}
MOST_RATE = 1_000_000


def _flag(value: str) -> bool:
    return value.strip().lower() in TRUE_WORDS


def _rate(name: str, value: str) -> float:
    """A number above 0 by which limits are multiplied. Raises BadSetting, also for ``nan`` and ``inf``."""
    try:
        rate = float(value)
    except ValueError:
        rate = math.nan
    if not (math.isfinite(rate) and 0 < rate <= MOST_RATE):
        raise BadSetting(f"{name}: a number above 0, to {MOST_RATE}, is wanted, such as 1 or 2.5")
    return rate


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


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
    words_rate: float = 1.0  # and by this how much one person may say in a time, on the site and through the API
    cards: Cards = field(default_factory=Cards)  # how people pay by card, where they can
    link_cards: bool = False  # whether the worker looks at pages that people link to

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
        if proxies < 0:
            raise BadSetting("MEGDAN_TRUSTED_PROXIES: 0 or more is wanted")
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
            cards=Cards.load(source),
            link_cards=_flag(source.get("MEGDAN_LINK_CARDS", "on" if environment == "production" else "off")),
            api_rate=_rate("MEGDAN_API_RATE", source.get("MEGDAN_API_RATE", "20" if environment == "demo" else "1")),
            words_rate=_rate("MEGDAN_WORDS_RATE", source.get("MEGDAN_WORDS_RATE", "1")),
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
