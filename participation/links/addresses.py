"""Which addresses of the network the worker may talk to: public ones of other people's web servers, and nothing else."""

from __future__ import annotations

import ipaddress
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

SCHEMES = {"http": 80, "https": 443}
_CLOSED = [
    ipaddress.ip_network(one)
    for one in (
        # IPv4: this network, private, shared (CGNAT), loopback, link-local with its metadata servers, protocol
        # assignments, examples, the old 6to4 relays, benchmarks, multicast, reserved.
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        # IPv6 inside 2000::/3: Teredo and other assignments, examples, 6to4.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
]  # fmt: skip
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")  # mapped, NAT64, local, multicast and loopback lie outside
_NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
INSIDE = (".local", ".localhost", ".localdomain", ".internal", ".home.arpa", ".lan", ".test", ".invalid")
_resolvers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="link-names")


class NotFetched(Exception):
    """The worker does not talk to this address, or it did not answer as a page does. For tests and logs only."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address on the web, taken apart: ``host`` in ASCII, ``path`` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port: what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public internet, in itself and by what it carries inside."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and (found not in _GLOBAL_V6 or found.scope_id):
        return False
    return not any(found.version == closed.version and found in closed for closed in _CLOSED)


def leads_outside(url: str) -> bool:
    """Whether an address of the web names a host that everybody may be able to reach. The name is not looked up."""
    try:
        host = target_of(url, ports=None).host
    except NotFetched:
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:  # a name
        return not host.endswith(INSIDE)
    return is_public(host)


def target_of(url: str, *, ports: frozenset[int] | None) -> Target:
    """The address taken apart. Raises NotFetched: another scheme or port, a name and password, an odd host.

    A host is a full name or a number in its one plain form; ``127.1``, ``0x7f.1`` and ``2130706433`` are neither.
    """
    if any(ord(sign) <= 32 or sign == "\\" for sign in url):
        raise NotFetched("signs that no address has")
    try:
        parts = urlsplit(url)
        port = SCHEMES.get(parts.scheme, 0) if parts.port is None else parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise NotFetched("no address") from error
    if parts.scheme not in SCHEMES or (ports is not None and port not in ports):
        raise NotFetched("another scheme or port")
    if "@" in parts.netloc or "%" in host or not host or not port:
        raise NotFetched("a name and password, or no host")
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Target(parts.scheme, _plain_host(host), port, _ascii(path))


def _plain_host(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise NotFetched("no host") from error
    if not _NAME.fullmatch(name):  # the last part of a name begins with a letter, so numbers of other forms are none
        raise NotFetched("no full name")
    return name


def _ascii(path: str) -> str:
    return quote(path, safe="/%:?#[]@!$&'()*+,;=~-._")


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The numeric addresses of a host, asked once. Raises NotFetched."""
    asked = _resolvers.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = asked.result(timeout=max(seconds, 0.1))
    except (OSError, UnicodeError, Late) as error:
        raise NotFetched("the name is not known") from error
    return list(dict.fromkeys(str(row[4][0]) for row in found))
