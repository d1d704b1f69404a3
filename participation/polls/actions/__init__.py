"""Every write of polls."""

from .closing import close_due, close_open_ended, close_poll
from .moving import move_polls
from .opening import discard_poll, open_due, open_poll
from .preparing import create_poll, edit_poll
from .telling import tell_untold
from .visibility import hide_poll, restore_poll
from .votes import vote_in_poll, withdraw_vote

__all__ = [
    "close_due",
    "close_open_ended",
    "close_poll",
    "create_poll",
    "discard_poll",
    "edit_poll",
    "hide_poll",
    "move_polls",
    "open_due",
    "open_poll",
    "restore_poll",
    "tell_untold",
    "vote_in_poll",
    "withdraw_vote",
]
