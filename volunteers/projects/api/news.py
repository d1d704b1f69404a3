"""What a project tells, and what is asked about it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.views import found, made, read, signed_in

from ..actions import asking
from ..actions.news import edit_update, post_update, remove_update
from ..actions.reporting import correct_report, publish_report
from ..models import Project, Update
from ..selectors.page import get_question, get_report, get_update, list_coordinators, list_questions, list_updates
from .base import OF_ONE, POST, STATE, UPDATE, Known, wanted_pictures
from .bodies import ProjectAskIn, ProjectQuestionChange, ProjectReportChange, ProjectReportIn, UpdateChange, UpdateIn
from .data import questions_data, report_data, update_data
from .fields import ProjectDetail, ProjectQuestionOut, ProjectReportOut, UpdateOut


class News(Known):
    """Updates, the report, questions and answers."""

    @extend_schema(methods=["GET"], summary="News of a project", responses=UpdateOut(many=True))
    @extend_schema(
        methods=["POST"], summary="Tell news", request=UpdateIn, responses={200: UpdateOut, 201: UpdateOut, 409: STATE}
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def updates(self, request: Request, pk: str) -> Response:
        """The newest first. Those who lead the project tell it; followers hear of it."""
        if request.method != "POST":
            return Response([update_data(row) for row in list_updates(self.known(pk))])
        person, project = signed_in(request), self.known(pk)
        wanted = read(UpdateIn, request, may=self.leads(project))
        update = post_update(
            person=person, project_id=project.pk, title=wanted["title"], text=wanted["text"],
            pictures=wanted_pictures(wanted) or (), organisation_id=wanted.get("organisation"),
            client_key=wanted["client_key"],
        )  # fmt: skip
        return Response(update_data(found(get_update(update.pk, person))), status=made(update))

    @extend_schema(
        methods=["PATCH"], summary="Change news", request=UpdateChange, responses={200: UpdateOut, 409: STATE}
    )
    @extend_schema(methods=["DELETE"], summary="Remove news", request=None, responses={204: None})
    @action(detail=True, methods=["patch", "delete"], url_path=f"updates/{UPDATE}", **OF_ONE)
    def update_of(self, request: Request, pk: str, update_id: str) -> Response:
        """Those who lead the project; pictures only who wrote it. Removed, its words are gone for good."""
        person, project = signed_in(request), self.known(pk)
        update = self._update(project, update_id, request)
        if request.method == "DELETE":
            remove_update(person=person, update_id=update.pk)
            return Response(status=204)
        wanted = read(UpdateChange, request, may=self.leads(project))
        edit_update(
            person=person, update_id=update.pk, title=wanted.get("title"), text=wanted.get("text"),
            pictures=wanted_pictures(wanted),
        )  # fmt: skip
        return Response(update_data(self._update(project, update_id, request)))

    @extend_schema(methods=["GET"], summary="The report", responses=ProjectReportOut)
    @extend_schema(
        methods=["POST"],
        summary="Publish the report",
        request=ProjectReportIn,
        responses={201: ProjectDetail, 409: STATE},
    )
    @extend_schema(
        methods=["PATCH"],
        summary="Correct the report",
        request=ProjectReportChange,
        responses={200: ProjectDetail, 409: STATE},
    )
    @action(detail=True, methods=["get", "post", "patch"], **OF_ONE)
    def report(self, request: Request, pk: str) -> Response:
        """404 before there is one. Those who lead a project that is under way publish it with what was reached of every
        goal: the project is finished then. A correction leaves what it does not name.
        """
        if request.method == "GET":
            return Response(report_data(found(get_report(self.known(pk)))))
        person, project = signed_in(request), self.known(pk)
        is_new = request.method == "POST"
        wanted = read(ProjectReportIn if is_new else ProjectReportChange, request, may=self.leads(project))
        stands = {} if is_new else _report_as_it_stands(project)
        actuals = stands.pop("actuals", {}) | {row["goal"]: row["actual"] for row in wanted.get("actuals", ())}
        if len({row["goal"] for row in wanted.get("actuals", ())}) < len(wanted.get("actuals", ())):
            raise serializers.ValidationError({"actuals": [_("Name each goal once.")]})
        words = stands | {name: wanted[name] for name in ("text", "thanks") if name in wanted}
        said, pictures = {"person": person, "project_id": project.pk, **words}, wanted_pictures(wanted)
        if is_new:
            publish_report(**said, actuals=actuals, pictures=pictures or ())
            return self.whole(pk, 201)
        correct_report(**said, actuals=actuals, pictures=pictures)
        return self.whole(pk)

    @extend_schema(methods=["GET"], summary="Questions and answers", responses=ProjectQuestionOut(many=True))
    @extend_schema(
        methods=["POST"], summary="Ask, or answer", request=ProjectAskIn,
        responses={200: ProjectQuestionOut, 201: ProjectQuestionOut, 409: STATE},
    )  # fmt: skip
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def questions(self, request: Request, pk: str) -> Response:
        """By time, each answer behind what it answers. Those who lead the project are told."""
        if request.method != "POST":
            project = self.known(pk)
            return Response(questions_data(list_questions(project, viewer=request.user), _team(project)))
        person, project = signed_in(request), self.known(pk)
        wanted = read(ProjectAskIn, request, may=lambda: project.hidden_at is None)
        post = asking.ask(
            person=person, project_id=project.pk, body=wanted["body"], parent_id=wanted.get("parent"),
            organisation_id=wanted.get("organisation"), client_key=wanted["client_key"],
        )  # fmt: skip
        return Response(self._question(project, post.pk), status=made(post))

    @extend_schema(
        methods=["PATCH"],
        summary="Change your words",
        request=ProjectQuestionChange,
        responses={200: ProjectQuestionOut, 409: STATE},
    )
    @extend_schema(methods=["DELETE"], summary="Take your words back", request=None, responses={204: None, 409: STATE})
    @action(detail=True, methods=["patch", "delete"], url_path=f"questions/{POST}", **OF_ONE)
    def question(self, request: Request, pk: str, post_id: str) -> Response:
        """The author only."""
        person, project = signed_in(request), self.known(pk)
        post = found(get_question(int(post_id), project))
        if request.method == "DELETE":
            asking.take_question_back(person=person, project_id=project.pk, post_id=post.pk)
            return Response(status=204)
        wanted = read(ProjectQuestionChange, request, may=lambda: post.author_id == person.pk)
        body = wanted.get("body", post.body)
        asking.change_question(person=person, project_id=project.pk, post_id=post.pk, body=body)
        return Response(self._question(project, post.pk))

    def _update(self, project: Project, update_id: str, request: Request) -> Update:
        update = get_update(int(update_id), request.user)
        return found(update if update is not None and update.project_id == project.pk else None)

    def _question(self, project: Project, post_id: int) -> object:
        rows = questions_data(list_questions(project, viewer=self.request.user), _team(project))
        return found(next((row for row in rows if row["id"] == post_id), None))


def _report_as_it_stands(project: Project) -> dict[str, Any]:
    """What a correction does not name. 404 before there is a report."""
    report = found(get_report(project))
    actuals = {goal.pk: goal.actual for goal in project.goals.all() if goal.actual is not None}
    return {"text": report.text, "thanks": report.thanks, "actuals": actuals}


def _team(project: Project) -> set[int | None]:
    return {one.user_id for one in list_coordinators(project)}
