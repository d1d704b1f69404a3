"""The data that pages and the API are measured on: ``python -m bench.pages_fill`` fills the database, prints its keys.

500 consultations; one of them with 20 clauses, 500 comments (65 of them one discussion of 20 threads) and 10,000
ballots by 1,000 people. Filled in bulk, then compared with what the actions would have counted.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from bench.pages_project import fill_project
from forums.models import Post, Thread, Topic
from participation.accounts.actions import make_token
from participation.accounts.models import User
from participation.database import db_now
from participation.places.models import Municipality
from participation.voting.actions import open_questions
from participation.voting.models import Ballot, Question, TallyRow, Window
from participation.voting.selectors import recount, tally_of
from proposals.models import Clause, Consultation
from tests.support import factories as make

PEOPLE, CONSULTATIONS, CLAUSES, COMMENTS, BALLOTS, POSTS = 1000, 500, 20, 500, 10_000, 1000
THREADS_OF_ONE, COMMENTS_OF_ONE = 20, 65
SENTENCE = (
    "Заявител, който не желае или не може да ползва интернет, получава помощ от служител в рамките на работното "
    "време на общинската администрация, включително в кметствата по селата, при еднакви срокове и такси. "
)
CHOICES = ("support", "support", "oppose", "unsure")


def main() -> None:
    """Migrate, fill, check, print ``{"consultation": …, "clause": …, …}``."""
    call_command("migrate", verbosity=0)
    joined = timezone.now() - timedelta(days=400)  # not slowed down as new accounts are
    people = User.objects.bulk_create(
        User(email=f"bench{n}@megdan.example", display_name=f"Участник {n}", password="!", joined_at=joined)
        for n in range(PEOPLE)
    )
    municipality = make.place()
    target = make.consultation(municipality, tree=_tree())
    clauses = make.clauses(target)
    _vote(people, clauses)
    _talk(people, clauses)
    _others(municipality)
    wrong = [c.pk for c in clauses if tally_of(c.question_id).groups != recount(c.question_id).groups]
    assert not wrong, f"filled wrongly: {wrong}"
    topic = _long_topic(municipality, people)
    project = fill_project(municipality, people)
    print(json.dumps({**_keys(people, target, clauses), "topic": topic.pk, "project": project.pk}))


def _tree() -> list[dict[str, Any]]:
    nodes = []
    for part in range(5):
        points = [
            _node(f"{part}.{n}", "numbered", f"{part + 1}.{n + 1}", "", SENTENCE * 2) for n in range(CLAUSES // 5)
        ]
        nodes.append(
            {**_node(str(part), "heading", f"{part + 1}.", "Електронни услуги за всеки", ""), "children": points}
        )
    return nodes


def _node(key: str, kind: str, label: str, heading: str, body: str) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": label, "heading": heading, "body": body, "children": []}


def _vote(people: list[User], clauses: list[Clause]) -> None:
    ballots = [
        Ballot(question_id=clauses[(n // PEOPLE) * 2].question_id, voter=people[n % PEOPLE], choice=CHOICES[n * 7 % 4])
        for n in range(BALLOTS)
    ]
    Ballot.objects.bulk_create(ballots, batch_size=2000)
    counted: dict[tuple[int, str], int] = {}
    for ballot in ballots:
        key = (ballot.question_id, ballot.choice)
        counted[key] = counted.get(key, 0) + 1
    TallyRow.objects.bulk_create(
        TallyRow(question_id=question, group="citizen", choice=choice, n=n) for (question, choice), n in counted.items()
    )


def _talk(people: list[User], clauses: list[Clause]) -> None:
    scope = clauses[0].thread.scope
    window_id = clauses[0].thread.window_id
    questions = open_questions(window_id=window_id, kind="support", stream=scope, refs=[""] * COMMENTS)
    posts: list[Post] = []
    for n, question in enumerate(questions):
        where = clauses[0] if n < COMMENTS_OF_ONE else clauses[1 + n % (CLAUSES - 1)]
        html = f"<p>{SENTENCE}</p>"
        posts.append(
            Post(
                thread=where.thread,
                number=n + 1,
                author=people[n],
                body=SENTENCE,
                body_html=html,
                question=question,
                argument="for",
            )
        )
    Post.objects.bulk_create(posts)
    for n, post in enumerate(posts[THREADS_OF_ONE:COMMENTS_OF_ONE]):
        post.parent = posts[n % THREADS_OF_ONE]
    Post.objects.bulk_update(posts[THREADS_OF_ONE:COMMENTS_OF_ONE], ["parent"])
    for post in posts:
        Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") + 1, last_number=post.number)
        Question.objects.filter(pk=post.question_id).update(ref=f"post.{post.pk}")


def _long_topic(municipality: Municipality, people: list[User]) -> Topic:
    """A topic of 1,000 posts by 1,000 people, every third in answer to another."""
    topic = make.topic(make.forum(municipality), people[0])
    said = make.posts(topic, POSTS - 1)
    for n, post in enumerate(said):
        post.author, post.body, post.body_html = people[n % PEOPLE], SENTENCE, f"<p>{SENTENCE}</p>"
        post.parent = said[n - 7] if n % 3 == 0 and n > 7 else None
    Post.objects.bulk_update(said, ["author", "body", "body_html", "parent"], batch_size=200)
    return topic


def _others(municipality: Any) -> None:
    now = db_now()
    windows = Window.objects.bulk_create(
        Window(
            municipality=municipality, opens_at=now - timedelta(days=n % 40), closes_at=now + timedelta(days=5 + n % 30)
        )
        for n in range(CONSULTATIONS - 1)
    )
    Consultation.objects.bulk_create(
        Consultation(
            municipality=municipality,
            window=window,
            title=f"Програма за електронни услуги, част {n}",
            summary=SENTENCE,
            kind="programme",
            stage="published",
            published_at=now - timedelta(days=n % 40),
        )
        for n, window in enumerate(windows)
    )


def _sign_in(person: User) -> str:
    """A session of the person; its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _keys(people: list[User], target: Consultation, clauses: list[Clause]) -> dict[str, Any]:
    sessions = [_sign_in(person) for person in people]
    return {
        "consultation": target.pk,
        "clause": clauses[0].pk,
        "quiet_clause": clauses[3].pk,
        "questions": [clause.question_id for clause in clauses],
        "session": sessions[0],
        "people": [{"id": person.pk, "session": session} for person, session in zip(people, sessions, strict=True)],
        "tokens": [make_token(user=person, name="bench")[1] for person in people[:400]],
    }


if __name__ == "__main__":
    main()
