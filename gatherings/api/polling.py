"""Instant polls in the room."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.polls.api.fields import PollOut, poll_row
from participation.polls.policies import may_run
from participation.polls.selectors import get_poll, polls_about, view_of, views_of
from participation.rest.views import found, made, read, signed_in

from ..actions.polling import ask_everybody, close_asked
from .base import IN_IT, OF_ONE, STATE, Known
from .fields import AskEverybodyIn, CloseAskedIn

POLL = IN_IT.format("poll_id")


class Polling(Known):
    """What everybody in the room is asked."""

    @extend_schema(methods=["GET"], summary="Polls of a session", responses=PollOut(many=True))
    @extend_schema(
        methods=["POST"],
        summary="Ask everybody",
        request=AskEverybodyIn,
        responses={200: PollOut, 201: PollOut, 409: STATE},
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def polls(self, request: Request, pk: str) -> Response:
        """In the order in which they were asked. Hosts ask: yes, no, abstain, or two to six options; open at once."""
        session = self.known(pk)
        if request.method != "POST":
            views = views_of(polls_about(session.scope, viewer=request.user), viewer=request.user)
            return Response([self._poll(view, request) for view in views])
        wanted = read(AskEverybodyIn, request, may=self.leads(session))
        poll = ask_everybody(host=signed_in(request), session_id=session.pk, **wanted)
        return Response(self._asked(poll.pk, request), status=made(poll))

    @extend_schema(summary="Close a poll", request=CloseAskedIn, responses={200: PollOut, 409: STATE})
    @action(detail=True, methods=["post"], url_path=f"polls/{POLL}/close", **OF_ONE)
    def close_poll(self, request: Request, pk: str, poll_id: str) -> Response:
        """Hosts only. Before a moment that was announced a reason is published: the one given, or that the host closed it."""
        session = self.known(pk)
        reason = read(CloseAskedIn, request, may=self.leads(session))["reason"]
        close_asked(host=signed_in(request), session_id=session.pk, poll_id=int(poll_id), reason=reason)
        return Response(self._asked(int(poll_id), request))

    def _asked(self, poll_id: int, request: Request) -> dict[str, Any]:
        poll = found(get_poll(poll_id, viewer=request.user))
        return self._poll(view_of(poll, viewer=request.user), request)

    def _poll(self, view: Any, request: Request) -> dict[str, Any]:
        return poll_row(view, may_run=may_run(request.user, view.poll))
