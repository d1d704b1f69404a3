"""Who knocks at the socket: its origin, its session, its token; and whether they are still welcome later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.contrib.auth import get_user, get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.request import validate_host
from django.utils import timezone

from participation.accounts.actions import use_token
from participation.live.actions import session_digest

BATCH = 200  # people or sessions per query


@dataclass(frozen=True)
class Visitor:
    """Whom a socket belongs to, and by what right: nobody, a session, or a token."""

    user_id: int | None = None
    session_key: str = ""
    password_mark: str = ""  # changes with the password, which ends sessions elsewhere
    token: str = ""

    @property
    def session(self) -> str:
        return session_digest(self.session_key) if self.session_key else ""

    def __repr__(self) -> str:
        return f"Visitor({self.user_id})"


ANYBODY = Visitor()


@dataclass(frozen=True)
class Knock:
    """What the handshake says about who comes."""

    host: str
    origin: str
    session_key: str
    token: str

    @classmethod
    def from_scope(cls, scope: dict[str, Any]) -> Knock:
        """Read an ASGI scope; what cannot be read counts as absent."""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", [])}
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get(b"cookie", ""))
        except CookieError:
            cookies = SimpleCookie()
        morsel = cookies.get(settings.SESSION_COOKIE_NAME)
        scheme, _, token = headers.get(b"authorization", "").partition(" ")
        return cls(
            host=(settings.USE_X_FORWARDED_HOST and headers.get(b"x-forwarded-host")) or headers.get(b"host", ""),
            origin=headers.get(b"origin", ""),
            session_key=morsel.value if morsel else "",
            token=token.strip() if scheme.lower() == "bearer" else "",
        )

    def may_enter(self) -> bool:
        """A page of this site, or a program that brings no session: another site's page never does either."""
        host = _split(f"//{self.host}")
        allowed = settings.ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"]
        name = f"[{host.hostname}]" if ":" in (host.hostname or "") else host.hostname
        if not name or not validate_host(name, allowed):
            return False
        if not self.origin:
            return not self.session_key
        if self.origin in settings.CSRF_TRUSTED_ORIGINS:
            return True
        origin = _split(self.origin)
        if settings.SESSION_COOKIE_SECURE and origin.scheme != "https":
            return False
        return origin.netloc.lower() == self.host.lower()


def _split(address: str) -> SplitResult:
    """Its parts; none of one that cannot be read, such as ``http://[``."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _sessions() -> type[SessionBase]:
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    return store


def who_is(session_key: str) -> Visitor:
    """The visitor a session key stands for; nobody where it is unknown, expired or signed out."""
    if not session_key:
        return ANYBODY
    request = HttpRequest()
    request.session = _sessions()(session_key)
    user = get_user(request)
    if not user.is_authenticated:
        return ANYBODY
    return Visitor(user.pk, session_key=session_key, password_mark=user.get_session_auth_hash())


def who_holds(token: str) -> Visitor | None:
    """The visitor an API token stands for; None where it is not valid (any more)."""
    row = use_token(token)
    return Visitor(row.user_id, token=token) if row else None


def still_welcome(visitors: Iterable[Visitor]) -> set[Visitor]:
    """Those of the visitors who are still who they were: active, not signed out, with the same password and token."""
    known = set(visitors)
    signed_in = {visitor for visitor in known if visitor.session_key}
    keys = _live_sessions({visitor.session_key for visitor in signed_in})
    marks = _password_marks({visitor.user_id for visitor in signed_in if visitor.user_id})
    kept = {v for v in signed_in if v.session_key in keys and marks.get(v.user_id or 0) == v.password_mark}
    held = {v for v in known if v.token and (now := who_holds(v.token)) and now.user_id == v.user_id}
    return kept | held | {v for v in known if v.user_id is None}


def _live_sessions(keys: set[str]) -> set[str]:
    store = _sessions()
    if not hasattr(store, "get_model_class"):
        return {key for key in keys if store(key).exists(key)}
    rows = store.get_model_class().objects
    now: datetime = timezone.now()
    found: set[str] = set()
    for batch in _batches(keys):
        alive = rows.filter(session_key__in=batch, expire_date__gt=now)
        found.update(alive.values_list("session_key", flat=True))
    return found


def _password_marks(user_ids: set[int]) -> dict[int, str]:
    people = get_user_model()._default_manager
    marks: dict[int, str] = {}
    for batch in _batches(user_ids):
        for user in people.filter(pk__in=batch, is_active=True).only("pk", "password", "session_mark"):
            marks[user.pk] = user.get_session_auth_hash()
    return marks


def _batches(values: Iterable[Any]) -> list[list[Any]]:
    everything = list(values)
    return [everything[start : start + BATCH] for start in range(0, len(everything), BATCH)]
