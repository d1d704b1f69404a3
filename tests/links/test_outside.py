"""Nothing but the maker of cards opens connections to the outside, and that with nothing replaced: real names, real numbers,
real servers on this machine in both families, none of which it reaches.
"""

from __future__ import annotations

import ast
import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from participation.links.actions import make_card
from participation.links.addresses import is_public, resolve
from participation.links.fetching import Net
from participation.links.models import LinkCard
from participation.links.reading import read_page

pytestmark = pytest.mark.django_db
ROOMS = ("participation", "forums", "gatherings", "proposals", "frontend", "config")
OPENS = {
    "http.client",
    "urllib.request",
    "socket",
    "ssl",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "telnetlib",
    "xmlrpc.client",
}
MAY = {"participation/links/fetching.py", "participation/links/addresses.py"}
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n<title>Secret</title>"


class Inside:
    """A server on the machine itself: how often somebody knocked."""

    def __init__(self, family: socket.AddressFamily, host: str) -> None:
        self.line = socket.socket(family, socket.SOCK_STREAM)
        self.line.bind((host, 0))
        self.line.listen(20)
        self.line.settimeout(0.05)
        self.port, self.knocks, self.is_over = int(self.line.getsockname()[1]), 0, False
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while not self.is_over:
            with contextlib.suppress(OSError):
                caller, _from = self.line.accept()
                self.knocks += 1
                with caller:
                    caller.settimeout(1)
                    caller.recv(4096)
                    caller.sendall(PAGE)


@pytest.fixture(params=["IPv4", "IPv6"])
def inside(request: pytest.FixtureRequest, settings: Any) -> Iterator[Inside]:
    settings.LINK_CARDS, settings.ALLOWED_HOSTS = (
        True,
        ["testserver"],
    )  # else these hosts would be taken for our own pages
    family, host = (socket.AF_INET, "127.0.0.1") if request.param == "IPv4" else (socket.AF_INET6, "::1")
    try:
        made = Inside(family, host)
    except OSError:
        pytest.skip(f"this machine has no {request.param}")
    yield made
    made.is_over = True
    made.thread.join()
    made.line.close()


HOSTS = [
    "127.0.0.1",
    "localhost",
    "localhost.localdomain",
    "ip6-localhost",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[::ffff:0:7f00:1]",
    "[::]",
    "0.0.0.0",
    "0",
    "127.1",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "127.0.0.1.",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "[fe80::1%25lo]",
    "[::1%25lo]",
    "user@127.0.0.1",
    "site.example@localhost",
    "169.254.169.254",
    "[fd00:ec2::254]",
    "metadata.google.internal",
]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_way_to_write_this_machine_reaches_it(inside: Inside, scheme: str) -> None:
    """With any port allowed, so that nothing but the address is in the way; and nothing is kept of what is there."""
    every_port = Net(ports=None, seconds=2.0)
    for host in HOSTS:
        assert make_card(url=f"{scheme}://{host}:{inside.port}/", net=every_port) is None, host
    assert inside.knocks == 0
    assert not LinkCard.objects.exclude(title="").exists()


def test_the_control_with_this_machine_taken_for_public_it_is_reached(inside: Inside) -> None:
    host = f"[{inside.line.getsockname()[0]}]" if inside.line.family == socket.AF_INET6 else "127.0.0.1"
    trusting = replace(Net(ports=None, seconds=2.0), is_public=lambda _address: True)
    made = make_card(url=f"http://{host}:{inside.port}/", net=trusting)
    assert made is not None and made["title"] == "Secret" and inside.knocks == 1


def test_a_name_of_this_machine_is_resolved_and_refused() -> None:
    """What the system's resolver says of it is not public, whatever family it answers with."""
    found = resolve("localhost", 80, 2.0)
    assert found and not any(is_public(address) for address in found)


def test_usual_ports_alone_are_talked_to(inside: Inside) -> None:
    usual = replace(Net(), resolve=lambda *_asked: ["127.0.0.1"], is_public=lambda _address: True)
    assert make_card(url=f"http://site.example:{inside.port}/", net=usual) is None
    assert inside.knocks == 0 and usual.ports == {80, 443}


def test_nothing_else_of_the_product_opens_connections() -> None:
    """Mail leaves through Django and Redis through its client; there are no webhooks and no push. The demo asks itself."""
    root, found = Path(django_settings.BASE_DIR), set()
    for path in (path for room in ROOMS for path in (root / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else ([node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else [])
            )
            if OPENS & set(names):
                found.add(path.relative_to(root).as_posix())
    assert found == MAY


def test_a_pages_words_are_text_whatever_they_are() -> None:
    told = read_page(
        b"<title>&lt;img src=x onerror=ran()&gt;\x00\xe2\x80\xae</title>", "text/html", "https://a.example/"
    )
    assert told is not None and "\u202e" not in told.title and "\x00" not in told.title
