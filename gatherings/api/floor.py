"""What people and hosts do in the room."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.views import found, made, read, signed_in

from ..actions import hosting, taking_part
from ..selectors.floor import list_questions, list_spoken
from .base import ITEM, OF_ONE, POST, STATE, TURN
from .data import question_data, spoken_data
from .fields import (
    AnsweredIn,
    AskIn,
    CallIn,
    EndIn,
    FloorQuestionOut,
    GistIn,
    GuestIn,
    HandIn,
    NumbersIn,
    PresentIn,
    SpokenOut,
)
from .hosts import Hosts
from .polling import Polling
from .standing import RoomOut

ROOM = {200: RoomOut, 409: STATE}
ENTERED = {**ROOM, 201: RoomOut}
ASKED = {200: FloorQuestionOut, 201: FloorQuestionOut, 409: STATE}


class Floor(Hosts, Polling):
    """The queue, the questions, who is there."""

    @extend_schema(methods=["POST"], summary="Raise your hand", request=HandIn, responses=ENTERED)
    @extend_schema(methods=["DELETE"], summary="Take your hand down", request=None, responses=ROOM)
    @action(detail=True, methods=["post", "delete"], **OF_ONE)
    def hand(self, request: Request, pk: str) -> Response:
        """Wait for the floor, once; those who have not spoken yet come first."""
        session, person = self.known(pk), signed_in(request)
        if request.method == "DELETE":
            taking_part.withdraw_hand(person=person, session_id=session.pk)
            return self.room(pk)
        wanted = read(HandIn, request)
        turn = taking_part.raise_hand(
            person=person, session_id=session.pk, named=wanted["named"], organisation_id=wanted.get("organisation")
        )
        return self.room(pk, made(turn))

    @extend_schema(summary="Who had the floor", responses=SpokenOut(many=True))
    @action(detail=True, **OF_ONE)
    def spoken(self, request: Request, pk: str) -> Response:
        """In order, with what was noted of it."""
        return Response([spoken_data(turn) for turn in list_spoken(self.known(pk))])

    @extend_schema(summary="Enter a guest into the queue", request=GuestIn, responses={201: RoomOut, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def guests(self, request: Request, pk: str) -> Response:
        """Hosts only: somebody in the hall without an account."""
        session = self.known(pk)
        wanted = read(GuestIn, request, may=self.leads(session))
        hosting.enter_guest(host=signed_in(request), session_id=session.pk, **wanted)
        return self.room(pk, 201)

    @extend_schema(summary="Give the floor", request=CallIn, responses=ROOM)
    @action(detail=True, methods=["post"], **OF_ONE)
    def call(self, request: Request, pk: str) -> Response:
        """Hosts only: to whoever is next, or to one of those who wait."""
        session = self.known(pk)
        wanted = read(CallIn, request, may=self.leads(session))
        turn, seen = wanted.get("turn"), wanted.get("seen")
        hosting.call_turn(host=signed_in(request), session_id=session.pk, turn_id=turn, seen=seen)
        return self.room(pk)

    @extend_schema(summary="The turn has ended", request=EndIn, responses=ROOM)
    @action(detail=True, methods=["post"], url_path=f"turns/{TURN}/end", **OF_ONE)
    def end_turn(self, request: Request, pk: str, turn_id: str) -> Response:
        """Hosts only; with what was said, where it is to be kept."""
        session = self.known(pk)
        gist = read(EndIn, request, may=self.leads(session)).get("gist")
        hosting.end_turn(host=signed_in(request), session_id=session.pk, turn_id=int(turn_id), gist=gist)
        return self.room(pk)

    @extend_schema(summary="Take a raised hand down", request=None, responses=ROOM)
    @action(detail=True, methods=["post"], url_path=f"turns/{TURN}/dismiss", **OF_ONE)
    def dismiss_turn(self, request: Request, pk: str, turn_id: str) -> Response:
        """Hosts only: the person has left, or no longer wants to speak."""
        hosting.dismiss_turn(host=signed_in(request), session_id=self.known(pk).pk, turn_id=int(turn_id))
        return self.room(pk)

    @extend_schema(summary="Note what was said", request=GistIn, responses={200: SpokenOut, 409: STATE})
    @action(detail=True, methods=["post"], url_path=f"turns/{TURN}/gist", **OF_ONE)
    def gist(self, request: Request, pk: str, turn_id: str) -> Response:
        """Hosts only. A changed one has to be confirmed anew by the speaker."""
        session = self.known(pk)
        words = read(GistIn, request, may=self.leads(session))["gist"]
        turn = hosting.write_gist(host=signed_in(request), session_id=session.pk, turn_id=int(turn_id), gist=words)
        return Response(spoken_data(turn))

    @extend_schema(summary="Confirm what was noted", request=None, responses=SpokenOut)
    @action(detail=True, methods=["post"], url_path=f"turns/{TURN}/confirm", **OF_ONE)
    def confirm(self, request: Request, pk: str, turn_id: str) -> Response:
        """The speaker only: so I meant it."""
        person, session = signed_in(request), self.known(pk)
        return Response(
            spoken_data(taking_part.confirm_gist(person=person, session_id=session.pk, turn_id=int(turn_id)))
        )

    @extend_schema(methods=["GET"], summary="Questions from the floor", responses=FloorQuestionOut(many=True))
    @extend_schema(
        methods=["POST"],
        summary="Ask a question",
        request=AskIn,
        responses=ASKED,
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def questions(self, request: Request, pk: str) -> Response:
        """Those still open first, by support. Asked from the announcement to the end."""
        session = self.known(pk)
        if request.method != "POST":
            return Response([question_data(one) for one in list_questions(session, viewer=request.user)])
        wanted = read(AskIn, request)
        post = taking_part.ask_question(
            author=signed_in(request),
            session_id=session.pk,
            body=wanted["body"],
            organisation_id=wanted.get("organisation"),
            client_key=wanted["client_key"],
        )
        return Response(self._question(pk, post.pk, request), status=made(post))

    @extend_schema(summary="Take your question back", request=None, responses={204: None, 409: STATE})
    @action(detail=True, methods=["delete"], url_path=f"questions/{POST}", **OF_ONE)
    def question(self, request: Request, pk: str, post_id: str) -> Response:
        """Until it is answered."""
        session = self.known(pk)
        taking_part.take_question_back(author=signed_in(request), session_id=session.pk, post_id=int(post_id))
        return Response(status=204)

    @extend_schema(
        methods=["POST"], summary="Note the answer", request=AnsweredIn, responses={200: FloorQuestionOut, 409: STATE}
    )
    @extend_schema(
        methods=["DELETE"], summary="Take the answer back", request=None, responses={200: FloorQuestionOut, 409: STATE}
    )
    @action(detail=True, methods=["post", "delete"], url_path=f"questions/{POST}/answer", **OF_ONE)
    def answer_question(self, request: Request, pk: str, post_id: str) -> Response:
        """Hosts only: it was answered; how, in a sentence or two, if that is to be kept. Another answer corrects it; taken
        back, the question is open again. Record and minutes tell both.
        """
        session = self.known(pk)
        if request.method == "DELETE":
            hosting.withdraw_answer(host=signed_in(request), session_id=session.pk, post_id=int(post_id))
            return Response(self._question(pk, int(post_id), request))
        text = read(AnsweredIn, request, may=self.leads(session))["text"]
        hosting.answer_question(host=signed_in(request), session_id=session.pk, post_id=int(post_id), text=text)
        return Response(self._question(pk, int(post_id), request))

    @extend_schema(methods=["POST"], summary="I am here", request=PresentIn, responses=ENTERED)
    @extend_schema(methods=["DELETE"], summary="Count me no longer", request=None, responses=ROOM)
    @action(detail=True, methods=["post", "delete"], **OF_ONE)
    def attendance(self, request: Request, pk: str) -> Response:
        """Counted once; who was there is told to nobody, and forgotten when the minutes are published."""
        session, person = self.known(pk), signed_in(request)
        if request.method == "DELETE":
            taking_part.leave(person=person, session_id=session.pk)
            return self.room(pk)
        wanted = read(PresentIn, request)
        here = taking_part.attend(
            person=person, session_id=session.pk, where=wanted["where"], organisation_id=wanted.get("organisation")
        )
        return self.room(pk, made(here))

    @extend_schema(summary="How many are in the hall", request=NumbersIn, responses=ROOM)
    @action(detail=True, methods=["post"], **OF_ONE)
    def numbers(self, request: Request, pk: str) -> Response:
        """Hosts only: by kind of participant, of those who did not count themselves."""
        session = self.known(pk)
        wanted = read(NumbersIn, request, may=self.leads(session))["numbers"]
        hosting.count_hall(host=signed_in(request), session_id=session.pk, numbers=wanted)
        return self.room(pk)

    @extend_schema(summary="Begin", request=None, responses=ROOM)
    @action(detail=True, methods=["post"], **OF_ONE)
    def begin(self, request: Request, pk: str) -> Response:
        """Hosts only: it is live from now on."""
        hosting.begin_session(host=signed_in(request), session_id=self.known(pk).pk)
        return self.room(pk)

    @extend_schema(summary="Go on to a point of the programme", request=None, responses=ROOM)
    @action(detail=True, methods=["post"], url_path=f"items/{ITEM}/begin", **OF_ONE)
    def begin_item(self, request: Request, pk: str, item_id: str) -> Response:
        """Hosts only: the one before it is done."""
        hosting.begin_item(host=signed_in(request), session_id=self.known(pk).pk, item_id=int(item_id))
        return self.room(pk)

    @extend_schema(summary="End", request=None, responses=ROOM)
    @action(detail=True, methods=["post"], **OF_ONE)
    def end(self, request: Request, pk: str) -> Response:
        """Hosts only: nothing more is said, asked or supported."""
        hosting.end_session(host=signed_in(request), session_id=self.known(pk).pk)
        return self.room(pk)

    def _question(self, pk: str, post_id: int, request: Request) -> object:
        views = list_questions(self.known(pk), viewer=request.user)
        return question_data(found(next((one for one in views if one.post.pk == post_id), None)))
