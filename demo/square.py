"""The forums of the demo: topics as people really lead them, played in the order of time with everything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from demo.acts import markup
from demo.clock import FRESHEST, Clock
from demo.corpus import CONTENT, BadContent
from demo.moments import Moment
from demo.people import Population
from demo.stage import Stage
from forums.actions import open_missing_forums
from forums.models import Forum, Mention, Post, ReadMark, Thread, Topic
from forums.selectors.mentions import marked
from forums.telling import post_data
from participation.accounts.models import User
from participation.notifications.models import Follow
from participation.voting.actions.questions import CHOICES
from participation.voting.models import Question, Window

LIKELY = ("agree", "agree", "agree", "thanks", "interesting", "interesting", "doubt")
MOST_REACTIONS = 7


@dataclass
class Line:
    """A post to come: who, how long after the one before, which number it answers."""

    who: str
    after: float  # hours
    answers: int | None
    words: str


@dataclass
class Talk:
    """A topic to come."""

    place: str
    part: int
    when: str
    title: str
    marks: str
    lines: list[Line] = field(default_factory=list)


def talks() -> list[Talk]:
    """The topics of the content. Raises BadContent."""
    found: list[Talk] = []
    path = CONTENT / "forums.txt"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.removeprefix("==").split("|")]
        try:
            if line.startswith("=="):
                place, part, who, when, title, *marks = cells
                found.append(Talk(place, int(part), when, title, " ".join(marks), [Line(who, 0, None, "")]))
            elif not found[-1].lines[0].words:
                found[-1].lines[0].words = line.strip()
            else:
                who, after, answers, words = cells
                found[-1].lines.append(Line(who, float(after.rstrip("h")), int(answers) if answers else None, words))
        except (ValueError, IndexError) as error:
            raise BadContent(f"{path.name}:{number}: {error}: {line[:60]}") from error
    return found


class Square:
    """Plays the topics, row by row as the actions of forums do it."""

    def __init__(self, stage: Stage, known: Population, clock: Clock, rng: random.Random) -> None:
        self.stage, self.known, self.clock, self.rng = stage, known, clock, rng
        self.said: dict[int, list[Post]] = {}

    def moments(self) -> Iterator[Moment]:
        """Every post and reaction with its moment. The forums are there from the beginning."""
        open_missing_forums()
        since = self.clock.at("-90d")
        Window.objects.filter(scope__startswith="forum.").update(opens_at=since)
        Forum.objects.update(created_at=since)
        for talk in talks():
            forum = Forum.objects.get(scope=f"municipality.{self.known.places[talk.place].pk}")
            topic = self._topic(talk, forum)
            at = self.clock.at(talk.when, 17)
            room = (self.clock.now - FRESHEST - at).total_seconds() / 3600
            pace = min(1.0, 0.97 * room / max(1.0, sum(line.after for line in talk.lines)))
            for place, line in enumerate(talk.lines):
                at += timedelta(hours=line.after * pace)
                yield at, partial(self._say, topic, line)
                for later in self._reactions(at):
                    yield later, partial(self._react, topic, place)

    def _reactions(self, at: datetime) -> list[datetime]:
        many = self.rng.choice((0, 0, 1, 1, 2, 3, self.rng.randint(0, MOST_REACTIONS)))
        end = min(self.clock.now - FRESHEST, at + timedelta(days=2))
        return [self.clock.within(at + timedelta(minutes=1), end) for _n in range(many)] if end > at else []

    def _topic(self, talk: Talk, forum: Forum) -> Topic:
        category = list(forum.categories.order_by("position"))[talk.part - 1]
        at = self.clock.at(talk.when, 17)
        thread = Thread(window_id=forum.window_id)
        self.stage.add(thread)
        author = self.known.users[talk.lines[0].who]
        topic = Topic(
            forum=forum, category=category, title=talk.title, thread=thread, author=author,
            organisation=self.known.speaks_for.get(author.pk), group=self._group(author, forum),
            is_pinned="pinned" in talk.marks, locked_at=at if "locked" in talk.marks else None, created_at=at,
            last_post_at=at,
        )  # fmt: skip
        self.stage.add(topic)
        thread.scope = thread.stream = thread.ref = topic.scope
        self.said[topic.pk] = []
        return topic

    def _group(self, user: User, forum: Forum) -> str:
        return self.known.group(user, self.known.speaks_for.get(user.pk), forum.municipality_id)

    def _say(self, topic: Topic, line: Line, at: datetime) -> None:
        """As `forums.actions.add_topic_post`."""
        user, thread, said = self.known.users[line.who], topic.thread, self.said[topic.pk]
        question = Question(
            window_id=topic.forum.window_id,
            kind="reaction",
            choices=CHOICES[Question.Kind.REACTION],
            stream=topic.scope,
        )
        self.stage.add(question)
        self.stage.watch(question)
        thread.last_number += 1
        thread.post_count += 1
        named = [person for person in self.known.users.values() if f"@{person.display_name}" in line.words]
        post = Post(
            thread=thread, number=thread.last_number, parent=said[line.answers - 1] if line.answers else None,
            author=user, organisation=self.known.speaks_for.get(user.pk), group=self._group(user, topic.forum),
            body=line.words, body_html=marked(markup(line.words), [person.display_name for person in named]),
            question=question, created_at=at,
        )  # fmt: skip
        said.append(self.stage.add(post))
        for person in named:
            self.stage.add(Mention(post=post, user=person))
        question.ref = f"post.{post.pk}"
        topic.last_post, topic.last_post_at = post, at
        first = post.number == 1
        self.stage.record(
            kind="topic.created" if first else "post.created", scope=topic.scope, actor=user, role=post.group,
            organisation=post.organisation, municipality_id=topic.forum.municipality_id, ref=question.ref, at=at,
            data={} if first else {"about": topic.scope, "parent": post.parent_id},
        )  # fmt: skip
        data = post_data(post, thread_ref=topic.scope, count=thread.post_count)
        self.stage.publish(stream=topic.scope, kind="post.created", data=data, at=at, ref=question.ref)
        self._mark(topic, user, post.number, at)

    def _mark(self, topic: Topic, user: User, number: int, at: datetime) -> None:
        rows: list[Any] = self.stage.rows[ReadMark]
        mark = next((one for one in rows if one.user_id == user.pk and one.topic_id == topic.pk), None)
        if mark is None:
            mark = self.stage.add(ReadMark(user=user, topic=topic))
            self.stage.add(Follow(user=user, scope=topic.scope, since=at))
        mark.number, mark.at = number, at

    def _react(self, topic: Topic, place: int, at: datetime) -> None:
        """As `participation.voting.actions.cast_ballot`; never on one's own."""
        post = self.said[topic.pk][place]
        voter = self.rng.choice(self.known.residents[topic.forum.municipality.code])
        if voter.pk == post.author_id or voter.pk in self.known.speaks_for:
            return
        self.stage.cast(
            post.question, voter, self.rng.choice(LIKELY), at, group="citizen", organisation=None,
            municipality_id=topic.forum.municipality_id,
        )  # fmt: skip
