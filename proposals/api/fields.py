"""What goes out, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from forums.models import Post
from participation.links.api import CardOut
from participation.pictures.api import PictureOut
from participation.rest.fields import Author, PlaceShort
from participation.voting.api import TallyOut

from ..models import Consultation, Passage, Suggestion
from .data import DETAILS


class ConsultationOut(serializers.Serializer[Any]):
    """A consultation in a list."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=Consultation.Kind.choices)
    state = serializers.ChoiceField(choices=Consultation.State.choices, help_text="by the database's clock")
    language = serializers.CharField(help_text="of the text")
    municipality = PlaceShort()
    policy_area = serializers.CharField(allow_blank=True)
    opens_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True, help_text="from this moment on nothing is accepted")
    published_at = serializers.DateTimeField(allow_null=True)
    answers_due_on = serializers.DateField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True, help_text="when the report on proposals was published")
    adopted_on = serializers.DateField(allow_null=True)
    decision_number = serializers.CharField(allow_blank=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    clauses = serializers.IntegerField(help_text="clauses that can be voted on")
    ballots = serializers.IntegerField(help_text="ballots on its clauses")
    comments = serializers.IntegerField(help_text="readable comments, on clauses and on suggestions")
    suggestions = serializers.IntegerField(help_text="suggested wordings that stand")
    stream = serializers.CharField(help_text="its live stream")
    url = serializers.CharField(help_text="path of its page on this site")


class ConsultationDetail(ConsultationOut):
    """A consultation with everything the law wants published."""

    planned_opens_at = serializers.DateTimeField(allow_null=True, help_text="while it is being prepared")
    planned_closes_at = serializers.DateTimeField(allow_null=True, help_text="while it is being prepared")
    sealed_at = serializers.DateTimeField(allow_null=True, help_text="when its tallies became final")
    digest = serializers.CharField(allow_blank=True, help_text="SHA-256 over its sealed tallies")
    withdrawn_reason = serializers.CharField(allow_blank=True)
    report_note = serializers.CharField(allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        """The details are texts, named as they are stored."""
        return {**super().get_fields(), **{name: serializers.CharField(allow_blank=True) for name in DETAILS}}


class ClauseOut(serializers.Serializer[Any]):
    """A clause in its newest wording."""

    id = serializers.IntegerField(help_text="stays the same in every version")
    consultation = serializers.IntegerField()
    version = serializers.IntegerField()
    position = serializers.IntegerField(help_text="reading order, from 0")
    depth = serializers.IntegerField(help_text="0 = top level")
    kind = serializers.ChoiceField(choices=Passage.Kind.choices)
    label = serializers.CharField(  # type: ignore[assignment]  # a field's name
        allow_blank=True, help_text="as printed: `Чл. 5.`, `(2)`, `1.2`"
    )
    heading = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True, help_text="Markdown")
    html = serializers.CharField(allow_blank=True, help_text="safe HTML of the text")
    question = serializers.IntegerField(allow_null=True, help_text="null for headings")
    tally = TallyOut(allow_null=True)
    own = serializers.CharField(allow_null=True, help_text="your own choice, where you are signed in and made one")
    comment_count = serializers.IntegerField()
    suggestion_count = serializers.IntegerField()
    url = serializers.CharField()


class CommentOut(serializers.Serializer[Any]):
    """A comment. The live events `comment.created` and `comment.edited` carry the same, but `support`; `comment.media`
    carries `id`, `pictures` and `card`.
    """

    id = serializers.IntegerField()
    consultation = serializers.IntegerField()
    clause = serializers.IntegerField(allow_null=True)
    suggestion = serializers.IntegerField(allow_null=True)
    thread = serializers.IntegerField()
    about = serializers.CharField(help_text="`clause.5` or `suggestion.3`")
    number = serializers.IntegerField(help_text="1, 2, 3 … in the order in which its conversation was written")
    parent = serializers.IntegerField(  # type: ignore[assignment]  # a field's name
        allow_null=True, help_text="the comment it answers"
    )
    author = Author()
    argument = serializers.ChoiceField(choices=["", *Post.Argument.values])
    quote = serializers.CharField(allow_blank=True, help_text="the words of the clause it is about")
    body = serializers.CharField(help_text="Markdown as typed")
    body_html = serializers.CharField(help_text="safe HTML of the body")
    pictures = PictureOut(many=True)
    card = CardOut(allow_null=True, help_text="of its link, once the page it leads to was looked at")
    question = serializers.IntegerField(help_text="vote `support` on it")
    support = serializers.IntegerField()
    supported = serializers.BooleanField(allow_null=True, help_text="by you; null where nobody is signed in")
    is_proposal = serializers.BooleanField(help_text="an official marked it as one to be answered")
    is_masked = serializers.BooleanField(help_text="a moderator has hidden part of it: ▒▒▒ stands for the words")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class SuggestionOut(serializers.Serializer[Any]):
    """Another wording for a clause. The live event `suggestion.created` carries the same, but `support`."""

    id = serializers.IntegerField()
    consultation = serializers.IntegerField()
    clause = serializers.IntegerField()
    author = Author()
    original = serializers.CharField(allow_blank=True, help_text="the wording it changes")
    text = serializers.CharField(allow_blank=True, help_text="the whole wording wanted; empty: delete the clause")
    reason = serializers.CharField()
    reason_html = serializers.CharField()
    state = serializers.ChoiceField(choices=Suggestion.State.choices)
    is_masked = serializers.BooleanField(help_text="a moderator has hidden part of it: ▒▒▒ stands for the words")
    question = serializers.IntegerField(help_text="vote `support` on it")
    support = serializers.IntegerField()
    supported = serializers.BooleanField(allow_null=True)
    thread = serializers.IntegerField()
    comment_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    url = serializers.CharField()
