"""The socket client of the pages, in Chromium: in order, once, through a killed server and without sockets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.live_site import Site
from tests.live.conftest import Place

pytestmark = pytest.mark.browser

LISTEN = """
async ([stream, seq]) => {
  window.heard = [];
  document.addEventListener("megdan:live", (event) => window.heard.push(event.detail));
  const live = await import("/static/megdan/js/live.js");
  live.subscribe(stream, seq);
  window.live = live;
}
"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def place(make_site: Callable[..., Site]) -> Place:
    return Place(make_site())


@pytest.fixture
def page(browser: Any, place: Place) -> Iterator[Any]:
    opened = browser.new_page()
    opened.goto(f"{place.origin}/bench/page")
    yield opened
    opened.close()


def seen(page: Any) -> list[int]:
    found: list[int] = page.evaluate("window.heard.filter((e) => e.kind === 'said').map((e) => e.seq)")
    return found


def until(page: Any, condition: str, seconds: float = 10) -> None:
    """Wait for it from outside: the site's CSP lets nothing in the page evaluate a string."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"{condition}: {page.evaluate('JSON.stringify(window.heard)')}"
        page.wait_for_timeout(30)


def wait_for(page: Any, seq: int, seconds: float = 10) -> None:
    until(page, f"window.heard.some((e) => e.seq === {seq})", seconds)


def state(page: Any, name: str, seconds: float = 10) -> None:
    until(page, f"document.documentElement.dataset.live === '{name}'", seconds)


def test_events_come_with_their_fragment(place: Place, page: Any) -> None:
    stream = place.stream()
    place.say(stream, 2)
    page.evaluate(LISTEN, [stream, 1])  # the page was rendered at 1
    state(page, "connected")
    place.say(stream, 3)
    wait_for(page, 5)
    assert seen(page) == [2, 3, 4, 5]
    assert page.evaluate("window.heard.find((one) => one.seq).html") == "<p>Да</p>"


def test_after_a_killed_server_nothing_is_missing_or_doubled(place: Place, page: Any) -> None:
    stream = place.stream()
    place.say(stream)
    page.evaluate(LISTEN, [stream, 1])
    state(page, "connected")
    place.say(stream, 2)
    wait_for(page, 3)
    place.site.kill(place.port)
    state(page, "reconnecting")
    place.say(stream, 3)
    place.site.serve(place.port)
    wait_for(page, 6, 20)
    state(page, "connected")
    place.say(stream)
    wait_for(page, 7)
    assert seen(page) == [2, 3, 4, 5, 6, 7]


def test_a_restored_backup_asks_the_page_to_fetch_itself(place: Place, page: Any) -> None:
    stream = place.stream()
    place.say(stream, 2)
    page.evaluate(LISTEN, [stream, 2])
    state(page, "connected")
    place.order("renew_epoch")
    until(page, "window.heard.some((e) => e.resync)")


def test_where_sockets_are_blocked_it_polls(place: Place, page: Any) -> None:
    page.evaluate(
        "() => { window.WebSocket = class { constructor() { setTimeout(() => this.onclose(), 10); } close() {} } }"
    )
    stream = place.stream()
    place.say(stream, 2)
    page.evaluate(LISTEN, [stream, 1])
    state(page, "polling", 15)
    wait_for(page, 2)
    place.say(stream, 2)
    wait_for(page, 4)
    assert seen(page) == [2, 3, 4]
    assert page.evaluate("window.heard.find((one) => one.seq).html") == "<p>Да</p>"
    assert page.evaluate("document.documentElement.dataset.live") == "polling"


def test_the_client_is_small() -> None:
    import gzip
    from pathlib import Path

    source = Path(__file__).parents[2] / "frontend/static/megdan/js/live.js"
    assert len(gzip.compress(source.read_bytes())) <= 4096
