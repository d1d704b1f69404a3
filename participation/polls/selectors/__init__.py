"""Every read of polls."""

from .export import results_csv, results_data
from .reading import (
    asked_about,
    get_poll,
    hidden_polls,
    list_polls,
    open_first,
    polls_about,
    titles_of_polls,
    visible_to,
    with_state,
)
from .results import Option, PollView, view_of, views_of

__all__ = [
    "Option",
    "PollView",
    "asked_about",
    "get_poll",
    "hidden_polls",
    "list_polls",
    "open_first",
    "polls_about",
    "results_csv",
    "results_data",
    "titles_of_polls",
    "view_of",
    "views_of",
    "visible_to",
    "with_state",
]
