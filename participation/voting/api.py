"""Questions with their tallies, and one's own ballots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.live.policies import may_listen
from participation.rest.fields import IdField, Problem, moment
from participation.rest.filters import IdFilter
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from .actions import cast_ballot, withdraw_ballot
from .models import Ballot, Question
from .selectors import ballots_of, get_question, list_own_ballots, question_exists, stands, tally_of


class TallyOut(serializers.Serializer[Any]):
    """How many chose what; also what the live event `tally` says."""

    question = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="{choice: ballots}")
    total = serializers.IntegerField(help_text="ballots")
    groups = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="{kind of participant: {choice: ballots}}; empty until the tally is sealed. Kinds of fewer than 5 people "
        "are put together in `other`, with the next smallest kind where they are fewer than 5 together",
    )


class BallotOut(serializers.Serializer[Any]):
    """Your own ballot. Nobody else's is ever told."""

    question = serializers.IntegerField()
    ref = serializers.CharField(help_text="what the question is about, such as `clause.5`")
    choice = serializers.CharField()
    organisation = serializers.IntegerField(allow_null=True)
    group = serializers.CharField()
    cast_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class QuestionOut(serializers.Serializer[Any]):
    """Something to vote on."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Question.Kind.choices)
    choices = serializers.ListField(child=serializers.CharField())
    ref = serializers.CharField(help_text="what it is about, such as `clause.5`, `post.17`, `suggestion.3`")
    stream = serializers.CharField(help_text="the live stream that tells its tally")
    is_open = serializers.BooleanField(help_text="whether a ballot is accepted now, by the database's clock")
    opens_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)
    sealed_at = serializers.DateTimeField(allow_null=True, help_text="when the tally became final")
    digest = serializers.CharField(
        allow_blank=True, help_text="SHA-256 over all sealed tallies of the consultation, as published"
    )
    tally = TallyOut()
    own = BallotOut(allow_null=True, help_text="your ballot, if you are signed in and cast one")


class BallotIn(serializers.Serializer[Any]):
    """One choice on one question."""

    question = IdField()
    choice = serializers.CharField(max_length=20)
    organisation = IdField(
        required=False, allow_null=True, help_text="speak for this organisation; absent: for yourself"
    )


class BallotCast(BallotOut):
    """The ballot and the tally that now counts it."""

    tally = TallyOut()


class BallotFilters(django_filters.FilterSet):
    """What of one's own ballots can be asked for."""

    question = IdFilter(field_name="question_id")


@extend_schema_view(retrieve=extend_schema(summary="A question with its tally"))
class Questions(Collection):
    """Questions. Which one belongs to a clause, comment or suggestion stands there as `question`."""

    serializer_class = QuestionOut
    queryset = Question.objects.none()

    def retrieve(self, request: Request, pk: str) -> Response:
        question = found(get_question(int(pk)))
        person = request.user.pk if request.user.is_authenticated else None
        found(may_listen(person, question.stream) or None)  # the rule of the stream its tally is told on
        own = ballots_of(request.user, [question.pk]).get(question.pk)
        window = question.window
        answer = {
            "id": question.pk,
            "kind": question.kind,
            "choices": question.choices,
            "ref": question.ref,
            "stream": question.stream,
            "is_open": stands(question),
            "opens_at": moment(window.opens_at),
            "closes_at": moment(window.closes_at),
            "sealed_at": moment(window.sealed_at),
            "digest": window.digest,
            "tally": tally_of(question.pk).as_data(),
            "own": ballot_data(own, question.ref) if own else None,
        }
        return Response(answer)


@extend_schema_view(
    list=extend_schema(summary="Your ballots"),
    create=extend_schema(
        summary="Cast or replace a ballot",
        description="One ballot per person and question: a second one replaces the first.",
        request=BallotIn,
        responses={
            200: OpenApiResponse(BallotCast, "replaced"),
            201: OpenApiResponse(BallotCast, "cast"),
            409: OpenApiResponse(Problem, "`closed` or `not_yet_open`, by the database's clock"),
        },
    ),
    destroy=extend_schema(summary="Take a ballot back", responses={200: TallyOut}),
)
class Ballots(Collection):
    """One's own ballots, by question."""

    serializer_class = BallotOut
    filterset_class = BallotFilters
    permission_classes = [IsAuthenticated]
    queryset = Ballot.objects.none()
    lookup_field = "question"
    rates = {"create": "ballots", "destroy": "ballots"}

    def get_queryset(self) -> QuerySet[Ballot]:
        return list_own_ballots(self.request.user)

    def present(self, rows: Sequence[Ballot]) -> Rows:
        return [ballot_data(row, row.question.ref) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def create(self, request: Request) -> Response:
        wanted = read(BallotIn, request)
        ballot = cast_ballot(
            voter=signed_in(request),
            question_id=wanted["question"],
            choice=wanted["choice"],
            organisation_id=wanted.get("organisation"),
        )
        answer = {**ballot_data(ballot, ballot.question.ref), "tally": tally_of(ballot.question_id).as_data()}
        return Response(answer, status=201 if ballot.is_first else 200)

    def destroy(self, request: Request, question: str) -> Response:
        found(question_exists(int(question)) or None)
        found(withdraw_ballot(voter=signed_in(request), question_id=int(question)) or None)
        return Response(tally_of(int(question)).as_data())


def ballot_data(ballot: Ballot, ref: str) -> Row:
    """See BallotOut."""
    return {
        "question": ballot.question_id,
        "ref": ref,
        "choice": ballot.choice,
        "organisation": ballot.organisation_id,
        "group": ballot.group,
        "cast_at": moment(ballot.cast_at),
        "changed_at": moment(ballot.changed_at),
    }
