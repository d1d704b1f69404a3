"""What projects learn from the register: who may be named as a coordinator, and how many help."""

from __future__ import annotations

from volunteers.projects import hooks

from .selectors.applications import may_be_named
from .selectors.figures import figures_of


def join() -> None:
    """Helpers can be named, and are counted."""
    hooks.register_namer(may_be_named)
    hooks.register_figures(figures_of)
