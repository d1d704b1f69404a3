"""The real demo in a real browser: started once by its own command, used by every journey."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect
from playwright.sync_api import Error as PlaywrightError
from psycopg import sql

from participation.proof import PATIENCE as LONG_ENOUGH
from tests.e2e.inside import Inside
from tests.support import services
from tests.support.cards import LocalStripe

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "megdan-demo"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
FAULTS_ONLY = {"resultTypes": ["violations"]}  # all rules are run; what passed is not listed node by node
PATIENCE = 15_000  # ms; a busy machine is not a fault
expect.set_options(timeout=PATIENCE)


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

    sessions: dict[str, list[Any]]  # who signed in already, with the cookies it gave

    def __init__(self, home: Path, **said: str) -> None:
        self.home, self.sessions = home, {}
        self._inside: Inside | None = None
        self.port = services.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **os.environ,
            "MEGDAN_DATA_DIR": str(home),
            "MEGDAN_NO_VENV": "1",
            "MEGDAN_ENV": "demo",
            "MEGDAN_WORDS_RATE": "100",  # a few people of the demo take part in all journeys, within minutes
            "DATABASE_URL": own_database(home),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(ROOT),
            **said,
        }
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(self.port), "--fresh"]
        self.process = services.Process(command, log=home / "demo.log", env=self.env)
        try:
            self.process.wait_until(self._is_ready, seconds=180)
        except BaseException:
            self.process.stop()  # the next try starts its own, on a machine that is not busier than before
            raise

    def _is_ready(self) -> bool:
        return any(line.startswith("ready") for line in self.process.log.read_text(errors="replace").splitlines())

    def python(self, code: str) -> str:
        """Run Python inside the demo's own database (to move a closing moment, say); what it printed."""
        self._inside = self._inside or Inside(self.env, ROOT)
        return self._inside.run(code)

    def stop(self) -> None:
        """The demo ends, and what ran beside it."""
        if self._inside:
            self._inside.stop()
        self.process.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, stripe_double: LocalStripe) -> Iterator[Site]:
    """The running demo, in which people can also pay by card."""
    made = Site(tmp_path_factory.mktemp("demo"), **stripe_double.said())
    yield made
    made.stop()


class Visitor:
    """One person in a window of their own. What the page complained about fails the test at its end."""

    def __init__(self, site: Site, context: BrowserContext, *, script: bool = True) -> None:
        self.site, self.context, self.has_scripts = site, context, script
        self.complaints: list[str] = []
        self.trail: list[str] = []  # what the page asked for, and what it got
        self.sockets: list[WebSocketRoute] = []
        context.route_web_socket("**/ws/live/**", self._passes)
        self.page = self.open_tab()

    def open_tab(self) -> Page:
        """Another tab of the same browser."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("response", lambda answer: self._answered(answer.status, answer.url))
        return page

    def _passes(self, socket: WebSocketRoute) -> None:
        """Sockets go through us, so that they can be cut."""
        socket.connect_to_server()
        self.sockets.append(socket)

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "Content Security Policy" in text:
            self.complaints.append(text)

    def _answered(self, status: int, url: str) -> None:
        if "/static/" not in url:
            self.trail.append(f"{status} {url.removeprefix(self.site.url)}")
        if status >= 500:
            self.complaints.append(f"{status}: {url}")

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.site.url + path)
        return self.page

    def sign_in(self, name: str, then: str = "/") -> Page:
        """Sign in as ``name@megdan.example``: by the form the first time, by its cookies afterwards."""
        known = self.site.sessions.get(name)
        if known:
            self.context.add_cookies(known)
            return self.go(then)
        self.go(f"/accounts/login/?next={then}")
        self.page.fill("input[name=login]", f"{name}@megdan.example")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(self.site.url + then)
        cookies = [one for one in self.context.cookies() if one["name"] == "megdan_session"]
        self.site.sessions[name] = cookies
        return self.page

    def cut(self) -> None:
        """The connection is lost: open sockets die, nothing gets through until ``mend``."""
        self.context.set_offline(True)
        for socket in self.sockets:
            socket.close()
        self.sockets.clear()

    def mend(self) -> None:
        """The connection is back."""
        self.context.set_offline(False)

    def check(self) -> None:
        """The page has no accessibility faults that axe can see, and does not scroll sideways.

        Without scripts axe cannot run either; the markup is the same.
        """
        if not self.has_scripts:
            return
        faults = Axe().run(self.page, options=FAULTS_ONLY).response["violations"]
        said = [
            f"{one['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
            for one in faults
            for node in one["nodes"]
        ]
        assert not said, "\n".join([self.page.url, *said])
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"

    def wait_as_asked(self) -> None:
        """Without scripts nothing proves that one is no program but time: as long as the form wants."""
        if not self.has_scripts:
            self.page.wait_for_timeout((LONG_ENOUGH + 1) * 1000)

    def testify(self, picture: Path) -> None:
        """What the window shows, for whoever reads why a test failed."""
        focus = "document.activeElement?.outerHTML.slice(0, 200)"
        sheet = "document.querySelector('dialog[open]')?.innerText ?? document.querySelector('main')?.innerText"
        print(f"\n{picture}: {self.page.url}\n{self.trail[-12:]}\n{self.complaints}")
        with contextlib.suppress(PlaywrightError):
            self.page.screenshot(path=picture, timeout=5000)
            print(self.page.evaluate(focus), (self.page.evaluate(sheet) or "")[:2500], sep="\n")


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note that a test has failed, for the fixture that still has its windows open."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or (report.when == "call" and report.failed)
    return report


@pytest.fixture
def visitor(
    site: Site, browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Visitor]]:
    """Make visitors: ``visitor()``, ``visitor(phone=True)``, ``visitor(script=False)``, ``visitor(language="bg")``.

    A language of None is nobody's choice yet: the browser asks for Bulgarian, the site decides.
    """
    made: list[Visitor] = []

    def make(*, phone: bool = False, script: bool = True, language: str | None = "en", **more: Any) -> Visitor:
        size = {**(PHONE if phone else DESKTOP), **more}
        context = browser.new_context(
            **size, locale=language or "bg", java_script_enabled=script, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        if language:
            context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        one = Visitor(site, context, script=script)
        made.append(one)
        return one

    yield make
    complaints = [complaint for one in made for complaint in one.complaints]
    if request.node.stash.get(FAILED, False):
        for number, one in enumerate(made, 1):
            one.testify(tmp_path / f"window-{number}.png")
    for one in made:
        one.context.close()
    assert not complaints, complaints
