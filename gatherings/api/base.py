"""What every operation on one session begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework.response import Response

from participation.rest.fields import Problem
from participation.rest.views import Collection, Row, found

from ..models import Session
from ..policies import may_arrange, may_host
from ..selectors.floor import board_of
from ..selectors.own import own_of
from ..selectors.sessions import get_session
from .data import session_data

STATE = OpenApiResponse(Problem, "`closed` or `not_yet_open`: the state of the session does not allow it")
OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}
IN_IT = r"(?P<{}>[0-9]{{1,18}})"
TURN, POST, ITEM, PERSON = (IN_IT.format(name) for name in ("turn_id", "post_id", "item_id", "person_id"))


class Known(Collection):
    """Finds the session, and answers with the state of its room."""

    def known(self, pk: str) -> Session:
        """The session of the address, or 404."""
        return found(get_session(int(pk)))

    def leads(self, session: Session) -> Callable[[], bool]:
        """Asks whether who sent the request hosts it."""
        return lambda: may_host(self.request.user, session)

    def arranges(self, session: Session) -> Callable[[], bool]:
        """Asks whether who sent the request announces and changes it."""
        return lambda: may_arrange(self.request.user, session.municipality_id)

    def room(self, pk: str, status: int = 200) -> Response:
        """The state of the room after an act, and the person's own in it."""
        session = self.known(pk)
        return Response({**board_of(session), "own": own_of(session, self.request.user)}, status=status)

    def whole(self, pk: str, status: int = 200) -> Response:
        """The session with its room."""
        session = self.known(pk)
        own = own_of(session, self.request.user)
        data: Row = {**session_data(session), "board": board_of(session), "own": own}
        return Response(data, status=status)
