"""Why a stream counts for itself: numbers that the database hands out ahead of the commit miss events."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from participation.live import actions
from participation.live.models import Event
from participation.live.selectors import entries_between

pytestmark = [pytest.mark.alone, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class Reader:
    """Asks again and again for what is newer than the newest it has seen, as a hub does."""

    def __init__(self, newer: Callable[[int], list[int]]) -> None:
        self._newer = newer
        self.seen: list[int] = []
        self._last = 0

    def look(self) -> None:
        for number in self._newer(self._last):
            self.seen.append(number)
            self._last = max(self._last, number)


def write_together(write: Callable[[], object], reader: Reader, threads: int = 6, each: int = 60) -> None:
    """Many threads write, each in transactions of its own, while one reads."""

    def work() -> None:
        for _ in range(each):
            with transaction.atomic():
                write()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(random() * 0.002)")
        connections.close_all()

    working = [threading.Thread(target=work) for _ in range(threads)]
    for thread in working:
        thread.start()
    while any(thread.is_alive() for thread in working):
        reader.look()
    for thread in working:
        thread.join()
    reader.look()


def test_stream_numbers_miss_nothing_under_concurrent_writers() -> None:
    reader = Reader(lambda last: [entry.seq for entry in entries_between("bench.1", last)])
    write_together(lambda: actions.publish(stream="bench.1", kind="said", data={}), reader)
    assert reader.seen == list(range(1, 361))


def test_the_control_autoincrement_ids_miss_events() -> None:
    def publish_alone() -> None:
        number = threading.get_ident() % 10**9
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO live_event (stream_id, seq, kind, ref, data, at) SELECT s.id, nextval('live_event_id_seq'),"
                " 'said', '', '{}', now() FROM live_stream s WHERE s.name = 'bench.2' RETURNING id + 0 * %s",
                [number],
            )

    actions.publish(stream="bench.2", kind="said", data={})
    events = Event.objects.filter(stream__name="bench.2", seq__gt=1)
    reader = Reader(lambda last: list(events.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)))
    write_together(publish_alone, reader)
    written = set(events.values_list("pk", flat=True))
    assert len(written) > 300
    assert written - set(reader.seen), "ids that commit out of order were all seen: the control proves nothing"
