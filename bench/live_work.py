"""Work in a process of its own for the live measurements: ``python -m bench.live_work migrate | write | orders``."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

import bench.live_app  # noqa: F401  # imported for what it does: it sets Django up
from participation.accounts.actions import make_token
from participation.accounts.models import User
from participation.live import actions


def people(count: int, *, is_seen: bool = False) -> list[dict[str, Any]]:
    """So many signed-in people: number, session key. With ``is_seen`` they let others see that they are here."""
    start = User.objects.count()
    made = User.objects.bulk_create(
        User(email=f"p{start + n}@megdan.example", display_name=f"P{n}", password="x", is_seen=is_seen)
        for n in range(count)
    )
    return [{"id": user.pk, "session": sign_in(user)} for user in made]


def sign_in(user: User) -> str:
    """A session of this person; its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def write(stream: str, count: int, rate: float, size: int) -> dict[str, Any]:
    """Say `count` things, one transaction each, at `rate` a second (0: as fast as it goes)."""
    began = time.monotonic()
    for n in range(count):
        if rate:
            time.sleep(max(0.0, began + n / rate - time.monotonic()))
        with transaction.atomic():
            data = {"n": n, "t": time.monotonic(), "text": "м" * (size // 2)}
            actions.publish(stream=stream, kind="said", data=data, ref=f"thing.{n}")
    return {"seconds": time.monotonic() - began}


def do(what: dict[str, Any]) -> Any:
    """One order of a test, as ``{"do": name, …}``."""
    name = what.pop("do")
    if name == "publish":
        return actions.publish(**what)
    if name == "quiet":  # an event whose hint nobody sends: its process died in between
        from participation.live import hints

        hints.announce, kept = (lambda head: None), hints.announce
        try:
            return actions.publish(**what)
        finally:
            hints.announce = kept
    if name == "many":
        return write(**what)
    if name == "once":
        with transaction.atomic():
            return [actions.publish(stream=what["stream"], kind="said", data={"n": n}) for n in range(what["count"])]
    if name in ("scrub", "revoke", "forget_stream", "renew_epoch"):
        return getattr(actions, name)(**what)
    if name == "prune":
        return actions.prune(before=timezone.now())
    return _people_order(name, what)


def _people_order(name: str, what: dict[str, Any]) -> Any:
    if name == "sign_out":
        actions.revoke(session=what["session"])
        SessionStore(what["session"]).delete()
        return None
    if name == "delete_session":  # nobody tells the hub
        SessionStore(what["session"]).delete()
        return None
    if name == "person":
        user = User.objects.create(password="x", **what)
        return {"id": user.pk, "session": sign_in(user), "token": make_token(user=user, name="test")[1]}
    if name == "change":
        with transaction.atomic():
            User.objects.filter(pk=what["id"]).update(**what["fields"])
            if what.get("revoke"):
                actions.revoke(user_id=what["id"])
        return None
    if name == "people":
        return people(**what)
    raise ValueError(name)


def orders() -> None:
    """Obey one JSON order per line until the input ends; answer each with a line."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(do(json.loads(line))), flush=True)


def main() -> None:
    command, *rest = sys.argv[1:]
    if command == "migrate":
        call_command("migrate", verbosity=0, skip_checks=True)
    elif command == "write":
        stream, count, rate, size = rest
        print(json.dumps(write(stream, int(count), float(rate), int(size))))
    elif command == "orders":
        orders()


if __name__ == "__main__":
    main()
