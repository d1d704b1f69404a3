"""What the automatic checks find in the demo: the lists they look with, and one comment in which a number was masked."""

from __future__ import annotations

from demo.people import Population
from forums.actions import add_post
from forums.models import Post
from participation.moderation.lines import OWN_DOMAINS, lines_of
from participation.moderation.loading import load_domains, load_words
from participation.personal_numbers import MASK
from proposals.models import Consultation

MILD = ("глупак", "тъпак", "мошеник", "крадец", "измамник", "боклук")  # enough to see how a list works
TOLD = (
    f"На гишето поискаха от майка ми (ЕГН {MASK}) три пъти едни и същи данни за една бележка. Нека служителите сами ги "
    "проверяват в регистъра."
)


def raise_flags(known: Population, consultation: Consultation) -> Post | None:
    """The lists are there; a neighbour wrote somebody's number, which was masked. The worker flags it as it starts."""
    load_domains(lines_of(OWN_DOMAINS))
    load_words("bg", MILD)
    clause = consultation.clauses.filter(thread__isnull=False).order_by("pk").first()
    if clause is None or clause.thread_id is None:
        return None
    return add_post(author=known.users["stoyan"], thread_id=clause.thread_id, body=TOLD, client_key="demo-flag")
