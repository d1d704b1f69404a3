"""What every test may ask for. Data of a room comes from ``tests/support/factories``; see docs/developers.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import programs, services


@pytest.fixture(autouse=True, scope="session")
def _fast_passwords() -> Iterator[None]:
    """Hashing a password costs a tenth of a second on purpose; no test is about that."""
    from django.test.utils import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied() -> Iterator[None]:
    """The ledger's tables refuse it; between tests that leave rows behind they must not."""
    from tests.support.ledger import let_tables_be_emptied

    with pytest.MonkeyPatch.context() as patch:
        let_tables_be_emptied(patch)
        yield


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Uploads and mail of a test land in its own folder; no test but those of the proof itself does sums."""
    settings.PROOF_OF_WORK = False
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture(autouse=True)
def _no_shared_cache() -> None:
    """Throttles and other counters start at nothing in each test."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A private PostgreSQL for tests that start programs of their own."""
    try:
        with services.postgres() as server:
            yield server.url
    except services.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A private Redis."""
    try:
        with services.redis() as server:
            yield server.url
    except services.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def stripe_double() -> Iterator[Any]:
    from tests.support.cards import localstripe

    with localstripe() as server:
        yield server


@pytest.fixture
def stripe(stripe_double: Any, settings: Any) -> Any:
    """A double of Stripe that is really spoken to, and the settings with which people can pay by card."""
    stripe_double.forget()
    settings.CARDS = stripe_double.settings()
    settings.PAYMENT_PROVIDERS = ["dummy", "transfer", "stripe"]
    return stripe_double


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's Chromium, for Playwright's ``executable_path``."""
    return _program("chromium")


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Any]:
    """One Chromium for every test of a process: a second one beside it would meet the first one's event loop."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=flags)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def soffice_path() -> str:
    """LibreOffice, to make documents as people do."""
    return _program("soffice")


@pytest.fixture(scope="session")
def pandoc_path() -> str:
    return _program("pandoc")


def _program(name: str) -> str:
    path = programs.find(name)
    if path is None:
        pytest.skip(programs.missing_reason(name))
    return path
