"""The demo's one process: pages and sockets by uvicorn, the worker as a thread beside them."""

from __future__ import annotations

import errno
import importlib.util
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable
from typing import Any

import uvicorn

from demo.environment import EVERYWHERE
from participation.record.worker import run_forever

FIRST_ANSWER = 60.0  # seconds to wait for it
LAST_WORDS = 3  # seconds that open sockets get when it stops


class Busy(OSError):
    """Somebody else listens on that port."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that holds the address from now on. Raises Busy, or OSError for an address that is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)  # with SO_REUSEADDR a port that others listen on is refused only here
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise Busy(error.errno, f"port {port} is in use") from error
        raise
    return sock


def address_of(sock: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    host, port = sock.getsockname()[:2]
    if host in EVERYWHERE:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(sock: socket.socket, ready: Callable[[str], object]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is called with the address once it answers there."""
    # Static files come through WhiteNoise, which reads them synchronously: small files, one process, no concern here.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    stop = threading.Event()
    server = uvicorn.Server(_config())
    address = address_of(sock)
    worker = threading.Thread(target=run_forever, args=(stop,), name="worker", daemon=True)
    herald = threading.Thread(target=_announce, args=(address, stop, ready), name="herald", daemon=True)
    before = {number: signal.signal(number, _quietly) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        worker.start()
        herald.start()
        server.run(sockets=[sock])
    finally:
        stop.set()
        worker.join(timeout=10)
        for number, handler in before.items():
            signal.signal(number, handler)
        sock.close()


def _config() -> uvicorn.Config:
    return uvicorn.Config(
        "config.asgi:application",
        loop="uvloop" if importlib.util.find_spec("uvloop") else "asyncio",
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # it costs as much as everything else about a frame
        log_level="warning",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # it believes whoever calls from this machine; MEGDAN_TRUSTED_PROXIES says who is believed
        timeout_graceful_shutdown=LAST_WORDS,
    )


def _quietly(number: int, frame: Any) -> None:
    """uvicorn stops on the signal and raises it once more when it has: by then everything is in order."""


def _announce(address: str, stop: threading.Event, ready: Callable[[str], object]) -> None:
    until = time.monotonic() + FIRST_ANSWER
    while not stop.wait(0.1) and time.monotonic() < until:
        if _answers(address):
            ready(address)
            return


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address + "healthz", timeout=5) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
