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

from django.conf import settings  # noqa: E402  # after setup
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import F  # noqa: E402

from forums.models import Post, Thread  # noqa: E402
from participation.accounts.models import User  # noqa: E402
from participation.accounts.tokens import make_token  # noqa: E402
from participation.database import db_now  # noqa: E402
from participation.voting.actions import open_questions  # noqa: E402
from participation.voting.models import Ballot, Question, TallyRow, Window  # noqa: E402
from participation.voting.selectors import recount, tally_of  # noqa: E402
from proposals.models import Clause, Consultation  # noqa: E402
from tests.support import factories as make  # noqa: E402

PEOPLE, CONSULTATIONS, CLAUSES, COMMENTS, BALLOTS = 1000, 500, 20, 500, 10_000
THREADS_OF_ONE, COMMENTS_OF_ONE = 20, 65
SENTENCE = (
    "Заявител, който не желае или не може да ползва интернет, получава помощ от служител в рамките на работното "
    "време на общинската администрация, включително в кметствата по селата, при еднакви срокове и такси. "
)
CHOICES = ("support", "support", "oppose", "unsure")


def main() -> None:
    """Migrate, fill, check, print ``{"consultation": …, "clause": …, …}``."""
    call_command("migrate", verbosity=0)
    people = User.objects.bulk_create(
        User(email=f"bench{n}@megdan.example", display_name=f"Участник {n}", password="!") for n in range(PEOPLE)
    )
    municipality = make.place()
    target = make.consultation(municipality, tree=_tree())
    clauses = make.clauses(target)
    _vote(people, clauses)
    _talk(people, clauses)
    _others(municipality)
    wrong = [c.pk for c in clauses if tally_of(c.question_id).groups != recount(c.question_id).groups]
    assert not wrong, f"filled wrongly: {wrong}"
    print(json.dumps(_keys(people, target, clauses)))


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
    posts = []
    for n, question in enumerate(questions):
        where = clauses[0] if n < COMMENTS_OF_ONE else clauses[1 + n % (CLAUSES - 1)]
        html = f"<p>{SENTENCE}</p>"
        posts.append(
            Post(
                thread=where.thread, author=people[n], body=SENTENCE, body_html=html, question=question, argument="for"
            )
        )
    Post.objects.bulk_create(posts)
    for n, post in enumerate(posts[THREADS_OF_ONE:COMMENTS_OF_ONE]):
        post.parent = posts[n % THREADS_OF_ONE]
    Post.objects.bulk_update(posts[THREADS_OF_ONE:COMMENTS_OF_ONE], ["parent"])
    for post in posts:
        Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") + 1)
        Question.objects.filter(pk=post.question_id).update(ref=f"post.{post.pk}")


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


def _keys(people: list[User], target: Consultation, clauses: list[Clause]) -> dict[str, Any]:
    writer = people[0]
    session = SessionStore()
    session[SESSION_KEY] = str(writer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = writer.get_session_auth_hash()
    session.create()
    return {
        "consultation": target.pk,
        "clause": clauses[0].pk,
        "quiet_clause": clauses[3].pk,
        "questions": [clause.question_id for clause in clauses],
        "session": session.session_key,
        "tokens": [make_token(user=person, name="bench")[1] for person in people[:400]],
    }


if __name__ == "__main__":
    main()
