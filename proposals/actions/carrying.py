"""Carrying what was said in a public forum session into an open consultation, where it will be answered."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from forums.actions import add_post
from forums.models import Post
from forums.selectors import get_post
from forums.telling import author_data
from gatherings.models import Session, Turn
from gatherings.selectors.words import MARKS
from participation.accounts.models import User
from participation.database import db_now
from participation.live.actions import publish, rewrite
from participation.notifications.actions import notify
from participation.organisations.speakers import speaking_as
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.voting.actions import withdraw_ballot

from ..models import Carried, Clause, Proposal
from ..policies import may_work_on
from ..selectors.carried import said_by
from .answering import mark_proposal
from .publishing import locked_for

CARRIED = "session.carried"


@transaction.atomic
def carry(
    *, official: object, session_id: int, clause_id: int, question_id: int | None = None, turn_id: int | None = None
) -> Carried:
    """A question or a spoken contribution stands on the clause as a comment, marked as a proposal, with its origin.

    It is told as said there, by whoever let their name be shown or by a participant, and carried by the official; it is
    nobody's comment until the speaker makes it theirs (`claim_carried`). Raises SignInFirst; NotAllowed for who is
    no official of the municipality of both; BadInput for what is not there or was carried before; Closed.
    """
    if not isinstance(official, User):
        raise SignInFirst
    clause = Clause.objects.select_related("consultation").filter(pk=clause_id, thread__isnull=False).first()
    session = Session.objects.filter(pk=session_id).first()
    if session is None:
        raise BadInput(_("There is no such session."), field="session")
    if clause is None or clause.thread_id is None:
        raise BadInput(_("There is no such clause to comment on."), field="clause")
    locked_for(official, clause.consultation_id)  # before its window, as everybody who takes both
    same_place = session.municipality_id == clause.consultation.municipality_id
    if not same_place or not may_work_on(official, clause.consultation):
        raise NotAllowed
    question, turn, words = _source(session, question_id, turn_id)
    origin = _("Said at the public forum [%(title)s](%(url)s), carried here by %(name)s for the municipality:") % {
        "title": session.title.replace("[", "(").replace("]", ")"), "url": session.get_absolute_url(),
        "name": official.display_name.translate(MARKS),
    }  # fmt: skip
    comment = add_post(author=official, thread_id=clause.thread_id, body=f"{origin}\n\n{words}")
    try:
        with transaction.atomic():
            made = Carried.objects.create(
                session=session, consultation=clause.consultation, question=question, turn=turn, comment=comment,
                by=official, at=db_now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise BadInput(_("It was carried into a consultation already.")) from error
    mark_proposal(official=official, post_id=comment.pk)
    _let_go(comment, question, turn, clause.consultation.scope)
    _record(made, official)
    _ask_the_speaker(made)
    return made


@transaction.atomic
def claim_carried(*, person: object, carried_id: int) -> Carried:
    """The speaker puts their name to it: it is their comment from now on. Harmless the second time.

    Raises SignInFirst; NotAllowed for everybody else; BadInput where it is not there any more or answered already.
    """
    if not isinstance(person, User):
        raise SignInFirst
    made = Carried.objects.select_for_update(of=("self",)).select_related("consultation").filter(pk=carried_id).first()
    if made is None:
        raise BadInput(_("This comment is not there any more."))
    said = made.turn or made.question
    if said is None or _speaker_id(said) != person.pk:
        raise NotAllowed
    comment = get_post(made.comment_id)
    if comment is None or Proposal.objects.filter(post=made.comment_id).exclude(number=None).exists():
        raise BadInput(_("This comment is not there any more, or was answered."))
    if made.named_at is not None:
        return made
    speaker = speaking_as(
        user=person, organisation_id=said.organisation_id, municipality_id=made.consultation.municipality_id
    )
    withdraw_ballot(voter=person, question_id=comment.question_id)  # nobody supports their own
    Post.objects.filter(pk=comment.pk).update(author=person, organisation=speaker.organisation, group=speaker.group)
    made.named_at = db_now()
    made.save(update_fields=["named_at"])
    author, ref, scope = (
        author_data(person, speaker.organisation, speaker.group),
        f"post.{comment.pk}",
        made.consultation.scope,
    )
    rewrite(stream=scope, refs=[ref], change=lambda data: {**data, "author": author} if "author" in data else data)
    record(
        kind="session.claimed", scope=scope, actor=person, role=speaker.group, organisation=speaker.organisation,
        municipality_id=made.consultation.municipality_id, ref=ref, data={"about": comment.thread.ref},
    )  # fmt: skip
    publish(stream=scope, kind="session.claimed", data={"id": comment.pk, "author": author}, ref=ref)
    return made


def _let_go(comment: Post, question: Post | None, turn: Turn | None, scope: str) -> None:
    """The official wrote down what another said: the comment is not theirs, and is told by whom it was said."""
    said = turn or question
    group = said.group if said else comment.group
    Post.objects.filter(pk=comment.pk).update(author=None, organisation=None, group=group)
    author = {"id": None, "name": said_by(turn, question), "group": group, "organisation": None}
    rewrite(
        stream=scope, refs=[f"post.{comment.pk}"],
        change=lambda data: {**data, "author": author} if "author" in data else data,
    )  # fmt: skip


def _source(session: Session, question_id: int | None, turn_id: int | None) -> tuple[Post | None, Turn | None, str]:
    """What is carried, and its words. Raises BadInput."""
    if (question_id is None) == (turn_id is None):
        raise BadInput(_("Name a question or a spoken contribution."))
    if question_id is not None:
        post = get_post(question_id)
        if post is None or post.thread_id != session.thread_id:
            raise BadInput(_("This question is not there any more."), field="question")
        return post, None, post.body
    turn = Turn.objects.filter(pk=turn_id or 0, session=session).first()
    if turn is None or not turn.gist:
        raise BadInput(_("Write down first what was said."), field="turn")
    return None, turn, turn.gist


def _speaker_id(said: Post | Turn) -> int | None:
    return said.user_id if isinstance(said, Turn) else said.author_id


def _record(made: Carried, official: User) -> None:
    record(
        kind=CARRIED, scope=made.session.scope, actor=official, role="official",
        municipality_id=made.session.municipality_id, ref=f"post.{made.comment_id}", data={"title": made.session.title},
    )  # fmt: skip


def _ask_the_speaker(made: Carried) -> None:
    said = made.turn or made.question
    speaker_id = _speaker_id(said) if said else None
    if speaker_id is not None and speaker_id != made.by_id:
        notify(
            user_id=speaker_id,
            kind=CARRIED,
            data={"title": made.consultation.title},
            url=f"{made.session.get_absolute_url()}#carried-{made.pk}",
            key=f"carried.{made.pk}",
        )
