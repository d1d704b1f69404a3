"""How many queries each measured request makes, counted inside one process: ``python -m bench.pages_queries KEYS``."""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.pages import asks

NOT_QUERIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


def main() -> None:
    """Print ``{name: queries}``; transactions' own statements do not count. The writer differs from the bench's first."""
    keys = json.loads(sys.argv[1])
    client, counted = Client(), {}
    for ask in asks(keys):
        for warm in (True, False):
            method, path, headers, body = ask.make(390 if warm else 391)
            with CaptureQueriesContext(connection) as seen:
                answer = client.generic(
                    method, path, body or b"", content_type=headers.pop("Content-Type", ""), headers=headers
                )
            assert answer.status_code in ask.status, (ask.name, answer.status_code, answer.content[:300])
        counted[ask.name] = sum(not query["sql"].startswith(NOT_QUERIES) for query in seen.captured_queries)
    print(json.dumps(counted))


if __name__ == "__main__":
    main()
