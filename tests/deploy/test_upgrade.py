"""``deploy/upgrade`` as an operator runs it: a clone on a release, the next release checked out, pages going on.

``systemctl`` and ``runuser`` are stand-ins, because no systemd runs here: a reload sends HUP as the unit says, a restart
ends a process that a loop starts anew.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import bootstrap
from config.release import release_of
from tests.deploy.arrangement import HOST, Unix
from tests.support import programs, services
from tests.support.services import Process
from tests.support.tree import ROOT

pytestmark = [pytest.mark.deploy, pytest.mark.slow]

SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$STANDIN/calls"
name=${2#megdan-} name=${name%.service}
case "$1 $5" in
    list-units*) test -e "$STANDIN/nothing" && exit ;;
esac
case "$1 $5" in
    "list-units megdan-pages@*")
        echo "megdan-pages@1.service loaded active running"
        echo "megdan-pages@2.service loaded activating auto-restart" ;;
    "list-units megdan-live@*") echo "megdan-live@1.service loaded active running" ;;
    "list-units megdan-worker*") echo "megdan-worker.service loaded active running" ;;
esac
test -e "$STANDIN/deaf" && exit
case "$1" in
    reload-or-restart) kill -HUP "$(cat "$STANDIN/$name")" ;;
    restart) test ! -e "$STANDIN/$name" || kill "$(cat "$STANDIN/$name")" ;;
esac
"""
RUNUSER = '#!/bin/sh\nshift 3\nexec "$@"\n'  # runuser -u megdan -- …
MIGRATION = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("places", "{before}")]
    operations = [migrations.RunSQL("CREATE TABLE upgraded (n int)", "DROP TABLE upgraded")]
