"""What goes out and comes in, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.links.api import CardOut
from participation.pictures.actions import MOST
from participation.pictures.api import PictureOut
from participation.rest.fields import Author, IdField, OrganisationShort, PlaceShort

from ..actions.joining import MOST_SPLIT
from ..actions.marks import LEVELS
from ..actions.parts import LONGEST_DESCRIPTION, LONGEST_NAME
from ..actions.topics import LONGEST_TITLE
from ..actions.writing import LONGEST, LONGEST_QUOTE
from ..models import Forum

PICTURES = "sent before to `pictures/`, in the order in which they are shown"


class ForumOut(serializers.Serializer[Any]):
    """A forum."""

    id = serializers.IntegerField()
    scope = serializers.CharField(help_text="whose it is: `municipality.3`, `consultation.12`, `organisation.5`")
    title = serializers.CharField()
    municipality = PlaceShort()
    starting = serializers.ChoiceField(choices=Forum.Starting.choices, help_text="who starts topics")
    topics = serializers.IntegerField()
    posts = serializers.IntegerField()
    last_post_at = serializers.DateTimeField(allow_null=True)
    stream = serializers.CharField(help_text="its live stream")
    url = serializers.CharField()


class ForumIn(serializers.Serializer[Any]):
    """Whose forum is opened."""

    organisation = IdField(help_text="one you speak for")


class ForumChange(serializers.Serializer[Any]):
    """Who starts topics there."""

    starting = serializers.ChoiceField(choices=Forum.Starting.choices)


class CategoryOut(serializers.Serializer[Any]):
    """A part of a forum."""

    id = serializers.IntegerField()
    forum = serializers.IntegerField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    position = serializers.IntegerField()


class CategoryChange(serializers.Serializer[Any]):
    """What a part is called."""

    title = serializers.CharField(max_length=LONGEST_NAME)
    description = serializers.CharField(max_length=LONGEST_DESCRIPTION, default="", allow_blank=True)
    position = serializers.IntegerField(
        min_value=0, max_value=1000, required=False, help_text="among the parts, 0 is the first; left out, it stays"
    )


class CategoryIn(serializers.Serializer[Any]):
    """A new part, the last."""

    forum = IdField()
    title = serializers.CharField(max_length=LONGEST_NAME)
    description = serializers.CharField(max_length=LONGEST_DESCRIPTION, default="", allow_blank=True)


class StandingOut(serializers.Serializer[Any]):
    """How you stand to a topic."""

    number = serializers.IntegerField(help_text="of the last post you have read")
    unread = serializers.IntegerField(help_text="readable posts after it")
    level = serializers.ChoiceField(choices=LEVELS)


class TopicOut(serializers.Serializer[Any]):
    """A topic."""

    id = serializers.IntegerField()
    forum = serializers.IntegerField()
    category = serializers.IntegerField()
    title = serializers.CharField()
    author = Author()
    posts = serializers.IntegerField(help_text="readable posts")
    last_number = serializers.IntegerField(help_text="given to the newest post")
    last_post = serializers.IntegerField(allow_null=True)
    last_post_at = serializers.DateTimeField()
    is_pinned = serializers.BooleanField()
    is_locked = serializers.BooleanField(help_text="nobody adds to it")
    created_at = serializers.DateTimeField()
    own = StandingOut(allow_null=True, help_text="null where nobody is signed in")
    stream = serializers.CharField(help_text="its live stream")
    url = serializers.CharField()


class TopicIn(serializers.Serializer[Any]):
    """A topic with its first post."""

    category = IdField()
    title = serializers.CharField(max_length=LONGEST_TITLE)
    body = serializers.CharField(max_length=LONGEST, help_text="Markdown")
    organisation = IdField(required=False, allow_null=True, help_text="speak for this organisation")
    pictures = serializers.ListField(child=IdField(), max_length=MOST, default=list, help_text=PICTURES)
    client_key = serializers.CharField(max_length=40, default="", allow_blank=True, help_text="makes retries harmless")


class TopicChange(serializers.Serializer[Any]):
    """What the topic is called."""

    title = serializers.CharField(max_length=LONGEST_TITLE)


class TopicActOut(serializers.Serializer[Any]):
    """Something that was done to a topic."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    kind = serializers.CharField(help_text="`topic.pinned`, `topic.split`, `moderation.masked` …")
    actor = serializers.CharField(allow_null=True, help_text="who did it; null: a former participant, or nobody")
    organisation = OrganisationShort(allow_null=True, help_text="whom they spoke for")
    role = serializers.CharField(allow_blank=True, help_text="as what: `citizen`, `official`, `moderator` …")
    to = serializers.IntegerField(allow_null=True, help_text="`topic.split`: the topic that the posts are now")
    source = serializers.IntegerField(  # type: ignore[assignment]  # a field's name
        allow_null=True, help_text="`topic.opened`, `topic.merged`: the topic that the posts came from"
    )
    title = serializers.CharField(allow_blank=True, help_text="`topic.renamed`: what it was called from then on")
    before = serializers.CharField(allow_blank=True, help_text="and before")


