"""``/healthz``: this process answers. ``/readyz``: it can serve, and how its neighbours are."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from participation.database import db_now
from participation.record.selectors import last_beat

LATE = 60  # seconds without a sign of the worker before it is called late
_migrated = False  # once true it stays true: new migrations come with a new process


@csrf_exempt  # whoever asks has no session to protect
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, else 503. Redis and the worker are reported and never decide it.

    ``release`` is the code this process loaded, ``started`` when (seconds since 1970): an upgrade waits for both.
    """
    report: dict[str, Any] = {"release": settings.RELEASE, "started": settings.STARTED}
    report |= {"database": _database(), "live": _live()}
    ready = report["database"]["state"] == "ok"
    if ready:
        report["migrations"] = _migrations()
        report["worker"] = _worker()
        ready = report["migrations"]["state"] == "ok"
    response = JsonResponse({"ready": ready, **report}, status=200 if ready else 503)
    # Said by the answer itself; a line in the log for each look of a load balancer would bury the rest.
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark, see django.utils.log
    return response


def _database() -> dict[str, Any]:
    begun = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return {"state": "down", "error": type(error).__name__}
    return {"state": "ok", "ms": round((time.perf_counter() - begun) * 1000, 1)}


def _migrations() -> dict[str, Any]:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if pending:
            return {"state": "pending", "count": pending}
        _migrated = True
    return {"state": "ok"}


def _live() -> dict[str, Any]:
    """Redis carries hints between processes; without it votes and comments go on, screens catch up by polling."""
    layer = settings.CHANNEL_LAYERS["default"]
    hosts = layer.get("CONFIG", {}).get("hosts")
    if not hosts:
        return {"state": "ok", "between": "one process"}
    import redis

    try:
        with redis.Redis.from_url(hosts[0], socket_connect_timeout=0.5, socket_timeout=0.5) as client:
            client.ping()
    except redis.RedisError as error:
        return {"state": "degraded", "error": type(error).__name__}
    return {"state": "ok", "between": "many processes"}


def _worker() -> dict[str, Any]:
    beat = last_beat()
    if beat is None:
        return {"state": "never seen"}
    age = (db_now() - beat).total_seconds()
    return {"state": "ok" if age < LATE else "late", "seconds": round(age, 1)}
