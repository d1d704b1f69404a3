"""Every write of organisations."""

from .inviting import answer_invitation, forget_old_invitations, invite_representative, withdraw_invitation
from .registering import refuse_organisation, register_organisation, vouch_for
from .removing import remove_representative

__all__ = [
    "answer_invitation",
    "forget_old_invitations",
    "invite_representative",
    "refuse_organisation",
    "register_organisation",
    "remove_representative",
    "vouch_for",
    "withdraw_invitation",
]
