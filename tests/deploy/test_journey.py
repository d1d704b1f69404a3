"""A short journey through the arrangement of production: two page and two socket processes behind nginx."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import itertools
import json
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, unix_connect

from tests.deploy.arrangement import HOST, Arrangement, arranged
from tests.support import programs, services

pytestmark = pytest.mark.deploy


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[services.Postgres]:
    """A PostgreSQL with its safeguards on: production refuses any other."""
    try:
        with services.postgres(durable=True) as server:
            yield server
    except services.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def redis_server() -> Iterator[services.Redis]:
    try:
        with services.redis() as server:
            yield server
    except services.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def site(
    postgres_server: services.Postgres, redis_server: services.Redis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Arrangement]:
    if programs.find("nginx") is None:
        pytest.skip(programs.missing_reason("nginx"))
    static = tmp_path_factory.mktemp("static")
    with arranged(database_url=postgres_server.url, redis_url=redis_server.url, static_root=static) as arrangement:
        yield arrangement


@pytest.fixture(scope="module")
def token(site: Arrangement) -> str:
    return key_of(site, site.sown["email"])


def key_of(site: Arrangement, email: str) -> str:
    """A key to the API for one of those who were sown."""
    status, _headers, body = site.ask("POST", "/api/v1/tokens/", {"email": email, "password": site.sown["password"]})
    assert status in (200, 201), body
    return str(json.loads(body)["token"])


def cast(site: Arrangement, token: str, choice: str) -> tuple[int, bytes]:
    ballot = {"question": site.sown["question"], "choice": choice}
    status, _headers, body = site.ask("POST", "/api/v1/ballots/", ballot, token=token)
    return status, body


@contextlib.contextmanager
def listening(site: Arrangement, process: str, since: dict[str, Any] | None = None) -> Iterator[ClientConnection]:
    """A socket held by that very process, subscribed to the consultation."""
    origin = f"https://{HOST}:{site.https}"
    uri = f"ws://{HOST}:{site.https}/ws/live/"
    path = str(site.run / f"{process}.sock")
    with unix_connect(path, uri, origin=origin, additional_headers={"X-Forwarded-Proto": "https"}) as link:
        link.send(json.dumps({"subscribe": {f"consultation.{site.sown['consultation']}": since}}))
        yield link


def next_tally(link: ClientConnection, *, seconds: float = 30) -> dict[str, Any]:
    """The next frame about the tally. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while True:
        frame: dict[str, Any] = json.loads(link.recv(timeout=max(0.01, end - time.monotonic())))
        if "tally" in str(frame.get("kind", "")):
            return frame


def test_the_page_is_there_over_tls_alone(site: Arrangement) -> None:
    status, headers, body = site.ask("GET", "/")
    assert status == 200
    assert "<html" in body.decode()
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "default-src 'none'" in headers["content-security-policy"]
    status, _headers, body = site.ask("GET", f"/consultations/{site.sown['consultation']}/")
    assert status == 200
    assert "Данните са открити" in body.decode()


def test_plain_http_is_sent_to_https(site: Arrangement) -> None:
    link = http.client.HTTPConnection("127.0.0.1", site.http, timeout=30)
    link.request("GET", "/consultations/", headers={"Host": HOST})
    answer = link.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, f"https://{HOST}/consultations/")
    link.close()


def test_static_files_come_from_nginx_compressed_and_for_ever(site: Arrangement) -> None:
    _status, _headers, body = site.ask("GET", "/")
    found = re.search(r'/static/[^"]+\.css', body.decode())
    assert found
    status, headers, style = site.ask("GET", found[0], headers={"Accept-Encoding": "gzip"})
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert gzip.decompress(style) == (site.static_root / found[0].removeprefix("/static/")).read_bytes()


def test_everything_is_ready(site: Arrangement) -> None:
    end = time.monotonic() + 30
    report: dict[str, Any] = {}
    while time.monotonic() < end:
        _status, _headers, body = site.ask("GET", "/readyz")
        report = json.loads(body)
        if report.get("worker", {}).get("state") == "ok":
            break
        time.sleep(0.5)
    assert report["ready"] is True, report
    assert report["live"] == {"state": "ok", "between": "many processes"}
    assert report["worker"]["state"] == "ok", report


def test_a_ballot_arrives_at_the_sockets_of_both_processes(site: Arrangement, token: str) -> None:
    with listening(site, "live-1") as first, listening(site, "live-2") as second:
        time.sleep(0.5)
        begun = time.monotonic()
        status, body = cast(site, token, "support")
        assert status in (200, 201), body
        one, two = next_tally(first), next_tally(second)
        took = time.monotonic() - begun
    assert (one["seq"], one["epoch"], one["data"]) == (two["seq"], two["epoch"], two["data"])
    assert one["stream"] == f"consultation.{site.sown['consultation']}"
    assert took < 3
    status, _headers, body = site.ask("GET", f"/api/v1/questions/{site.sown['question']}/")
    assert status == 200
    assert json.loads(body)["id"] == site.sown["question"]


def test_what_was_missed_while_away_is_delivered_by_the_other_process(site: Arrangement, token: str) -> None:
    with listening(site, "live-1") as link:
        time.sleep(0.5)
        assert cast(site, token, "unsure")[0] in (200, 201)
        seen = next_tally(link)
    assert cast(site, token, "oppose")[0] in (200, 201)
    with listening(site, "live-2", {"seq": seen["seq"], "epoch": seen["epoch"]}) as link:
        missed = next_tally(link)
    assert missed["seq"] > seen["seq"]


