"""What every operation on one project begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework.response import Response

from participation.pictures.actions import Wanted
from participation.refusals import BadInput, refuse_all
from participation.rest.fields import Problem
from participation.rest.views import Collection, found

from ..models import Project
from ..policies import may_lead
from ..selectors.page import page_of
from ..selectors.projects import get_visible
from .data import page_data

STATE = OpenApiResponse(Problem, "`closed`, `stale` or `not_yet_open`: the state of the project does not allow it")
OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}
IN_IT = r"(?P<{}>[0-9]{{1,18}})"
NEED, OFFER, POST, UPDATE, USER = (
    IN_IT.format(name) for name in ("need_id", "offer_id", "post_id", "update_id", "user_id")
)


class Known(Collection):
    """Finds the project, and answers with it whole."""

    def known(self, pk: str) -> Project:
        """The project of the address; 404 for whoever may not see it, whatever they want to do there."""
        return found(get_visible(int(pk), self.request.user))

    def leads(self, project: Project) -> Callable[[], bool]:
        """Asks whether who sent the request acts for the project."""
        return lambda: may_lead(self.request.user, project)

    def whole(self, pk: str, status: int = 200) -> Response:
        """The project as it stands after an act."""
        return Response(page_data(page_of(self.known(pk), self.request.user)), status=status)


@contextmanager
def named_as_sent() -> Iterator[None]:
    """A refusal of the actions names `consultation_id` as programs send it: `consultation`."""
    try:
        yield
    except BadInput as refused:
        said: Mapping[str, list[str]] = refused.extra.get("fields", {})
        if not set(said) & {"consultation_id", "clause_id"}:
            raise
        refuse_all({name.removesuffix("_id"): words[0] for name, words in said.items()})


def wanted_pictures(sent: dict[str, Any]) -> list[Wanted] | None:
    """The pictures that were named; None where they were left out."""
    named = sent.get("pictures")
    return None if named is None else [Wanted(number) for number in named]
