"""Backup, destroy, restore: everything is as it was, and no open page mistakes old numbers for new ones."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support import programs, services
from tests.support.tree import ROOT

pytestmark = [pytest.mark.deploy, pytest.mark.slow]

PUBLISH = (
    "from participation.live.actions import publish\n"
    "from proposals.models import Consultation\n"
    "publish(stream=Consultation.objects.first().scope, kind='said', data={'n': 1})\n"
)


class Place:
    """A database with people and text in it, and a folder of uploaded files."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        self.data = home / "data"
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.env = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": url,
            "MEGDAN_DATA_DIR": str(self.data),
            "MEGDAN_NO_VENV": "1",
            "MEGDAN_PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *command: str, ok: bool = True) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert (done.returncode == 0) is ok, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def tables(self) -> dict[str, str]:
        """Every table's content as a digest; a stream's epoch is left out, because it is to change."""
        digests = {}
        with psycopg.connect(self.url) as link:
            names = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (name,) in names:
                rows = link.execute(f"SELECT to_jsonb(t) - 'epoch' FROM {name} t ORDER BY 1").fetchall()
                digests[name] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
        return digests

    def epochs(self) -> set[str]:
        with psycopg.connect(self.url) as link:
            return {row[0] for row in link.execute("SELECT epoch FROM live_stream").fetchall()}


@pytest.fixture
def place() -> Iterator[Place]:
    if programs.find("pg_dump") is None:
        pytest.skip(programs.missing_reason("postgres"))
    with services.folder() as home, services.postgres() as server:
        place = Place(home, server.url)
        place.run(sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0")
        place.run(sys.executable, "-m", "tests.deploy.seed")
        place.run(sys.executable, "manage.py", "shell", "--command", PUBLISH)
        (place.data / "files").mkdir(parents=True, exist_ok=True)
        (place.data / "files" / "motives.pdf").write_bytes(b"%PDF-1.7 kept")
        yield place


def test_everything_comes_back_and_streams_get_a_new_epoch(place: Place) -> None:
    before, epochs = place.tables(), place.epochs()
    assert before["accounts_user"].startswith("2 ")
    assert epochs
    backup = Path(place.run("deploy/backup", str(place.home / "backups")).splitlines()[-1])
    assert backup.stat().st_mode & 0o077 == 0, "others may not read it"

    with psycopg.connect(place.url) as link:
        link.execute("CREATE TABLE left_over (n int)")
        link.execute("UPDATE proposals_consultation SET title = 'destroyed'")
        link.execute("UPDATE live_stream SET seq = seq + 7")
    (place.data / "files" / "motives.pdf").write_bytes(b"destroyed")
    assert place.tables() != before

    place.run("deploy/restore", str(backup))
    assert place.tables() == before
    assert (place.data / "files" / "motives.pdf").read_bytes() == b"%PDF-1.7 kept"
    assert not place.epochs() & epochs


def test_a_damaged_backup_is_refused_before_anything_is_destroyed(place: Place) -> None:
    backup = Path(place.run("deploy/backup", str(place.home / "backups")).splitlines()[-1])
    before = place.tables()
    with (backup / "database.dump").open("r+b") as dump:
        dump.seek(200)
        dump.write(b"\0\0\0\0")
    assert "FAILED" in place.run("deploy/restore", str(backup), ok=False)
    assert place.tables() == before


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(place: Place) -> None:
    place.env["DATABASE_URL"] = f"postgresql://megdan:wrong@127.0.0.1:{services.free_port()}/postgres"
    place.run("deploy/backup", str(place.home / "backups"), ok=False)
    assert list((place.home / "backups").iterdir()) == []
