"""Whose account a key to the API was made on is told of it: a foreign hand would otherwise keep a way in unseen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.accounts.actions import on_token_made
from participation.accounts.models import ApiToken

from .actions import notify
from .kinds import Kind, register

register(
    "token.made",
    Kind(
        _("A token for the API was made in your account: “%(token)s”."),
        _("If it was not you, revoke it and change your password."),
        always_mail=True,
    ),
)


def join() -> None:
    """From now on every key made on the site is told."""
    on_token_made(_tell)


def _tell(row: ApiToken) -> None:
    notify(
        user_id=row.user_id,
        kind="token.made",
        data={"token": row.name},
        url="/profile/tokens/",
        key=f"token.{row.pk}",
    )
