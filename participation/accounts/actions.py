"""Every write of people's own accounts."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.limits import limit
from participation.refusals import BadInput, NotAllowed

from . import personal_data, sessions
from .models import ApiToken, User
from .names import cleaned_name
from .tokens import list_tokens, make_token, revoke_token

MOST_TOKENS = 20
TERMS = (30, 90, 365)  # days a key may live

__all__ = ["change_profile", "create_token", "erase_account", "revoke_token", "sign_out_everywhere"]


@transaction.atomic
def change_profile(*, user: User, display_name: str, language: str, mail_answers: bool) -> User:
    """The name others see, the language of mails, and whether mail is wanted. Raises BadInput."""
    if language not in dict(settings.LANGUAGES):
        raise BadInput(_("Choose one of the site's languages."), field="language")
    user.display_name, user.language, user.mail_answers = cleaned_name(display_name), language, mail_answers
    user.save(update_fields=["display_name", "language", "mail_answers"])
    return user


@transaction.atomic
def create_token(*, user: User, name: str, may_write: bool, days: int) -> tuple[ApiToken, str]:
    """A new key for ``days`` days (one of TERMS); the key itself is returned once. Raises BadInput, TooMany."""
    name = " ".join(name.split())[:80]
    if not name:
        raise BadInput(_("Say what the token is for."), field="name")
    if days not in TERMS:
        raise BadInput(_("Choose how long the token is valid."), field="days")
    if list_tokens(user).count() >= MOST_TOKENS:
        raise BadInput(_("You have %(most)d tokens. Revoke one first.") % {"most": MOST_TOKENS})
    limit(f"token:made:{user.pk}", times=20, seconds=3600)
    return make_token(user=user, name=name, may_write=may_write, days=days)


@transaction.atomic
def sign_out_everywhere(*, user: User) -> User:
    """Every session of the person is over at once, on every device. Tokens stay: they are revoked one by one."""
    user.session_mark = secrets.token_hex(8)
    user.save(update_fields=["session_mark"])
    sessions.ended(user.pk)
    return user


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Nothing names the person any more: what they wrote stays as a former participant's, the rest is deleted.

    Raises NotAllowed for the only administrator there is.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise NotAllowed(_("You are the only administrator. Make somebody else administrator first."))
    user_id = user.pk
    personal_data.erase_all(user)
    sessions.delete_all_of(user_id)
    about = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=about, object_id=str(user_id)).delete()
    user.delete()
    sessions.ended(user_id)
