"""Polls as they go out, and what is sent in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from participation.rest.fields import IdField, PlaceShort, moment, place_short
from participation.rest.views import Row

from ..actions.closing import LONGEST_REASON
from ..actions.plans import BIGGEST_QUORUM, LONGEST_OPTION, LONGEST_TEXT, LONGEST_TITLE, MOST_OPTIONS
from ..models import Poll
from ..selectors import PollView
from ..selectors.export import option_data
from ..selectors.reading import STATES
from ..selectors.results import YESNO

KEYS = "options have numbers as keys, in their order; of `yesno` they are " + ", ".join(f"`{key}`" for key in YESNO)
WITHHELD = "fewer than three voted in secret: only the turnout is ever published"


class PollOptionOut(serializers.Serializer[Any]):
    """One thing to choose."""

    key = serializers.CharField(help_text=KEYS)
    text = serializers.CharField(allow_blank=True, help_text="empty of yes, no and abstain")
    votes = serializers.IntegerField(
        allow_null=True, help_text="who chose it; null: secret until the closing, or withheld"
    )
    points = serializers.IntegerField(allow_null=True, help_text="given to it, in a poll of kind `points`")


class PollOwnVote(serializers.Serializer[Any]):
    """A vote of yours, or of an organisation you speak for."""

    organisation = serializers.IntegerField(allow_null=True, help_text="null: your own")
    marks = serializers.DictField(
        child=serializers.IntegerField(), help_text="{option's key: points}; 1 without points"
    )


class PollOut(serializers.Serializer[Any]):
    """A poll. As long as `is_shown` is false nobody knows more than how many have voted."""

    id = serializers.IntegerField()
    about = serializers.CharField(allow_blank=True, help_text="what it belongs to; empty: it stands alone")
    scope = serializers.CharField(help_text="to be followed")
    stream = serializers.CharField(help_text="the live stream that tells `poll.tally` and `poll.closed`")
    municipality = PlaceShort()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True, help_text="Markdown")
    description_html = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=Poll.Kind.choices)
    limit = serializers.IntegerField(help_text="options a vote may name, or points it shares out")
    by = serializers.ChoiceField(choices=Poll.By.choices, help_text="whose votes count")
    is_secret = serializers.BooleanField(help_text="until it closes")
    quorum = serializers.IntegerField(allow_null=True, help_text="least number of votes")
    quorum_reached = serializers.BooleanField(allow_null=True, help_text="so far; null where none is asked for")
    state = serializers.ChoiceField(choices=STATES, help_text="by the database's clock")
    opens_at = serializers.DateTimeField(
        allow_null=True, help_text="of one being prepared: when it opens by itself; null: when its host opens it"
    )
    closes_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True, help_text="once it has closed")
    reason = serializers.CharField(allow_blank=True, help_text="why it was closed before its time")
    turnout = serializers.IntegerField(help_text="votes")
    is_shown = serializers.BooleanField(help_text="whether the results may be known now")
    is_withheld = serializers.BooleanField(help_text=WITHHELD)
    options = PollOptionOut(many=True)
    groups = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="{kind of participant: {option's key: votes, or points}}; once sealed, and folded: nobody is left over",
    )
    own = PollOwnVote(many=True)
    may_run = serializers.BooleanField(help_text="whether you may open, change and close it")
    url = serializers.CharField(help_text="its page")


class PollResultsOut(serializers.Serializer[Any]):
    """Results for programs."""

    poll = serializers.IntegerField()
    state = serializers.ChoiceField(choices=STATES)
    turnout = serializers.IntegerField()
    quorum = serializers.IntegerField(allow_null=True)
    quorum_reached = serializers.BooleanField(allow_null=True)
    is_shown = serializers.BooleanField()
    is_withheld = serializers.BooleanField(help_text=WITHHELD)
    options = PollOptionOut(many=True)
    groups = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    reason = serializers.CharField(allow_blank=True)
    sealed_at = serializers.DateTimeField(allow_null=True)
    digest = serializers.CharField(allow_blank=True, help_text="SHA-256 over `tallies`, as docs/api.md tells it")
    tallies = serializers.ListField(child=serializers.DictField(), help_text="once sealed: what the digest is taken of")


class PollPlanIn(serializers.Serializer[Any]):
    """A poll as you want it."""

    title = serializers.CharField(max_length=LONGEST_TITLE)
    description = serializers.CharField(max_length=LONGEST_TEXT, required=False, allow_blank=True, help_text="Markdown")
    kind = serializers.ChoiceField(choices=Poll.Kind.choices)
    options = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_OPTION),
        required=False,
        max_length=MOST_OPTIONS,
        help_text="2 at least; none of `yesno`",
    )
    limit = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=1000,
        help_text="options a vote may name (else: all), or points it shares out (else: 10)",
    )  # fmt: skip
    by = serializers.ChoiceField(choices=Poll.By.choices, required=False)
    is_secret = serializers.BooleanField(required=False)
    quorum = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=BIGGEST_QUORUM)
    opens_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="it waits for this moment and opens by itself; not of an open poll"
    )
    closes_at = serializers.DateTimeField()

    def validate(self, attrs: Any) -> Any:
        """Options of a question that has its own would be dropped without a word."""
        if attrs.get("kind") == Poll.Kind.YESNO and attrs.get("options"):
            raise serializers.ValidationError(
                {"options": [_("Yes, no and abstain are its options; it takes no others.")]}
            )
        return attrs


class PollIn(PollPlanIn):
    """The same, where it is to stand, and whether it opens at once."""

    municipality = serializers.CharField(max_length=8, required=False, help_text="code; not where `about` is given")
    about = serializers.CharField(max_length=60, required=False, allow_blank=True, help_text="what it belongs to")
    is_open = serializers.BooleanField(required=False, help_text="false: prepared, and opened later")
    client_key = serializers.CharField(max_length=40, required=False, allow_blank=True)


class PollVoteIn(serializers.Serializer[Any]):
    """A whole vote; it replaces the earlier one."""

    marks = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1000),
        help_text="{option's key: points}; 1 where there are no points. " + KEYS,
    )
    organisation = IdField(required=False, allow_null=True, help_text="in polls of organisations: whose vote it is")


class PollVoiceIn(serializers.Serializer[Any]):
    """Whose vote is meant."""

    organisation = IdField(required=False, allow_null=True)


class PollCloseIn(serializers.Serializer[Any]):
    """Why it closes early; published."""

    reason = serializers.CharField(
        max_length=LONGEST_REASON,
        default="",
        allow_blank=True,
        help_text="wanted where a moment of closing was announced",
    )


def plan_of(poll: Poll, wanted: Row) -> Row:
    """The poll as it is planned now, for whoever changes a part; a limit only where kind and options stay with it."""
    known = {name: getattr(poll, name) for name in ("title", "description", "kind", "by", "is_secret", "quorum")}
    known |= {"options": [option.text for option in poll.options.all()], "closes_at": poll.window.closes_at}
    return known if {"kind", "options"} & set(wanted) else {**known, "limit": poll.limit}


def poll_row(view: PollView, *, may_run: bool) -> Row:
    """See PollOut."""
    poll, window = view.poll, view.poll.window
    return {
        "id": poll.pk, "about": poll.about, "scope": poll.scope, "stream": poll.stream,
        "municipality": place_short(poll.municipality), "title": poll.title, "description": poll.description,
        "description_html": poll.description_html, "kind": poll.kind, "limit": poll.limit, "by": poll.by,
        "is_secret": poll.is_secret, "quorum": poll.quorum, "quorum_reached": view.quorum_reached, "state": poll.state,
        "opens_at": moment(window.opens_at), "closes_at": moment(window.closes_at), "closed_at": moment(poll.closed_at),
        "reason": poll.reason, "turnout": view.turnout, "is_shown": view.is_shown,
        "is_withheld": view.is_withheld,
        "options": [option_data(poll, option) for option in view.options], "groups": view.groups,
        "own": [{"organisation": voice, "marks": marks} for voice, marks in view.own.items()], "may_run": may_run,
        "url": poll.get_absolute_url(),
    }  # fmt: skip