def test_only_where_documents_go_may_much_be_sent(site: Arrangement, token: str) -> None:
    much = {"text": "а" * 400_000}  # 2.4 MB as JSON: more than a form may be, less than a text to read
    status, _headers, _body = site.ask("POST", "/api/v1/ballots/", much, token=token)
    assert status == 413
    path = f"/api/v1/consultations/{site.sown['consultation']}/import/"
    status, _headers, body = site.ask("POST", path, much, token=token)
    assert status in (403, 404), body[:200]  # it reached the application, which knows that a citizen may not


def test_a_paper_of_some_size_is_attached_to_a_draft(site: Arrangement) -> None:
    path = f"/api/v1/consultations/{site.sown['draft']}/attachments/"
    paper = b"%PDF-1.7 " + b"x" * 2_000_000
    status, body = site.send_file(path, paper, {"kind": "annex"}, token=key_of(site, site.sown["official"]))
    assert status == 201, body
    made = json.loads(body)
    assert (made["size"], made["is_public"]) == (len(paper), False)
    assert site.ask("GET", made["url"])[0] == 404, "a draft's papers are not the public's"


def test_a_foreign_origin_gets_no_socket(site: Arrangement) -> None:
    path, uri = str(site.run / "live-1.sock"), f"ws://{HOST}:{site.https}/ws/live/"
    with (
        pytest.raises(Exception, match=r"40\d|closed|rejected"),
        unix_connect(
            path, uri, origin="https://elsewhere.example", additional_headers={"X-Forwarded-Proto": "https"}
        ) as link,
    ):
        link.recv(timeout=30)


class Asking:
    """Asks without pause from several threads and keeps every answer that is not the right one.

    GET and POST in turn: nginx may ask another process again for a GET that failed, never for a POST.
    """

    def __init__(self, site: Arrangement) -> None:
        self.site = site
        self.good = 0
        self.bad: list[str] = []
        self._over, self._lock = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._ask) for _ in range(3)]

    def _ask(self) -> None:
        for method, right in itertools.cycle([("GET", 200), ("POST", 405)]):
            if self._over.is_set():
                return
            try:
                status, _headers, _body = self.site.ask(method, "/healthz")
                problem = "" if status == right else f"{method} {status}"
            except Exception as error:  # whatever went wrong is a failed request
                problem = f"{method} {error!r}"
            with self._lock:
                if problem:
                    self.bad.append(problem)
                else:
                    self.good += 1
            # Refusals come at once; asked without a breath they would run into the limit for floods.
            time.sleep(0.1 if problem else 0.005)

    def __enter__(self) -> Asking:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def workers_of(pid: int) -> set[int]:
    """The worker processes of a gunicorn."""
    return {int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def wait_for_other_workers(pid: int, before: set[int], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while workers_of(pid) & before or not workers_of(pid):
        assert time.monotonic() < end, "the old workers are still there"
        time.sleep(0.05)


def test_a_reload_fails_no_request(site: Arrangement) -> None:
    with Asking(site) as asking:
        time.sleep(1)
        for name in ("pages-1", "pages-2"):
            process = site.processes[name]
            before = workers_of(process.pid)
            assert before
            process.signal(signal.SIGHUP)
            wait_for_other_workers(process.pid, before)
        time.sleep(1)
    print(f"{asking.good} requests answered during two reloads")
    assert asking.good > 200
    assert asking.bad == []


def test_the_control_a_hard_stop_of_both_does_fail_requests(site: Arrangement) -> None:
    """So that the zero above means something: the same asking sees an arrangement that is really away."""
    with Asking(site) as asking:
        time.sleep(0.3)
        for name in ("pages-1", "pages-2"):
            site.processes[name].signal(signal.SIGSTOP)
            site.processes[name].kill()
        time.sleep(0.5)
        for number in ("1", "2"):
            site._start_unit("megdan-pages@.service", f"pages-{number}", number)
        for name in ("pages-1", "pages-2"):
            site.processes[name].wait_until(lambda name=name: site.answers(name), seconds=60)
        answered = asking.good
        time.sleep(0.5)
    assert asking.bad
    assert set(asking.bad) <= {"GET 503", "POST 503"}, "a visitor is told plainly to come back"
    assert asking.good > answered


def test_without_redis_a_ballot_is_still_taken(site: Arrangement, token: str, redis_server: services.Redis) -> None:
    redis_server.stop()
    try:
        status, body = cast(site, token, "support")
        assert status in (200, 201), body
        _status, _headers, ready = site.ask("GET", "/readyz")
        assert json.loads(ready)["ready"] is True, ready
        assert json.loads(ready)["live"]["state"] == "degraded", ready
    finally:
        redis_server.start()


def test_logs_name_nobody(site: Arrangement) -> None:
    texts = {path.name: path.read_text(errors="replace") for path in (site.home / "log").iterdir()}
    assert texts["megdan.log"].count("/healthz") > 100
    for name, text in texts.items():
        assert site.sown["email"] not in text, name
        assert "127.0.0.1 -" not in text, name
        assert site.sown["password"] not in text, name
