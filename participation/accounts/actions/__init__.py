"""Every write of people's own accounts: the profile and leaving, keys to the API."""

from .profile import (
    change_profile,
    erase_account,
    erase_with_password,
    sign_out_everywhere,
    take_copy,
)
from .tokens import (
    TERMS,
    create_token,
    exchange_password,
    make_token,
    on_token_made,
    revoke_all_tokens,
    revoke_token,
    use_token,
)

__all__ = [
    "TERMS",
    "change_profile",
    "create_token",
    "erase_account",
    "erase_with_password",
    "exchange_password",
    "make_token",
    "on_token_made",
    "revoke_all_tokens",
    "revoke_token",
    "sign_out_everywhere",
    "take_copy",
    "use_token",
]
