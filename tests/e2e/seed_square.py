"""Stores the payloads in every text field of forums, polls, sessions and moderation. Runs inside the demo's database."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from forums.actions import add_topic_post, edit_post, open_organisation_forum, set_level, start_topic
from forums.actions.parts import add_category, change_category
from forums.models import Post, Topic
from gatherings.actions import hosting, minutes, taking_part
from gatherings.models import Session
from gatherings.selectors.minutes import minutes_of
from participation.accounts.models import User
from participation.documents.markup import plain_text
from participation.links.models import LinkCard
from participation.links.selectors import digest_of
from participation.moderation.actions import appeal_decision, decide, decide_appeal, report_thing, write_rule
from participation.notifications.actions import follow
from participation.organisations.models import Organisation, Representative
from participation.pictures.actions import Wanted, keep_picture
from participation.polls.actions import close_poll, create_poll, vote_in_poll
from participation.polls.actions.plans import Plan
from proposals.actions.carrying import carry
from tests.e2e.payloads import OWN, short
from tests.support import factories as make
from tests.support import pictures

TEXTS = [text.replace("\x00", "") for text in OWN]


def seed() -> None:
    """Everything is stored; prints as JSON what the test has to visit."""
    place = make.place()
    official, moderator = (User.objects.get(email=f"{name}@megdan.example") for name in ("official", "moderator"))
    people = [make.person(short(80, n), is_seen=True) for n in range(6)]
    organisation = Organisation.objects.create(name=short(160, 2), municipality=place, kind="ngo", state="vouched")
    Representative.objects.create(organisation=organisation, user=people[0], post=short(120, 4))
    forum = make.forum(place)
    part = add_category(host=official, forum_id=forum.pk, title=short(120, 1), description=short(300, 2))
    change_category(host=official, category_id=part.pk, title=short(120, 3), description=short(300, 4))
    own_forum = open_organisation_forum(opener=people[0], organisation_id=organisation.pk)
    topic, others = _talk(part.pk, people, organisation)
    polls = _ask(official, people, topic)
    sessions = _gather(official, people, place)
    told = _moderate(official, moderator, people, topic, place)
    cache.clear()
    User.objects.filter(pk__in=[one.pk for one in people]).update(joined_at=timezone.now() - timedelta(days=30))
    print(
        json.dumps(
            {
                "author": people[0].email,
                "user": people[0].pk,
                "forum": forum.pk,
                "own_forum": own_forum.pk,
                "part": part.pk,
                "organisation": organisation.pk,
                "topic": topic.pk,
                "topics": others,
                **polls,
                **sessions,
                **told,
            }
        )
    )


def _talk(part: int, people: list[User], organisation: Organisation) -> tuple[Topic, list[int]]:
    """Topics called by each payload; in one of them all of them as posts with quotes, answers, pictures, cards, edits."""
    begun = []
    for n, text in enumerate(TEXTS):
        cache.clear()
        title = " ".join(text.split())[:200]
        begun.append(start_topic(author=people[n % 6], category_id=part, title=title, body=text))
    topic, last = begun[0], None
    for n, text in enumerate(TEXTS):
        cache.clear()
        author = people[n % 6]
        shown = (
            keep_picture(owner=author, file=pictures.upload(), description=f"{short(200, n)}") if n % 5 == 0 else None
        )
        spoken = {"organisation_id": organisation.pk} if author == people[0] else {}
        post = add_topic_post(
            author=author,
            topic_id=topic.pk,
            body=f"{text}\n\nhttps://site.example/{n}",
            pictures=[Wanted(shown.pk)] if shown else [],
            parent_id=last and last.pk,
            quote=_quotable(last),
            **spoken,
        )
        if n % 3 == 0:
            post = edit_post(editor=author, post_id=post.pk, body=f"{text}\n\n@{people[1].display_name} пак")
        _card(post, f"https://site.example/{n}", n)
        last = post
    for person in people:
        set_level(user=person, topic_id=topic.pk, level="follow")
    return topic, [one.pk for one in begun[1:]]


def _quotable(post: Post | None) -> str:
    """Words of the post as they stand there, payload and all."""
    return " ".join(plain_text(post.body_html).split())[:200] if post else ""


def _card(post: Post, url: str, n: int) -> None:
    """As the worker leaves it, with words that a foreign page chose."""
    words = {"title": short(160, n), "description": short(300, n + 1), "site": short(80, n + 2)}
    LinkCard.objects.get_or_create(digest=digest_of(url), defaults={"url": url, **words})
    Post.objects.filter(pk=post.pk).update(link=url, card={"url": url, **words, "picture": None})


def _ask(official: User, people: list[User], topic: Topic) -> dict[str, Any]:
    """Polls that stand alone and one at the head of the topic, open, voted in and closed with a reason."""
    made = []
    for n, kind in enumerate(("single", "several", "points", "single")):
        cache.clear()
        plan = Plan(
            kind=kind,
            title=short(200, n + 3),
            description="\n\n".join(TEXTS[:20])[:3000],
            options=() if kind == "yesno" else [short(190, k) + str(k) for k in range(n, n + 5)],
            closes_at=timezone.now() + timedelta(days=1),
            is_secret=n == 1,
        )
        where = {"about": topic.scope} if n == 3 else {"municipality_id": topic.forum.municipality_id}
        made.append(create_poll(host=official, plan=plan, is_open=True, **where))  # type: ignore[arg-type]  # one of both
        vote_in_poll(voter=people[n], poll_id=made[-1].pk, marks={"1": 1})
        follow(user=people[0], scope=made[-1].scope)
    close_poll(host=official, poll_id=made[0].pk, reason=short(500, 5))
    return {"polls": [one.pk for one in made]}


def _hold(official: User, people: list[User], session: Any) -> None:
    """Everybody asks and speaks; every second question is answered; a guest and one hand wait at the end."""
    Session.objects.get(pk=session.pk).items.update(title=short(200, 6))
    for n, person in enumerate(people):
        cache.clear()
        asked = taking_part.ask_question(author=person, session_id=session.pk, body=TEXTS[n * 4])
        if n % 2:
            hosting.answer_question(host=official, session_id=session.pk, post_id=asked.pk, text=TEXTS[n * 5])
        follow(user=person, scope=session.scope)
        turn = taking_part.raise_hand(person=person, session_id=session.pk, named=True)
        hosting.call_turn(host=official, session_id=session.pk, turn_id=turn.pk)
        hosting.end_turn(host=official, session_id=session.pk, turn_id=turn.pk, gist=TEXTS[n * 3])
    hosting.enter_guest(host=official, session_id=session.pk, name=short(80, 3))
    taking_part.raise_hand(person=people[1], session_id=session.pk, named=True)


def _gather(official: User, people: list[User], place: Any) -> dict[str, Any]:
    """A live session, one with published and corrected minutes, one that was cancelled."""
    fields: dict[str, Any] = {
        "title": short(200, 1),
        "description": "\n\n".join(TEXTS[:20])[:5000],
        "venue": short(240, 2),
        "by": official,
    }
    live = make.gathering(place, **fields)
    over = make.gathering(place, **fields)
    gone = make.gathering(place, state="announced", **fields)
    for session in (live, over):
        _hold(official, people, session)
    question = live.thread.posts.order_by("pk").last()
    assert question
    clause = make.clauses(make.consultation(place))[0]
    carried = carry(official=official, session_id=live.pk, clause_id=clause.pk, question_id=question.pk)
    hosting.end_session(host=official, session_id=over.pk)
    text = f"{minutes_of(over)}\n\n" + "\n\n".join(TEXTS)
    minutes.save_minutes(host=official, session_id=over.pk, text=text)
    minutes.publish_minutes(official=official, session_id=over.pk, text=text)
    minutes.save_minutes(host=official, session_id=over.pk, text=text + "\n\n" + TEXTS[5], reason=short(400, 7))
    from gatherings.actions.arranging import cancel_session

    cancel_session(official=official, session_id=gone.pk, reason=TEXTS[5])
    return {
        "live": live.pk,
        "over": over.pk,
        "gone": gone.pk,
        "question": question.pk,
        "clause": clause.pk,
        "in": clause.consultation_id,
        "carried": carried.pk,
    }


def _moderate(official: User, moderator: User, people: list[User], topic: Topic, place: Any) -> dict[str, Any]:
    """Reports, statements, appeals and what was answered to them, by a rule whose words are payloads."""
    rule = write_rule(writer=moderator, municipality=place.code, title=short(120, 5), text=TEXTS[3]).code
    colleague = make.moderator(place, short(80, 6))
    posts = list(Post.objects.filter(thread=topic.thread_id, author__in=people[1:]).order_by("pk"))[3:9]
    written = {"rule": rule, "facts": TEXTS[0], "reason": TEXTS[3]}
    receipts, statements = [], []
    for n, post in enumerate(posts):
        cache.clear()
        reporter = people[0] if n % 2 else None
        notice = report_thing(
            reporter=reporter, ref=f"post.{post.pk}", reason="other", note=TEXTS[n], place=short(400, n)
        )
        receipts.append(notice.receipt)
        if n < 3:
            outcome = ("hide", "warn", "hide")[n]
            made = decide(moderator=colleague, ref=f"post.{post.pk}", outcome=outcome, **written)
            statements.append((made.pk, made.affected.email if made.affected else ""))
            appeal = appeal_decision(person=made.affected, decision_id=made.pk, text=TEXTS[n + 3])
            if n == 1:
                decide_appeal(moderator=moderator, appeal_id=appeal.pk, outcome="reversed", reason=TEXTS[6])
    notice = report_thing(reporter=people[1], ref=topic.scope, reason="other", note=TEXTS[5])
    return {
        "receipts": [*receipts, notice.receipt],
        "statements": statements,
        "appeal": appeal.pk,
        "cases": [f"post.{posts[0].pk}", f"post.{posts[4].pk}", topic.scope],
        "post": posts[4].pk,
    }
