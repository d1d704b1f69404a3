"""Starts what ``deploy/`` describes, from the files of ``deploy/`` themselves: only paths, ports and names differ."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shlex
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support import services
from tests.support.services import Process
from tests.support.tree import ROOT

HOST = "megdan.test"
UNITS = ROOT / "deploy" / "systemd"


class Arrangement:
    """Two page processes, two socket processes, the worker and nginx in front, over TLS."""

    def __init__(self, home: Path, *, database_url: str, redis_url: str, static_root: Path) -> None:
        self.home, self.static_root = home, static_root
        self.https, self.http = services.free_port(), services.free_port()
        self.run, self.data = home / "run", home / "data"
        for folder in (self.run, self.data, home / "log", home / "nginx"):
            folder.mkdir()
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        self.env = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MEGDAN_ENV": "production",
            "MEGDAN_NO_VENV": "1",
            "MEGDAN_SECRET_KEY": "q8Zr-3LxV_7tYwPm2KsBnJd9FhGc5TaEuRi4OoXp6Ql",
            "MEGDAN_ALLOWED_HOSTS": HOST,
            "MEGDAN_ORIGIN": f"https://{HOST}:{self.https}",
            "MEGDAN_TRUSTED_PROXIES": "1",
            "MEGDAN_DATA_DIR": str(self.data),
            "MEGDAN_STATIC_ROOT": str(static_root),
            "MEGDAN_MAIL_URL": "smtp://127.0.0.1:9",
            "MEGDAN_MAIL_FROM": "Megdan <megdan@megdan.test>",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "PYTHONPATH": str(ROOT),
        }
        self.processes: dict[str, Process] = {}
        self.sown: dict[str, Any] = {}
        self.tls = ssl.create_default_context(cafile=str(self._certificate()))

    # Starting and stopping ---------------------------------------------------------------------------------------

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py`` in the arrangement's environment; its output. Raises CalledProcessError with the error."""
        return self._output([sys.executable, "manage.py", *arguments])

    def _output(self, command: list[str]) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self) -> None:
        """Returns once everything answers; ``sown`` names what is there to vote on."""
        self.manage("migrate", "--no-input", "--verbosity", "0")
        if not (self.static_root / "staticfiles.json").exists():
            self.manage("collectstatic", "--no-input", "--verbosity", "0")
        self.sown = json.loads(self._output([sys.executable, "-m", "tests.deploy.seed"]))
        for number in ("1", "2"):
            self._start_unit("megdan-pages@.service", f"pages-{number}", number)
            self._start_unit("megdan-live@.service", f"live-{number}", number)
        self._start_unit("megdan-worker.service", "worker", "")
        for name in ("pages-1", "pages-2", "live-1", "live-2"):
            self.processes[name].wait_until(lambda name=name: self.answers(name), seconds=60)
        self._start_nginx()

    def stop(self) -> None:
        for process in reversed(self.processes.values()):
            process.stop()

    def command_of(self, unit: str, number: str) -> list[str]:
        """``ExecStart`` of a systemd unit, for this machine's paths."""
        text = (UNITS / unit).read_text().replace("\\\n", " ")
        found = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)
        assert found, unit
        words = shlex.split(found[1].replace("%i", number))
        program = words[0].removeprefix("/srv/megdan/app/.venv/bin/")
        launcher = {"python": [sys.executable], "gunicorn": [sys.executable, "-m", "gunicorn"]}
        launcher["uvicorn"] = [sys.executable, "-m", "uvicorn"]
        return launcher[program] + [word.replace("/run/megdan", str(self.run)) for word in words[1:]]

    def _start_unit(self, unit: str, name: str, number: str) -> None:
        # A systemd unit has a working folder; ours is the project's, so that the same relative paths hold.
        command = ["sh", "-c", f'cd {shlex.quote(str(ROOT))} && exec "$@"', "sh", *self.command_of(unit, number)]
        self.processes[name] = Process(command, log=self.home / "log" / f"{name}.log", env=self.env)

    def _start_nginx(self) -> None:
        configuration = self.home / "nginx.conf"
        configuration.write_text(self.nginx_configuration())
        nginx = services.need("nginx")
        checked = subprocess.run([nginx, "-t", "-c", str(configuration)], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        process = Process([nginx, "-c", str(configuration)], log=self.home / "log" / "nginx.log", env=self.env)
        self.processes["nginx"] = process
        process.wait_until(lambda: services.listens(self.https))

    def nginx_configuration(self) -> str:
        """``deploy/nginx.conf`` with this machine's paths and ports; each replaced text has to be there."""
        site = (ROOT / "deploy" / "nginx.conf").read_text()
        replacements = {
            "listen 80;": f"listen 127.0.0.1:{self.http};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.https} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "megdan.example;": f"{HOST};",
            "/etc/letsencrypt/live/megdan.example/fullchain.pem": str(self.home / "certificate.pem"),
            "/etc/letsencrypt/live/megdan.example/privkey.pem": str(self.home / "key.pem"),
            "/var/log/nginx/": f"{self.home}/log/",
            "/run/megdan/": f"{self.run}/",
            "/srv/megdan/static/": f"{self.static_root}/",
        }
        for theirs, ours in replacements.items():
            assert theirs in site, f"deploy/nginx.conf no longer says {theirs!r}"
            site = site.replace(theirs, ours)
        folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "\n".join(f"{name}_temp_path {self.home}/nginx/{name};" for name in folders)
        user = "user root;" if os.geteuid() == 0 else ""
        return (
            f"daemon off; {user} pid {self.home}/nginx.pid; worker_processes 2; error_log {self.home}/log/error.log;\n"
            f"events {{ worker_connections 2048; }}\n"
            f"http {{ include /etc/nginx/mime.types; default_type application/octet-stream;\n{temporary}\n{site}\n}}\n"
        )

    def _certificate(self) -> Path:
        path = self.home / "certificate.pem"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
        command += ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(self.home / "key.pem"), "-out", str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path

    # Asking ------------------------------------------------------------------------------------------------------

    def answers(self, name: str) -> bool:
        """Whether that process answers its health address on its own unix socket."""
        with contextlib.suppress(OSError, http.client.HTTPException), Unix(self.run / f"{name}.sock") as link:
            link.request("GET", "/healthz", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
            return link.getresponse().status == 200
        return False

    def connect(self) -> http.client.HTTPSConnection:
        """A connection through nginx, by its public name."""
        link = http.client.HTTPSConnection(HOST, self.https, context=self.tls, timeout=30)
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=30)
        link.sock = self.tls.wrap_socket(plain, server_hostname=HOST)
        return link

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body of one request through nginx."""
        sent = {"Host": f"{HOST}:{self.https}", "Accept-Language": "bg", **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        payload = None
        if body is not None:
            payload, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        return self._answer(method, path, payload, sent)

    def send_file(self, path: str, content: bytes, fields: dict[str, str], *, token: str) -> tuple[int, bytes]:
        """Status and body of a POST of a form with one file, through nginx."""
        mark = "megdan-form"
        head = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        head += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="paper.pdf"\r\n'
        head += "Content-Type: application/pdf\r\n\r\n"
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        sent = {"Host": f"{HOST}:{self.https}", "Authorization": f"Bearer {token}"}
        sent["Content-Type"] = f"multipart/form-data; boundary={mark}"
        status, _headers, answer = self._answer("POST", path, body, sent)
        return status, answer

    def _answer(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        link = self.connect()
        try:
            link.request(method, path, body=body, headers=headers)
            answer = link.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            link.close()


class Unix(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(10)
        self.sock.connect(str(self.path))

    def __enter__(self) -> Unix:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def arranged(**options: Any) -> Iterator[Arrangement]:
    """The running arrangement."""
    with services.folder() as home:
        arrangement = Arrangement(home, **options)
        try:
            arrangement.start()
            yield arrangement
        finally:
            arrangement.stop()
