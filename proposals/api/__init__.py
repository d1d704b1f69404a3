"""The API of policy drafts."""

from .answers import Proposals
from .carrying import CarriedThings
from .clauses import Clauses
from .comments import Comments
from .consultations import Consultations
from .contributions import Contributions
from .suggestions import Suggestions

__all__ = ["CarriedThings", "Clauses", "Comments", "Consultations", "Contributions", "Proposals", "Suggestions"]
