"""Fetching a page for its card: one connection to one checked address for each step, bounded in time and size.

The name is resolved once and the connection is made to the very address that was checked, so that a second answer of
the name server changes nothing. Every redirect begins anew.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from .addresses import SCHEMES, NotFetched, Target, is_public, resolve, target_of

SECONDS = 8.0  # for everything: names, redirects, the page
MOST_REDIRECTS = 3
MOST_ADDRESSES = 2  # of one host that are tried
REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 16 * 1024


@dataclass(frozen=True)
class Net:
    """How names are resolved and which addresses are public: tests say otherwise, since they talk to themselves."""

    resolve: Callable[[str, int, float], list[str]] = resolve
    is_public: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = frozenset(SCHEMES.values())
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the address it came from at last, its declared kind in small letters, at most ``most`` bytes."""

    url: str
    kind: str
    content: bytes


def fetch(url: str, *, most: int, cut: bool, net: Net, until: float) -> Fetched:
    """The first ``most`` bytes of what the address answers; with ``cut`` off more than that is refused.

    ``until``: of time.monotonic(). Raises NotFetched, whatever goes wrong.
    """
    for _step in range(MOST_REDIRECTS + 1):
        target = target_of(url, ports=net.ports)
        try:
            answer = _ask(target, _checked_addresses(target, net, until), most, cut, until)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(type(error).__name__) from error
        if isinstance(answer, str):
            url = urljoin(url, answer)
            continue
        return Fetched(url, *answer)
    raise NotFetched("too many redirects")


def _checked_addresses(target: Target, net: Net, until: float) -> list[str]:
    """The addresses of the host, every one of which is public."""
    found = net.resolve(target.host, target.port, _left(until))
    if not found or not all(net.is_public(address) for address in found):
        raise NotFetched("not a public address")
    return found[:MOST_ADDRESSES]


def _ask(target: Target, addresses: list[str], most: int, cut: bool, until: float) -> str | tuple[str, bytes]:
    """Where it redirects to, or kind and content."""
    plain = _connected(addresses, target.port, until)
    sock = plain
    try:
        if target.scheme == "https":
            sock = _tls().wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False)
        # A server that sends a byte now and then never meets a timeout of its own: at the end the line is cut.
        ending = threading.Timer(_left(until), _cut_off, [sock])
        ending.daemon = True
        ending.start()
        try:
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            return _spoken(sock, target, most, cut)
        finally:
            ending.cancel()
    finally:
        sock.close()


def _spoken(sock: socket.socket, target: Target, most: int, cut: bool) -> str | tuple[str, bytes]:
    line = http.client.HTTPConnection(target.host, target.port)
    line.sock, line.auto_open = sock, 0  # this very connection and no other
    line.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
    for name, value in _headers(target).items():
        line.putheader(name, value)
    line.endheaders()
    answer = line.getresponse()
    if answer.status in REDIRECTS:
        return answer.getheader("Location") or ""
    if answer.status != 200 or (answer.getheader("Content-Encoding") or "identity").strip().lower() != "identity":
        raise NotFetched(f"status {answer.status}")
    content = b""
    while len(content) <= most and (chunk := answer.read1(_CHUNK)):
        content += chunk
    if len(content) > most and not cut:
        raise NotFetched("too large")
    return (answer.getheader("Content-Type") or "").lower(), content[:most]


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.netloc,
        "User-Agent": f"Megdan-LinkCard/1.0 (+{settings.SITE_ORIGIN or 'https://megdan.example'}/about/)",
        "Accept": "text/html,application/xhtml+xml,image/*;q=0.8",
        "Accept-Language": settings.LANGUAGE_CODE,
        "Accept-Encoding": "identity",  # nothing is unpacked, so nothing can swell
        "Connection": "close",
    }


def _connected(addresses: list[str], port: int, until: float) -> socket.socket:
    """A connection to the first of the addresses that answers; the numbers are used as they are."""
    failed: OSError | None = None
    for address in addresses:
        sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.settimeout(_left(until) / len(addresses))
            sock.connect((address, port))
            sock.settimeout(_left(until))
            return sock
        except OSError as error:
            sock.close()
            failed = error
    raise failed or NotFetched("no address")


def _cut_off(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it is closed already
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NotFetched("too slow")
    return left
