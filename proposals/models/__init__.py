"""Tables of policy drafts, from the working draft to the answered consultation."""

from .answers import Proposal
from .carried import Carried
from .consultations import Consultation
from .drafts import DraftStep, DraftTree
from .text import Clause, Passage, Suggestion, Version

__all__ = [
    "Carried",
    "Clause",
    "Consultation",
    "DraftStep",
    "DraftTree",
    "Passage",
    "Proposal",
    "Suggestion",
    "Version",
]
