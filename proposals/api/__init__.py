"""The API of policy drafts."""

from .answers import Proposals
from .clauses import Clauses
from .comments import Comments
from .consultations import Consultations
from .suggestions import Suggestions

__all__ = ["Clauses", "Comments", "Consultations", "Proposals", "Suggestions"]
