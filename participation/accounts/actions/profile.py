"""The person's own profile, the end of sessions, leaving."""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.limits import limit
from participation.refusals import BadInput, NotAllowed

from .. import personal_data, sessions
from ..models import User
from ..names import chosen_name


@transaction.atomic
def change_profile(*, user: User, display_name: str, language: str, mail_answers: bool, is_seen: bool) -> User:
    """The name others see, the language of mails, whether mail is wanted, and whether others see that one is here.

    Open pages of others follow within a second. Raises BadInput.
    """
    if language not in dict(settings.LANGUAGES):
        raise BadInput(_("Choose one of the site's languages."), field="language")
    shown = user.display_name, user.is_seen
    user.display_name = chosen_name(display_name, of=user)
    user.language, user.mail_answers, user.is_seen = language, mail_answers, is_seen
    user.save(update_fields=["display_name", "language", "mail_answers", "is_seen"])
    if shown != (user.display_name, user.is_seen) and (shown[1] or user.is_seen):
        sessions.changed(user.pk)
    return user


@transaction.atomic
def sign_out_everywhere(*, user: User) -> User:
    """Every session of the person is over at once, on every device. Tokens stay: they are revoked one by one."""
    user.session_mark = secrets.token_hex(8)
    user.save(update_fields=["session_mark"])
    sessions.changed(user.pk)
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
    log = apps.get_model("admin", "LogEntry")  # asked for here: sockets load this module without the administration
    log._default_manager.filter(content_type=about, object_id=str(user_id)).delete()
    user.delete()
    sessions.changed(user_id)


def erase_with_password(*, user: User, password: str) -> None:
    """As ``erase_account``, for whoever knows the password. Raises BadInput, TooMany after five tries in 15 minutes."""
    limit(f"erase:{user.pk}", times=5, seconds=900)
    if not user.check_password(password):
        raise BadInput(_("This is not your password."), field="password")
    erase_account(user=user)


def take_copy(*, user: User) -> dict[str, Any]:
    """Everything that is kept about the person, ready for JSON. Raises TooMany after ten in an hour."""
    limit(f"export:{user.pk}", times=10, seconds=3600)
    return personal_data.export_all(user)
