"""Keys to the API: made once, kept as a digest, revoked by their owner or with the password."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.limits import give_back, hidden, limit
from participation.refusals import BadInput, NotAllowed, Refused
from participation.unseen import one_line

from .. import sessions
from ..models import ApiToken, User, digest_of
from ..selectors import find_token, list_tokens

PREFIX = "mgd_"
TERMS = (30, 90, 365)  # days a key may live
MOST_TOKENS = 20  # of one person, made on the site
MOST_LIVING = 200  # of one person, however they were made
SEEN_EVERY = timedelta(minutes=10)
Listener = Callable[[ApiToken], None]
_listeners: list[Listener] = []


def on_token_made(listener: Listener) -> None:
    """Call ``listener(row)`` inside the transaction in which somebody made a key on the site."""
    if listener not in _listeners:
        _listeners.append(listener)


def make_token(*, user: User, name: str, may_write: bool = True, days: int | None = 365) -> tuple[ApiToken, str]:
    """A new key and its row; the key itself is shown now and never again. ``days`` until it expires; None: never."""
    token = PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days) if days else None
    row = ApiToken.objects.create(
        user=user, name=name, prefix=token[:10], digest=digest_of(token), may_write=may_write, expires_at=expires
    )
    return row, token


@transaction.atomic
def create_token(*, user: User, name: str, may_write: bool, days: int) -> tuple[ApiToken, str]:
    """A new key for ``days`` days (one of TERMS); the key itself is returned once. The person is told of it.

    Raises BadInput, TooMany.
    """
    name = one_line(name)[:80]
    if not name:
        raise BadInput(_("Say what the token is for."), field="name")
    if days not in TERMS:
        raise BadInput(_("Choose how long the token is valid."), field="days")
    if list_tokens(user).count() >= MOST_TOKENS:
        raise BadInput(_("You have %(most)d tokens. Revoke one first.") % {"most": MOST_TOKENS})
    limit(f"token:made:{user.pk}", times=20, seconds=3600)
    row, token = make_token(user=user, name=name, may_write=may_write, days=days)
    for listener in _listeners:
        listener(row)
    return row, token


def use_token(token: str) -> ApiToken | None:
    """The living row of a key, with its person, or None. When it was last used is noted every ten minutes."""
    row, now = find_token(token), timezone.now()
    if row is not None and (row.last_used_at is None or now - row.last_used_at > SEEN_EVERY):
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
    return row


@transaction.atomic
def revoke_token(*, user: User, token_id: int) -> bool:
    """The person's key opens nothing any more, nor do sockets opened with it. False without such a living key."""
    living = ApiToken.objects.filter(user=user, pk=token_id, revoked_at=None)
    done = living.update(revoked_at=timezone.now()) == 1
    if done:
        sessions.changed(user.pk)
    return done


@transaction.atomic
def revoke_all_tokens(*, user: User) -> int:
    """No key of the person opens anything any more, as after a password that others may have known; how many did."""
    count = ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    if count:
        sessions.changed(user.pk)
    return count


class BadCredentials(Refused):
    """The address and the password do not fit together, or there is no such person: never said which."""

    code = "bad_credentials"
    status = 401
    message = _("This e-mail address and password do not fit together.")


class AddressUnconfirmed(NotAllowed):
    """The password is right, but the address was never confirmed."""

    code = "address_unconfirmed"
    message = _("Confirm your e-mail address first: open the message we sent you when you signed up.")


def exchange_password(
    *, email: str, password: str, name: str, may_write: bool = True, days: int = 365, address: str = ""
) -> tuple[ApiToken, str]:
    """A new key for whoever knows the password. Only failures count towards the limits, per network address and account.

    Each attempt counts before the password is looked at, so that many at once are no more than their number, and is
    given back if it was right. A program that asks for a key at each run does not pile them up: of more than
    MOST_LIVING the oldest are revoked. Raises BadCredentials, AddressUnconfirmed, TooMany. An unknown address takes as
    long as a wrong password.
    """
    account = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:24]
    counted = [
        limit(f"token:address:{hidden(address)}", times=5, seconds=60),
        limit(f"token:account:{account}", times=20, seconds=900),
    ]
    user = User.objects.filter(email__iexact=email.strip()).first()
    right = user.check_password(password) if user else _waste_time(password)
    if user is None or not right or not user.is_active:
        raise BadCredentials
    for counter in counted:
        give_back(counter)
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        raise AddressUnconfirmed
    with transaction.atomic():
        made = make_token(user=user, name=name, may_write=may_write, days=days)
        too_many = list_tokens(user).values_list("pk", flat=True)[MOST_LIVING : MOST_LIVING + 100]
        ApiToken.objects.filter(pk__in=list(too_many)).update(revoked_at=timezone.now())
    return made


def _waste_time(password: str) -> bool:
    make_password(password)
    return False
