"""What a load balancer and an operator are told."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from config import health
from config.release import UNKNOWN, release_of
from participation.record.models import Heartbeat
from tests.support.services import free_port


@pytest.fixture(autouse=True)
def _ask_afresh() -> Iterator[None]:
    health._migrated = False
    yield
    health._migrated = False


def test_alive_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready(client: Client, settings: Any) -> None:
    settings.RELEASE = "0123456789ab"
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.json()
    report = answer.json()
    assert report["ready"] is True
    assert report["migrations"] == {"state": "ok"}
    assert report["worker"]["state"] == "never seen"
    assert report["release"] == "0123456789ab"
    assert time.time() - 7200 < report["started"] <= time.time()


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "state"), [(2, "ok"), (600, "late")])
def test_the_workers_sign_of_life(client: Client, age: int, state: str) -> None:
    Heartbeat.objects.create(name="worker", beat_at=timezone.now() - timedelta(seconds=age))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["worker"]["state"] == state


def test_not_ready_without_its_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise OperationalError("connection to megdan:secret@db refused")

    monkeypatch.setattr(health.connection, "cursor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == {"state": "down", "error": "OperationalError"}
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db
def test_not_ready_with_pending_migrations(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("one", False)])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == {"state": "pending", "count": 1}


@pytest.mark.django_db
def test_redis_away_is_degraded_and_still_ready(client: Client, settings: Any) -> None:
    away = f"redis://127.0.0.1:{free_port()}/0"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "x", "CONFIG": {"hosts": [away]}}}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["live"]["state"] == "degraded"


@pytest.mark.redis
@pytest.mark.django_db
def test_redis_there(client: Client, settings: Any, redis_url: str) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "x", "CONFIG": {"hosts": [redis_url]}}}
    assert client.get("/readyz").json()["live"] == {"state": "ok", "between": "many processes"}


@pytest.mark.django_db
def test_only_asked_never_told(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405


def test_the_release_is_the_commit_that_is_checked_out(tmp_path: Path) -> None:
    def git(*words: str) -> str:
        who = ["-c", "user.name=Operator", "-c", "user.email=operator@megdan.example"]
        return subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    assert release_of(tmp_path) == UNKNOWN
    git("init", "--quiet")
    assert release_of(tmp_path) == UNKNOWN, "nothing was ever committed"
    git("commit", "--quiet", "--allow-empty", "--message", "One")
    commit = git("rev-parse", "HEAD")[:12]
    assert release_of(tmp_path) == commit
    git("pack-refs", "--all")
    assert release_of(tmp_path) == commit
    git("checkout", "--quiet", "--detach")
    assert release_of(tmp_path) == commit
    git("worktree", "add", "--quiet", "-b", "other", "beside")
    assert release_of(tmp_path / "beside") == commit
