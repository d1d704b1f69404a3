"""What was carried from public forum sessions into consultations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from forums.models import Post
from gatherings.models import Session, Turn
from gatherings.selectors.minutes import speaker_name

from ..models import Carried, Clause, Consultation, Passage
from .names import FIRST_WORDS, clause_names, one_line
from .states import State, with_state


def all_carried() -> QuerySet[Carried]:
    """Everything that was carried and can be read, in order."""
    return Carried.objects.filter(comment__hidden_at=None, comment__deleted_at=None).order_by("pk")


def list_carried(session: Session) -> QuerySet[Carried]:
    """What of the session stands in consultations, in order, with the comment and its clause at hand; without hidden."""
    found = Carried.objects.filter(session=session, comment__hidden_at=None, comment__deleted_at=None)
    return found.select_related(
        "consultation", "comment__thread", "turn__user", "turn__organisation", "question__author",
        "question__organisation", "session",
    ).order_by("pk")  # fmt: skip


def get_carried(carried_id: int) -> Carried | None:
    """One of them, or None."""
    return (
        Carried.objects.select_related("session", "consultation", "comment", "turn", "question")
        .filter(pk=carried_id)
        .first()
    )


def list_targets(municipality_id: int) -> list[tuple[Consultation, list[tuple[int, str]]]]:
    """The open consultations of the municipality, the newest first, each with its clauses by number and first words."""
    found = with_state(Consultation.objects.filter(municipality=municipality_id)).filter(state=State.OPEN)  # type: ignore[misc]  # an annotation the plugin does not see
    open_ones = list(found.order_by("-pk")[:20])
    takes_part = set(
        Clause.objects.filter(consultation__in=open_ones, question__isnull=False).values_list("pk", flat=True)
    )
    return [
        (one, [(pk, _told(name, words[pk])) for pk, name in clause_names(one).items() if pk in takes_part])
        for one in open_ones
        for words in [_first_words(one)]
    ]


def _first_words(consultation: Consultation) -> dict[int, str]:
    """What each clause of the newest version begins with; one query."""
    passages = Passage.objects.filter(version__consultation=consultation).order_by("version__number")
    return {pk: one_line(heading or body) for pk, heading, body in passages.values_list("clause_id", "heading", "body")}


def _told(name: str, words: str) -> str:
    """The name with the first words, where they are not the name already."""
    words = f"{words[:FIRST_WORDS].rstrip()}…" if len(words) > FIRST_WORDS else words
    return name if words[:20] in name else f"{name} {words}"


def names_of_carried(consultation_id: int) -> dict[int, str]:
    """By whom each comment was said that nobody has put their name to: ``{comment: words}``; one query."""
    found = Carried.objects.filter(consultation=consultation_id, named_at=None)
    at_hand = found.select_related("turn__user", "turn__organisation", "question__author", "question__organisation")
    return {one.comment_id: said_by(one.turn, one.question) for one in at_hand}


def said_by(turn: Turn | None, question: Post | None) -> str:
    """The speaker as they let themselves be shown at the forum, else a participant."""
    name = ""
    if turn is not None and (turn.is_named or turn.organisation_id or turn.guest_name):
        name = speaker_name(turn)
    elif question is not None:
        name = question.organisation.name if question.organisation else str(question.author or "")
    return _("%(name)s, at a public forum") % {"name": name} if name else _("a participant of a public forum")
