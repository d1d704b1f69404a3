"""One's own entry in the register, its public figures and lists, and what a guardian answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from participation.database import db_now
from participation.places.selectors import get_municipality
from participation.rest.asking import check_parameters
from participation.rest.fields import Problem
from participation.rest.views import found, read, signed_in

from ..actions.entry import leave_register, save_entry
from ..actions.guardians import answer_guardian, ask_guardian, take_back_consent
from ..lists import DAYS, DIGITAL, LANGUAGES, PARTS, SKILLS, week_of
from ..selectors.entries import entry_of
from ..selectors.figures import figures
from ..selectors.guardians import asked_by
from .data import asked_data, entry_data
from .fields import AskedOut, EntryIn, EntryOut, FiguresOut, GuardianAnswerIn, LetterIn, ListsOut

STALE = OpenApiResponse(Problem, "`stale`: the entry has changed since `seen`")
LATE = OpenApiResponse(Problem, "`closed`: the two weeks are over, or consent was refused or taken back")
PLACE = OpenApiParameter(
    "municipality", description="one code; all of them without. There is no way to ask for two at once."
)


@extend_schema(tags=["volunteers"])
class Volunteers(ViewSet):
    """The register of volunteers. An entry is read by its person, and by coordinators with an application."""

    permission_classes = [AllowAny]
    filterset_class = None
    pagination_class = None

    @extend_schema(summary="Your entry", operation_id="volunteers_own", responses=EntryOut)
    def own(self, request: Request) -> Response:
        """404 while you are not in the register."""
        check_parameters(request, ())
        return Response(_own(request))

    @extend_schema(
        summary="Enter, or change your entry", operation_id="volunteers_save", request=EntryIn,
        responses={200: EntryOut, 201: EntryOut, 409: STALE},
    )  # fmt: skip
    def save(self, request: Request) -> Response:
        """What is left out stays as it was. Below 18 a parent or guardian is asked by mail; before they consent you are
        neither shown nor found and cannot apply."""
        person, wanted = signed_in(request), read(EntryIn, request)
        is_new = entry_of(person) is None
        if "municipalities" in wanted:
            wanted["municipality_ids"] = _places(wanted.pop("municipalities"))
        if "week" in wanted:
            wanted["week"] = week_of(wanted["week"])
        save_entry(person=person, **wanted)
        return Response(_own(request), status=201 if is_new else 200)

    @extend_schema(summary="Leave the register", operation_id="volunteers_leave", responses={204: None})
    def leave(self, request: Request) -> Response:
        """Your entry is gone, and your applications are withdrawn; 404 where there is none."""
        found(leave_register(person=signed_in(request)) or None)
        return Response(status=204)

    @extend_schema(
        summary="Figures", operation_id="volunteers_figures", parameters=[PLACE], responses=FiguresOut,
    )  # fmt: skip
    def figures(self, request: Request) -> Response:
        """From five on, rounded down to a multiple of five, counted once a day, for one municipality or all."""
        check_parameters(request, ("municipality",))
        code = request.query_params.get("municipality", "")
        place = get_municipality(code) if code else None
        if code and (place is None or len(request.query_params.getlist("municipality")) > 1):
            raise serializers.ValidationError({"municipality": [_("There is no such municipality.")]})
        return Response(asdict(figures(place.pk if place else None)))

    @extend_schema(summary="What there is to choose from", operation_id="volunteers_lists", responses=ListsOut)
    def lists(self, request: Request) -> Response:
        """Codes and names of skills, languages, areas of digital competence, days and parts of the day."""
        check_parameters(request, ())
        known = {"skills": SKILLS, "languages": LANGUAGES, "digital": DIGITAL, "days": DAYS, "parts": PARTS}
        return Response({name: {code: str(words) for code, words in one.items()} for name, one in known.items()})

    @extend_schema(
        summary="Write to your guardian", operation_id="volunteers_letter", request=LetterIn, responses=EntryOut
    )
    def letter(self, request: Request) -> Response:
        """A new letter, good for two weeks; the one before it is not any more. At most three a day."""
        person, wanted = signed_in(request), read(LetterIn, request)
        ask_guardian(person=person, name=wanted["guardian_name"], email=wanted["guardian_email"])
        return Response(_own(request))


@extend_schema(tags=["volunteers"])
class Guardians(ViewSet):
    """What a parent or guardian is asked, for whoever holds the key of the letter; no account is needed."""

    permission_classes = [AllowAny]
    filterset_class = None
    pagination_class = None

    @extend_schema(summary="What a guardian is asked", operation_id="guardian_read", responses=AskedOut)
    def retrieve(self, request: Request, key: str) -> Response:
        """404 for a key that is none, or that a later letter replaced."""
        check_parameters(request, ())
        return Response(asked_data(found(asked_by(key, db_now()))))

    @extend_schema(
        summary="Consent, refuse, or take consent back", operation_id="guardian_answer", request=GuardianAnswerIn,
        responses={200: AskedOut, 409: LATE},
    )  # fmt: skip
    def answer(self, request: Request, key: str) -> Response:
        """The same answer again is harmless. Consent can be taken back at any time with the same key."""
        found(asked_by(key, db_now()))
        wanted = read(GuardianAnswerIn, request)["answer"]
        if wanted == "take_back":
            take_back_consent(key=key)
        else:
            answer_guardian(key=key, consent=wanted == "consent")
        return Response(asked_data(found(asked_by(key, db_now()))))


def _own(request: Request) -> dict[str, Any]:
    return entry_data(found(entry_of(signed_in(request))), db_now())


def _places(codes: list[str]) -> list[int]:
    places = [get_municipality(code) for code in codes[:50]]
    if None in places:
        raise serializers.ValidationError({"municipalities": [_("There is no such municipality.")]})
    return [place.pk for place in places if place is not None]
