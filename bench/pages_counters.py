"""Counters after concurrent writing over HTTP: ``python -m bench.pages_counters KEYS``.

400 people at 16 connections cast, change and take back ballots and write comments; then every shown counter is
counted anew. The control counts the same with one row spoilt, and must not be zero.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from forums.models import Post, Thread
from participation.voting.models import Ballot, Question, TallyRow
from participation.voting.selectors import recount, tallies_of

CONNECTIONS, ROUNDS = 16, 60


def write(port: int, keys: dict[str, Any], worker: int) -> list[int]:
    """One client's acts; the statuses it got."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    statuses = []
    for n in range(ROUNDS):
        token = keys["tokens"][(worker * 7 + n) % 40]
        question = keys["questions"][n % 4]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        if n % 6 == 5:
            order = ("DELETE", f"/api/v1/ballots/{question}/", b"")
        elif n % 6 == 4:
            body = json.dumps({"clause": keys["quiet_clause"], "body": f"Мнение {worker}.{n}"}).encode()
            order = ("POST", "/api/v1/comments/", body)
        else:
            choice = ("support", "oppose", "unsure")[(n + worker) % 3]
            order = ("POST", "/api/v1/ballots/", json.dumps({"question": question, "choice": choice}).encode())
        connection.request(order[0], order[1], body=order[2], headers=headers)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    return statuses


def wrong() -> tuple[int, int]:
    """Counters that disagree with what they count, and how many were compared."""
    questions = list(Question.objects.filter(ballots__isnull=False).distinct().values_list("pk", flat=True))
    shown = tallies_of(questions)
    bad = sum(_clean(shown[pk].groups) != recount(pk).groups for pk in questions)
    threads = list(Thread.objects.exclude(post_count=0))
    bad += sum(t.post_count != Post.objects.filter(thread=t, hidden_at=None, deleted_at=None).count() for t in threads)
    return bad, len(questions) + len(threads)


def _clean(groups: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    rows = {group: {choice: n for choice, n in row.items() if n} for group, row in groups.items()}
    return {group: row for group, row in rows.items() if row}


def main() -> None:
    """Write at once, compare, spoil one row as the control, compare again."""
    keys = json.loads(sys.argv[1])
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        statuses = [s for got in pool.map(lambda w: write(keys["port"], keys, w), range(CONNECTIONS)) for s in got]
    bad, compared = wrong()
    row = TallyRow.objects.filter(n__gt=0).first()
    assert row is not None
    TallyRow.objects.filter(pk=row.pk).update(n=row.n + 1)
    control, _compared = wrong()
    TallyRow.objects.filter(pk=row.pk).update(n=row.n)
    failed = sum(status >= 500 for status in statuses)
    limited = sum(status == 429 for status in statuses)
    print(
        json.dumps(
            {
                "wrong": bad,
                "compared": compared,
                "writes": len(statuses),
                "failed": failed,
                "limited": limited,
                "control_wrong": control,
                "ballots": Ballot.objects.count(),
            }
        )
    )


if __name__ == "__main__":
    main()
