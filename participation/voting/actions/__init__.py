"""Every write of votes."""

from .ballots import cast_ballot, withdraw_ballot
from .questions import close_question, close_questions, name_question, open_question, open_questions, open_window
from .sealing import seal_due_windows, seal_window
from .sheets import cast_sheet, withdraw_sheet
from .telling import publish_tally, tell_untold_tallies, told_by

__all__ = [
    "cast_ballot",
    "cast_sheet",
    "close_question",
    "close_questions",
    "name_question",
    "open_question",
    "open_questions",
    "open_window",
    "publish_tally",
    "seal_due_windows",
    "seal_window",
    "tell_untold_tallies",
    "told_by",
    "withdraw_ballot",
    "withdraw_sheet",
]
