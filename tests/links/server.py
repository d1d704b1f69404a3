"""A web server with every trick, on this machine alone."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support import pictures

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Друго заглавие</title>
<meta property="og:title" content="Нов  площад &amp; парк &lt;script&gt;"><meta name="description" content="Кога се отваря.">
<meta property="og:site_name" content="Вестник"><meta property="og:image" content="/picture.png"></head><body>…</body></html>"""
HUGE = 50 * 1024 * 1024


class Server:
    """``asked``: every path with its headers. ``url()`` names it by a host that only a test's resolver knows."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.sent = 0  # bytes of the endless ones

    def url(self, path: str = "/page", host: str = "site.example") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """The server, until the test is over."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), Tricks)
    http.daemon_threads = True
    http.site = Server(http.server_address[1])  # type: ignore[attr-defined]  # for the handler
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield http.site  # type: ignore[attr-defined]  # set above
    finally:
        http.shutdown()
        http.server_close()


class Tricks(BaseHTTPRequestHandler):
    """One trick for each path."""

    def do_GET(self) -> None:
        site: Server = self.server.site  # type: ignore[attr-defined]  # set when it was started
        site.asked.append((self.path, dict(self.headers)))
        name = self.path.partition("?")[0].strip("/").replace("-", "_").replace(".", "_")
        with contextlib.suppress(OSError):  # they hang up on us, as they should
            getattr(self, f"get_{name}", self.get_nothing)(site)

    def log_message(self, *_words: Any) -> None:
        """Nothing."""

    def give(self, content: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def get_nothing(self, _site: Server) -> None:
        self.give(b"<title>no</title>", status=404)

    def get_page(self, _site: Server) -> None:
        self.give(PAGE.encode())

    def get_cyrillic(self, _site: Server) -> None:
        self.give("<title>Стара страница</title>".encode("windows-1251"), "text/html; charset=windows-1251")

    def get_picture_png(self, _site: Server) -> None:
        self.give(pictures.data("PNG", (900, 600)), "image/png")

    def get_binary(self, _site: Server) -> None:
        self.give(PAGE.encode(), "application/octet-stream")

    def get_packed(self, _site: Server) -> None:
        self.give(PAGE.encode(), Content_Encoding="gzip")

    def get_untitled(self, _site: Server) -> None:
        self.give(b"<p>nothing</p>")

    def get_to_page(self, site: Server) -> None:
        self.give(b"", status=302, Location="/page")

    def get_to_loopback(self, site: Server) -> None:
        self.give(b"", status=302, Location=f"http://127.0.0.1:{site.port}/secret")

    def get_to_inside(self, site: Server) -> None:
        self.give(b"", status=301, Location=site.url("/secret", "inside.example"))

    def get_to_file(self, _site: Server) -> None:
        self.give(b"", status=302, Location="file:///etc/passwd")

    def get_round(self, _site: Server) -> None:
        self.give(b"", status=302, Location="/round")

    def get_secret(self, _site: Server) -> None:
        self.give(b"<title>secret</title>")

    def get_loopback_picture(self, site: Server) -> None:
        picture = f"http://127.0.0.1:{site.port}/picture.png"
        self.give(f'<title>Площад</title><meta property="og:image" content="{picture}">'.encode())

    def get_svg_picture(self, _site: Server) -> None:
        self.give('<title>Площад</title><meta property="og:image" content="/drawing.svg">'.encode())

    def get_drawing_svg(self, _site: Server) -> None:
        self.give(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")

    def get_huge(self, site: Server) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write("<title>Голяма</title>".encode())
        while site.sent < HUGE:
            site.sent += self.wfile.write(b" " * 65536)

    def get_drip(self, site: Server) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(1000):
            site.sent += self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def get_drip_head(self, site: Server) -> None:
        for _ in range(1000):
            site.sent += self.wfile.write(b"H")
            self.wfile.flush()
            time.sleep(0.05)
