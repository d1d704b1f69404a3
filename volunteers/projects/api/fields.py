"""What goes out, described for the schema."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from participation.pictures.api import PictureOut
from participation.rest.fields import Author, OrganisationShort, PlaceShort

from ..models import Check, Offer, Project


class ProjectOut(serializers.Serializer[Any]):
    """A project in a list."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    municipality = PlaceShort()
    state = serializers.ChoiceField(choices=Project.State.choices)
    language = serializers.CharField()
    organisation = OrganisationShort(allow_null=True, help_text="whose project it is; null: its coordinators'")
    by_municipality = serializers.BooleanField(help_text="proposed for the municipality itself")
    consultation = serializers.IntegerField(allow_null=True, help_text="which it serves")
    clause = serializers.IntegerField(allow_null=True)
    where = serializers.CharField(allow_blank=True)
    is_remote = serializers.BooleanField(help_text="one can also help from home")
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    hours_goal = serializers.IntegerField(help_text="hours of work needed; 0: not said")
    submitted_at = serializers.DateTimeField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True, help_text="public from this moment on")
    began_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True, help_text="before its goals")
    is_hidden = serializers.BooleanField(help_text="by a moderator; its team and officials still see it")
    figures = serializers.DictField(
        child=serializers.IntegerField(), help_text="what is counted of it, such as `helpers`"
    )
    stream = serializers.CharField(help_text="its live stream")
    url = serializers.CharField(help_text="path of its page on this site")


class GoalOut(serializers.Serializer[Any]):
    """What is to be reached."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    target = serializers.DecimalField(max_digits=12, decimal_places=2)
    actual = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True, help_text="told by the report")


class BudgetLineOut(serializers.Serializer[Any]):
    """What something would cost."""

    what = serializers.CharField()
    cents = serializers.IntegerField(help_text="euro cents")


class OfferOut(serializers.Serializer[Any]):
    """Somebody brings a thing. Seen by them and by those who lead the project."""

    id = serializers.IntegerField()
    need = serializers.IntegerField()
    what = serializers.CharField()
    project = serializers.IntegerField()
    author = Author()
    quantity = serializers.IntegerField()
    words = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_blank=True, help_text="of those who lead the project")
    state = serializers.ChoiceField(choices=Offer.State.choices)
    at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class NeedOut(serializers.Serializer[Any]):
    """A thing the project needs."""

    id = serializers.IntegerField()
    what = serializers.CharField()
    quantity = serializers.IntegerField()
    unit = serializers.CharField(allow_blank=True)
    offered = serializers.IntegerField(help_text="of it, waiting for an answer")
    accepted = serializers.IntegerField()
    brought = serializers.IntegerField()
    missing = serializers.IntegerField(help_text="so many can still be offered")
    own = OfferOut(allow_null=True, help_text="your offer; null: none")


class CoordinatorOut(serializers.Serializer[Any]):
    """Who leads the project."""

    id = serializers.IntegerField(help_text="of the person")
    name = serializers.CharField()
    since = serializers.DateTimeField()


class UpdateOut(serializers.Serializer[Any]):
    """News of a project. The live events `update.posted` and `update.edited` tell it without `author` and `text`."""

    id = serializers.IntegerField()
    project = serializers.IntegerField()
    author = Author()
    title = serializers.CharField()
    text = serializers.CharField(help_text="Markdown as typed")
    html = serializers.CharField(help_text="safe HTML of the text")
    pictures = PictureOut(many=True)
    at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class CheckItemOut(serializers.Serializer[Any]):
    """The answer to one criterion, as it was worded that day."""

    text = serializers.CharField()
    met = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)


class CheckOut(serializers.Serializer[Any]):
    """What the municipality decided."""

    id = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=Check.Outcome.choices)
    reason = serializers.CharField(allow_blank=True)
    items = CheckItemOut(many=True)
    by = serializers.CharField(allow_blank=True, help_text="the official; empty: a former one")
    at = serializers.DateTimeField()


class ProjectReportOut(serializers.Serializer[Any]):
    """What became of a project. What was reached of each goal stands at the goals."""

    text = serializers.CharField(help_text="Markdown as typed")
    html = serializers.CharField(help_text="safe HTML of the text")
    thanks = serializers.CharField(allow_blank=True)
    thanks_html = serializers.CharField(allow_blank=True)
    pictures = PictureOut(many=True)
    author = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    corrected_at = serializers.DateTimeField(allow_null=True, help_text="it said something else before")


class ProjectStandingOut(serializers.Serializer[Any]):
    """What you may do."""

    leads = serializers.BooleanField()
    may_change = serializers.BooleanField()
    may_check = serializers.BooleanField()
    may_end = serializers.BooleanField()
    may_offer = serializers.BooleanField()
    may_ask = serializers.BooleanField()
    follows = serializers.BooleanField()
    is_official = serializers.BooleanField()


class ProjectDetail(ProjectOut):
    """A project whole."""

    description = serializers.CharField(allow_blank=True, help_text="Markdown as typed")
    description_html = serializers.CharField(allow_blank=True, help_text="safe HTML of it")
    reason = serializers.CharField(allow_blank=True, help_text="why it was returned, not accepted or ended")
    version = serializers.IntegerField(help_text="send it as `seen` with a change")
    proposer = serializers.CharField(allow_blank=True, help_text="empty: a former participant")
    goals = GoalOut(many=True)
    budget = BudgetLineOut(many=True)
    needs = NeedOut(many=True)
    coordinators = CoordinatorOut(many=True)
    check = CheckOut(allow_null=True, help_text="the newest that you may read")
    report = ProjectReportOut(allow_null=True)
    updates = serializers.IntegerField(help_text="how many: see `updates/`")
    standing = ProjectStandingOut()


class ProjectQuestionOut(serializers.Serializer[Any]):
    """Something asked or said about a project. Support it with a ballot on `question`."""

    id = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # a field's name
    author = Author()
    body = serializers.CharField(allow_blank=True, help_text="Markdown as typed; empty: hidden or taken back")
    body_html = serializers.CharField(allow_blank=True)
    question = serializers.IntegerField(help_text="vote `support` on it")
    support = serializers.IntegerField()
    supported = serializers.BooleanField(help_text="by you")
    leads = serializers.BooleanField(help_text="said by somebody who leads the project")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(many=False)
class CriteriaOut(serializers.Serializer[Any]):
    """What a municipality looks at when it checks a project."""

    municipality = PlaceShort()
    is_own = serializers.BooleanField(help_text="named by the municipality; false: the usual ones")
    texts = serializers.ListField(child=serializers.CharField())
