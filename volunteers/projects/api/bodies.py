"""What comes in, described for the schema. What it means is for the actions to say."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.pictures.actions import MOST
from participation.rest.fields import IdField

from ..actions.asking import LONGEST as LONGEST_QUESTION
from ..actions.checking import LONGEST_NOTE, LONGEST_REASON, MOST_CRITERIA
from ..actions.offering import LONGEST_WORDS
from ..actions.reporting import LONGEST as LONGEST_TEXT
from ..actions.reporting import LONGEST_THANKS
from ..models import Check

PICTURES = "sent before to `pictures/`, in the order in which they are shown"
KEY = "sent again, gives what was made before: safe retries"
CENTS = 10**11


class GoalIn(serializers.Serializer[Any]):
    """A goal with a number that can be checked."""

    text = serializers.CharField(max_length=200)
    unit = serializers.CharField(max_length=40, default="", allow_blank=True)
    target = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)


class BudgetLineIn(serializers.Serializer[Any]):
    """What something would cost."""

    what = serializers.CharField(max_length=160)
    cents = serializers.IntegerField(min_value=1, max_value=CENTS, help_text="euro cents")


class NeedIn(serializers.Serializer[Any]):
    """A thing that is needed; with its `id` one that is there already."""

    id = IdField(required=False, allow_null=True)
    what = serializers.CharField(max_length=120)
    quantity = serializers.IntegerField(min_value=1, max_value=100_000)
    unit = serializers.CharField(max_length=40, default="", allow_blank=True)


class ProjectChange(serializers.Serializer[Any]):
    """What is to be changed; what is left out stays. Lists replace what was there."""

    seen = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="the `version` you changed"
    )
    title = serializers.CharField(max_length=120, required=False)
    summary = serializers.CharField(max_length=300, required=False, allow_blank=True)
    description = serializers.CharField(max_length=10_000, required=False, allow_blank=True, help_text="Markdown")
    language = serializers.CharField(max_length=5, required=False)
    consultation = IdField(required=False, allow_null=True)
    clause = IdField(required=False, allow_null=True)
    where = serializers.CharField(max_length=240, required=False, allow_blank=True)
    is_remote = serializers.BooleanField(required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    hours_goal = serializers.IntegerField(required=False, min_value=0, max_value=1_000_000)
    goals = GoalIn(many=True, required=False)
    budget = BudgetLineIn(many=True, required=False)
    needs = NeedIn(many=True, required=False)


class ProjectIn(ProjectChange):
    """A project to be written down; everything but title and municipality can come later."""

    seen = None  # type: ignore[assignment]  # nothing was seen yet
    title = serializers.CharField(max_length=120)
    municipality = serializers.CharField(max_length=8, help_text="code, such as VID09")
    organisation = IdField(required=False, allow_null=True, help_text="propose it for this organisation")
    by_municipality = serializers.BooleanField(default=False, help_text="officials: for the municipality itself")
    client_key = serializers.CharField(max_length=40, default="", allow_blank=True, help_text=KEY)


class CheckItemIn(serializers.Serializer[Any]):
    """The answer to one criterion, in the order of `project-criteria/`."""

    text = serializers.CharField(max_length=300, default="", allow_blank=True, help_text="as you read it")
    met = serializers.BooleanField()
    note = serializers.CharField(max_length=LONGEST_NOTE, default="", allow_blank=True)


class CheckIn(serializers.Serializer[Any]):
    """A decision."""

    outcome = serializers.ChoiceField(choices=Check.Outcome.choices)
    reason = serializers.CharField(
        max_length=LONGEST_REASON, default="", allow_blank=True, help_text="needed unless everything is met"
    )
    items = CheckItemIn(many=True)
    seen = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="the `version` you read"
    )


class EndProjectIn(serializers.Serializer[Any]):
    """Why it ends before its goals."""

    reason = serializers.CharField(max_length=LONGEST_REASON)


class UpdateIn(serializers.Serializer[Any]):
    """News."""

    title = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=LONGEST_TEXT, help_text="Markdown")
    pictures = serializers.ListField(child=IdField(), max_length=MOST, default=list, help_text=PICTURES)
    organisation = IdField(required=False, allow_null=True, help_text="speak for the project's organisation")
    client_key = serializers.CharField(max_length=40, default="", allow_blank=True, help_text=KEY)


class UpdateChange(serializers.Serializer[Any]):
    """Other words; what is left out stays."""

    title = serializers.CharField(max_length=120, required=False)
    text = serializers.CharField(max_length=LONGEST_TEXT, required=False)
    pictures = serializers.ListField(child=IdField(), max_length=MOST, required=False, help_text=PICTURES)


class ActualIn(serializers.Serializer[Any]):
    """What was reached of a goal."""

    goal = IdField()
    actual = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)


class ProjectReportIn(serializers.Serializer[Any]):
    """The report, with what was reached of every goal."""

    text = serializers.CharField(max_length=LONGEST_TEXT, help_text="Markdown")
    thanks = serializers.CharField(max_length=LONGEST_THANKS, default="", allow_blank=True, help_text="Markdown")
    actuals = ActualIn(many=True)
    pictures = serializers.ListField(
        child=IdField(), max_length=MOST, required=False, help_text=f"{PICTURES}; left out, they stay as they are"
    )


class ProjectReportChange(ProjectReportIn):
    """What is corrected of the report; what is not named stays."""

    text = serializers.CharField(max_length=LONGEST_TEXT, required=False, help_text="Markdown")
    thanks = serializers.CharField(max_length=LONGEST_THANKS, required=False, allow_blank=True, help_text="Markdown")
    actuals = ActualIn(many=True, required=False)


class OfferIn(serializers.Serializer[Any]):
    """So many of a thing."""

    quantity = serializers.IntegerField(min_value=1, max_value=100_000)
    words = serializers.CharField(max_length=LONGEST_WORDS, default="", allow_blank=True)
    organisation = IdField(required=False, allow_null=True, help_text="offer it for this organisation")


class OfferAnswerIn(serializers.Serializer[Any]):
    """Whether the thing is wanted."""

    accept = serializers.BooleanField()
    answer = serializers.CharField(max_length=LONGEST_WORDS, default="", allow_blank=True)


class BroughtIn(serializers.Serializer[Any]):
    """Whether the thing is there."""

    is_brought = serializers.BooleanField(default=True, help_text="false: it is not, after all")


class ProjectAskIn(serializers.Serializer[Any]):
    """A question, or an answer to one."""

    body = serializers.CharField(max_length=LONGEST_QUESTION, help_text="Markdown")
    parent = IdField(required=False, allow_null=True, help_text="what it answers")  # type: ignore[assignment]  # a field's name
    organisation = IdField(required=False, allow_null=True, help_text="speak for this organisation")
    client_key = serializers.CharField(max_length=40, default="", allow_blank=True, help_text=KEY)


class ProjectQuestionChange(serializers.Serializer[Any]):
    """Other words; without any they stay."""

    body = serializers.CharField(max_length=LONGEST_QUESTION, required=False)


class CoordinatorIn(serializers.Serializer[Any]):
    """Whom to name: an accepted helper, or somebody who speaks for its organisation."""

    user = IdField()


class CriteriaIn(serializers.Serializer[Any]):
    """What the municipality looks at from now on; none: the usual ones."""

    municipality = serializers.CharField(max_length=8, help_text="code, such as VID09")
    texts = serializers.ListField(
        child=serializers.CharField(max_length=300, allow_blank=True), max_length=MOST_CRITERIA
    )