class MoveIn(serializers.Serializer[Any]):
    """Where to."""

    category = IdField()


class SplitIn(serializers.Serializer[Any]):
    """What becomes a topic of its own."""

    posts = serializers.ListField(child=IdField(), min_length=1, max_length=MOST_SPLIT)
    title = serializers.CharField(max_length=LONGEST_TITLE)
    category = IdField(required=False, allow_null=True, help_text="of the same forum; absent: the same one")


class MergeIn(serializers.Serializer[Any]):
    """The topic behind whose posts these stand from now on."""

    into = IdField()


class ReadIn(serializers.Serializer[Any]):
    """How far you have read."""

    number = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class LevelIn(serializers.Serializer[Any]):
    """How much you want to hear of it."""

    level = serializers.ChoiceField(choices=LEVELS)


class PersonOut(serializers.Serializer[Any]):
    """Somebody whom a post may name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class AnsweredOut(serializers.Serializer[Any]):
    """The post that is answered."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()


class PostOut(serializers.Serializer[Any]):
    """A post of a topic. Live events have other fields, `thread` and `count` among them, and no `topic`, `url`, reactions
    and `gone`: see the tag `live`.
    """

    id = serializers.IntegerField(help_text="stays the same when the topic is moved, split or merged")
    topic = serializers.IntegerField()
    number = serializers.IntegerField(help_text="its place in the topic: 1, 2, 3 …")
    answers = AnsweredOut(allow_null=True)
    author = Author()
    quote = serializers.CharField(allow_blank=True, help_text="words of the post it answers")
    quote_gone = serializers.BooleanField(help_text="it quotes what is hidden or taken back; `quote` is empty then")
    body = serializers.CharField(allow_blank=True, help_text="Markdown as typed")
    body_html = serializers.CharField(allow_blank=True, help_text="safe HTML of the body")
    pictures = PictureOut(many=True)
    card = CardOut(allow_null=True, help_text="of its link, once the page it leads to was looked at")
    is_masked = serializers.BooleanField(help_text="a moderator has hidden part of it: ▒▒▒ stands for the words")
    question = serializers.IntegerField(help_text="react by a ballot on it: `agree`, `thanks`, `interesting`, `doubt`")
    reactions = serializers.DictField(child=serializers.IntegerField(), help_text="how many chose what")
    own_reaction = serializers.CharField(allow_null=True, help_text="yours; null without one")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    gone = serializers.ChoiceField(
        choices=["", "deleted", "hidden"], help_text="by its author, or by a moderator; its words are empty then"
    )
    url = serializers.CharField(help_text="its lasting address")


class PostIn(serializers.Serializer[Any]):
    """A post at the end of a topic."""

    topic = IdField()
    body = serializers.CharField(max_length=LONGEST, help_text="Markdown; `@name` tells people")
    parent = IdField(  # type: ignore[assignment]  # a field's name
        required=False, allow_null=True, help_text="the post it answers"
    )
    quote = serializers.CharField(
        max_length=LONGEST_QUOTE, default="", allow_blank=True, help_text="words of that post"
    )
    organisation = IdField(required=False, allow_null=True, help_text="speak for this organisation")
    pictures = serializers.ListField(child=IdField(), max_length=MOST, default=list, help_text=PICTURES)
    client_key = serializers.CharField(max_length=40, default="", allow_blank=True, help_text="makes retries harmless")


class WordsIn(serializers.Serializer[Any]):
    """Words to be looked at."""

    body = serializers.CharField(max_length=LONGEST)


class PostChange(WordsIn):
    """New words, and which pictures stand beside them from now on."""

    pictures = serializers.ListField(
        child=IdField(), max_length=MOST, required=False, help_text=f"{PICTURES}; left out, they stay as they are"
    )


class PreviewOut(serializers.Serializer[Any]):
    """What words would look like."""

    body_html = serializers.CharField(allow_blank=True)


class EditOut(serializers.Serializer[Any]):
    """An earlier wording."""

    body = serializers.CharField()
    replaced_at = serializers.DateTimeField()