"""


class Site:
    """A clone with two processes of pages and one of sockets, and a second release waiting in its history."""

    def __init__(self, home: Path, database: str, redis: str) -> None:
        self.home, self.code, self.run, self.standin = home, home / "app", home / "run", home / "standin"
        for folder in (self.run, self.standin, home / "data", home / "static"):
            folder.mkdir()
        self.git(ROOT, "clone", "--quiet", "--shared", str(ROOT), str(self.code))
        shutil.copy(ROOT / "deploy" / "upgrade", self.code / "deploy" / "upgrade")  # as it is being worked on
        self.url = database  # for looking into it
        (self.code / ".venv").symlink_to(sys.prefix)
        for name, text in (("systemctl", SYSTEMCTL), ("runuser", RUNUSER)):
            (self.standin / name).write_text(text)
            (self.standin / name).chmod(0o755)
        self.settings = home / "megdan.env"
        self.settings.write_text(self._settings(database, redis))
        self.env = {
            "PATH": f"{self.standin}:{os.environ['PATH']}", "HOME": str(home), "STANDIN": str(self.standin),
            "MEGDAN_ENV_FILE": str(self.settings), "MEGDAN_RUN": str(self.run), "MEGDAN_PAUSE": "1",
        }  # fmt: skip
        self.processes: dict[str, Process] = {}

    def _settings(self, database: str, redis: str) -> str:
        """``deploy/megdan.env.example``, filled in as the operator does."""
        text = (ROOT / "deploy" / "megdan.env.example").read_text()
        for theirs, ours in {
            "MEGDAN_SECRET_KEY=": "MEGDAN_SECRET_KEY=q8Zr-3LxV_7tYwPm2KsBnJd9FhGc5TaEuRi4OoXp6Ql",
            "megdan.example": HOST,
            "/var/lib/megdan": f"{self.home}/data",
            "/srv/megdan/static": f"{self.home}/static",
            "postgresql://megdan:password@127.0.0.1:5432/megdan": database,
            "redis://127.0.0.1:6379/0": redis,
        }.items():
            assert theirs in text, f"the example no longer says {theirs!r}"
            text = text.replace(theirs, ours)
        return text

    def git(self, where: Path, *words: str) -> None:
        who = ["-c", "user.name=Operator", "-c", "user.email=operator@megdan.example", "-c", "safe.directory=*"]
        subprocess.run(["git", *who, *words], cwd=where, check=True, capture_output=True)

    def shell(self, command: str, *, ok: bool = True) -> str:
        """A line of the operator's, with the settings loaded as the documentation says."""
        line = f'set -a; . "{self.settings}"; set +a; {command}'
        done = subprocess.run(
            ["bash", "-c", line], cwd=self.code, env=self.env, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        assert (done.returncode == 0) is ok, f"{command}:\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def start(self) -> None:
        """The first release serves."""
        self.shell(".venv/bin/python manage.py migrate --no-input -v0")
        self.shell(".venv/bin/python manage.py collectstatic --no-input -v0")
        gunicorn = f"-m gunicorn --config deploy/gunicorn.conf.py --bind unix:{self.run}/pages-%s.sock"
        for number in ("1", "2"):
            page = self._process(f"pages-{number}", "exec .venv/bin/python " + gunicorn % number)
            (self.standin / f"pages@{number}").write_text(str(page.pid))
        uvicorn = f".venv/bin/python -m uvicorn config.asgi:application --uds {self.run}/live-1.sock --no-access-log"
        again = f'while :; do {uvicorn} & echo $! > "{self.standin}/live@1"; wait $!; done'
        self._process("live-1", f"trap 'kill $!; exit' TERM; {again}")
        for name, process in self.processes.items():
            process.wait_until(lambda name=name: self.says(name) == "ok", seconds=90)  # type: ignore[misc]  # its own name

    def _process(self, name: str, command: str) -> Process:
        line = f'set -a; . "{self.settings}"; set +a; cd "{self.code}"; {command}'
        self.processes[name] = Process(["bash", "-c", line], log=self.home / f"{name}.log", env=self.env)
        return self.processes[name]

    def says(self, name: str) -> str:
        """What one process answers; raises nothing."""
        with contextlib.suppress(OSError, http.client.HTTPException), Unix(self.run / f"{name}.sock") as link:
            link.request("GET", "/healthz", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
            answer = link.getresponse()
            return answer.read().decode().strip() if answer.status == 200 else str(answer.status)
        return "nothing"

    def release(self) -> None:
        """The next release is checked out: another answer, another table, another file to be served."""
        health = self.code / "config" / "health.py"
        fresh = health.read_text().replace('"ok\\n"', '"new\\n"')
        assert fresh != health.read_text()
        health.write_text(fresh)
        migrations = self.code / "participation" / "places" / "migrations"
        before = max(path.stem for path in migrations.glob("0*.py"))
        (migrations / "9999_upgraded.py").write_text(MIGRATION.format(before=before))
        (self.code / "frontend" / "static" / "megdan" / "upgraded.txt").write_text("new")
        self.git(self.code, "add", "config", "participation", "frontend")
        self.git(self.code, "commit", "--quiet", "--message", "Next release")

    def calls(self) -> list[str]:
        """What was said to systemd, questions left out."""
        lines = (self.standin / "calls").read_text().splitlines() if (self.standin / "calls").exists() else []
        return [line for line in lines if not line.startswith(("list-units", "is-active"))]

    def tables(self) -> set[str]:
        """Those that the next release would make."""
        with psycopg.connect(self.url) as link:
            found = link.execute("SELECT tablename FROM pg_tables WHERE tablename = 'upgraded'").fetchall()
        return {name for (name,) in found}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    for program in ("postgres", "redis-server", "git", "curl"):
        if shutil.which(program) is None and programs.find(program) is None:
            pytest.skip(f"{program} is not installed")
    if not bootstrap.is_current(ROOT, Path(sys.prefix), bootstrap.RUNTIME):
        pytest.skip("these tests do not run in the project's own .venv, which the upgrade would change")
    with services.folder() as home, services.postgres(durable=True) as postgres, services.redis() as redis:
        made = Site(home, postgres.url, redis.url)
        try:
            made.start()
            yield made
        finally:
            for process in made.processes.values():
                process.stop()


@contextlib.contextmanager
def visited(site: Site) -> Iterator[Counter[str]]:
    """Both page processes are asked all the while; what they answered, counted."""
    seen: Counter[str] = Counter()
    over = threading.Event()

    def visit() -> None:
        while not over.wait(0.05):
            for name in ("pages-1", "pages-2"):
                seen[site.says(name)] += 1

    visitor = threading.Thread(target=visit, daemon=True)
    visitor.start()
    try:
        yield seen
    finally:
        over.set()
        visitor.join(10)


# In this order, on one site: what fails must leave it such that the next one succeeds.


def test_where_nothing_runs_nothing_is_changed(site: Site) -> None:
    site.release()
    (site.standin / "nothing").touch()
    assert "No unit of Megdan runs here" in site.shell("deploy/upgrade", ok=False)
    (site.standin / "nothing").unlink()
    assert (site.tables(), site.calls()) == (set(), [])


def test_a_release_that_cannot_start_stops_before_the_first_process(site: Site) -> None:
    health = site.code / "config" / "health.py"
    whole = health.read_text()
    health.write_text(whole + "\nraise RuntimeError('broken')\n")
    with visited(site) as seen:
        said = site.shell("deploy/upgrade", ok=False)
    health.write_text(whole)
    assert "broken" in said
    assert (site.tables(), site.calls()) == (set(), []), "nor was anything migrated"
    assert set(seen) == {"ok"}
    assert all(process.child.poll() is None for process in site.processes.values())


def test_a_process_that_stays_with_the_old_release_stops_the_upgrade(site: Site) -> None:
    (site.standin / "deaf").touch()
    said = site.shell("MEGDAN_PATIENCE=2 deploy/upgrade", ok=False)
    (site.standin / "deaf").unlink()
    assert "pages-1.sock does not answer with release" in said
    assert site.calls() == ["reload-or-restart megdan-pages@1.service"], "the others were left as they are"
    (site.standin / "calls").unlink()


def test_the_next_release_comes_without_a_failed_request(site: Site) -> None:
    with visited(site) as seen:
        said = site.shell("deploy/upgrade")
        assert {site.says(name) for name in site.processes} == {"new"}, "as soon as it is done"
    assert set(seen) == {"ok", "new"}, seen
    assert min(seen.values()) > 5, "the control: both releases were met"
    assert said.count('"ready": true') == 3, "each process that answers was asked, sockets too"
    assert said.count(f'"release": "{release_of(site.code)}"') == 3
    assert site.calls() == [
        "reload-or-restart megdan-pages@1.service",
        "reload-or-restart megdan-pages@2.service",
        "restart megdan-live@1.service",
        "restart megdan-worker.service",
    ]
    assert site.tables() == {"upgraded"}
    assert list((site.home / "static").rglob("upgraded*.txt"))
    assert "note: deploy/systemd/megdan-pages@.service" in said, "units that differ are named"
