"""Every write of votes."""

from .ballots import cast_ballot, withdraw_ballot
from .questions import close_question, open_question, open_questions, open_window
from .sealing import seal_due_windows, seal_window
from .telling import publish_tally, tell_untold_tallies

__all__ = [
    "cast_ballot",
    "close_question",
    "open_question",
    "open_questions",
    "open_window",
    "publish_tally",
    "seal_due_windows",
    "seal_window",
    "tell_untold_tallies",
    "withdraw_ballot",
]
