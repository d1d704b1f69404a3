"""The real demo in a real browser: started once by its own command, used by every journey."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from psycopg import sql

from tests.support import services

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "megdan-demo"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def own_database(home: Path) -> str:
    """A database for the demo alone: on the suite's PostgreSQL where it runs on one, else a SQLite file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{home}/demo.sqlite3"
    name = f"e2e_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(url)._replace(path=f"/{name}").geturl()


class Site:
    """The demo as a newcomer starts it."""

    def __init__(self, home: Path) -> None:
        self.port = services.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **os.environ,
            "MEGDAN_DATA_DIR": str(home),
            "MEGDAN_NO_VENV": "1",
            "MEGDAN_ENV": "demo",
            "DATABASE_URL": own_database(home),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(self.port), "--fresh"]
        self.process = services.Process(command, log=home / "demo.log", env=self.env)
        self.process.wait_until(self._is_ready, seconds=120)

    def _is_ready(self) -> bool:
        return any(line.startswith("ready") for line in self.process.log.read_text(errors="replace").splitlines())

    def python(self, code: str) -> str:
        """Run Python inside the demo's own database (to move a closing moment, say); what it printed."""
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running demo."""
    made = Site(tmp_path_factory.mktemp("demo"))
    yield made
    made.process.stop()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_FLAGS)
        yield launched
        launched.close()


class Visitor:
    """One person in a window of their own. What the page complained about fails the test at its end."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.site, self.context = site, context
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", lambda message: self._heard(message.type, message.text))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "Content Security Policy" in text:
            self.complaints.append(text)

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.site.url + path)
        return self.page

    def sign_in(self, name: str, then: str = "/") -> Page:
        """Sign in as ``name@megdan.example``."""
        self.go(f"/accounts/login/?next={then}")
        self.page.fill("input[name=login]", f"{name}@megdan.example")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(self.site.url + then)
        return self.page

    def check(self) -> None:
        """The page has no accessibility faults that axe can see, and does not scroll sideways."""
        result = Axe().run(self.page)
        assert not result.response["violations"], f"{self.page.url}\n{result.generate_report()}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"


@pytest.fixture
def visitor(site: Site, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Make visitors: ``visitor()``, ``visitor(phone=True)``, ``visitor(script=False)``, ``visitor(language="en")``."""
    made: list[Visitor] = []

    def make(*, phone: bool = False, script: bool = True, language: str = "bg") -> Visitor:
        size = PHONE if phone else DESKTOP
        context = browser.new_context(**size, locale=language, java_script_enabled=script, reduced_motion="reduce")
        context.set_default_timeout(10_000)
        one = Visitor(site, context)
        made.append(one)
        return one

    yield make
    complaints = [complaint for one in made for complaint in one.complaints]
    for one in made:
        one.context.close()
    assert not complaints, complaints
