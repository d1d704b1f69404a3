"""The table of live events, which the schema and docs/api.md show, against the code and against real events."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from config.api_events import CLOSINGS, EVENTS, closings_table, events_table
from frontend.live import DRAWN, SESSIONS
from participation.live.hub import sockets
from participation.live.models import Event
from participation.polls.actions.telling import publish_poll
from participation.polls.models import Poll
from participation.voting.actions.telling import publish_tally
from participation.voting.models import Question
from tests.security.rows import FILE, PICTURE
from tests.security.test_api_bodies import writing
from tests.security.test_matrix import Undo, clients_of, filled
from tests.security.world import ROLES, STATES, World, build
from tests.support.api import schema

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("participation", "forums", "proposals", "gatherings", "volunteers")
TELLS = {"publish", "tell", "_tell", "tell_board", "tell_gone", "tell_stage", "tell_update_gone"}
RECORDED = {"ballot.cast", "ballot.withdrawn", "session.soon", "session.tomorrow"}  # for the record and the bell alone
KIND = re.compile(r"tally|[a-z]+\.[a-z_]+")
TABLED = {kind for kinds in EVENTS.values() for kind in kinds}


def sources() -> Iterator[ast.AST]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" not in path.parts:
                yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def words(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def told_in_the_code() -> set[str]:
    """Every kind that stands in a call that tells screens something."""
    found: set[str] = set()
    for node in sources():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLS:
            given = [*node.args, *(one.value for one in node.keywords if one.arg == "kind")]
            found |= {word for one in given if isinstance(one, ast.Constant | ast.IfExp) for word in words(one)}
    return {word for word in found if KIND.fullmatch(word)}


def test_what_the_code_tells_and_pages_draw_is_in_the_table() -> None:
    told = told_in_the_code()
    assert {"tally", "topic.gone", "turn.raised", "author.gone", "poll.hidden"} <= told, "the control"
    assert told - TABLED - RECORDED == set()
    assert set(DRAWN) - TABLED == set()
    assert set(SESSIONS) - set(EVENTS["session"]) == set()


def test_nothing_is_in_the_table_that_the_code_does_not_know() -> None:
    known = {word for node in sources() if isinstance(node, ast.Constant) for word in words(node)}
    apart = {"post", "comment"}  # noun and verb are put together where both can be meant
    lost = {kind for kind in TABLED - known if kind.partition(".")[0] not in apart}
    verbs = {verb for word in known for verb in [word.rpartition(".")[2]]}
    assert lost == set()
    assert {kind.partition(".")[2] for kind in TABLED - known} <= verbs


def held(events: Any) -> Iterator[str]:
    """What an event is that the table does not say."""
    for name, kind, data in events:
        stream = name.partition(".")[0]
        if stream == "live":
            continue  # what the hubs tell each other
        fields = EVENTS.get(stream, {}).get(kind)
        if fields is None:
            yield f"{stream}: {kind} is not in the table"
            continue
        named = {one.rstrip("?") for one in fields.split()}
        needed = {one for one in fields.split() if not one.endswith("?")}
        if not needed <= set(data) <= named:
            yield f"{stream}: {kind}: {sorted(needed - set(data))} missing, {sorted(set(data) - named)} too many"


def everything_told(world: World, state: str) -> Iterator[Any]:
    """What every writing operation tells, done by somebody who may, and undone."""
    clients, last = clients_of(world, "/api/v1/"), "stream__name"
    for row in writing():
        letters = row.letters(STATES.index(state))
        if "." not in letters:
            continue
        cache.clear()
        try:
            with transaction.atomic():
                how = (
                    {"format": "multipart"}
                    if {FILE, PICTURE} & set(map(str, row.body.values()))
                    else {"format": "json"}
                )
                asking = clients[ROLES[letters.index(".")]]
                path, body = f"/api/v1/{filled(row.path, world.numbers)}", filled(row.body, world.numbers)
                getattr(asking, row.method.lower())(path, body, **how)
                yield from Event.objects.values_list(last, "kind", "data")
                raise Undo
        except Undo:
            continue


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["open", "announced", "closed"])
def test_real_events_have_the_fields_of_the_table(state: str) -> None:
    world = build(state)
    for question in Question.objects.exclude(stream=""):
        publish_tally(question.pk)
    for poll in Poll.objects.filter(closed_at=None):
        publish_poll(poll.window_id)
    seen: dict[tuple[str, str], Any] = {}
    for name, kind, data in [
        *Event.objects.values_list("stream__name", "kind", "data"),
        *everything_told(world, state),
    ]:
        seen.setdefault((name.partition(".")[0], kind), []).append((name, kind, data))
    assert sorted({said for events in seen.values() for said in held(events)}) == []
    if state == "open":
        assert len(seen) > 45, "most of the table is seen"
        assert list(held([("topic.1", "post.created", {}), ("topic.1", "nothing", {})])), "the control"


def test_the_table_is_shown() -> None:
    text = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    told = next(tag["description"] for tag in schema()["tags"] if tag["name"] == "live")
    for table in (events_table(), closings_table()):
        assert table in text
        assert table in told


def test_every_code_of_closing_is_in_the_table() -> None:
    given = {value[0] for value in vars(sockets).values() if isinstance(value, tuple) and isinstance(value[0], int)}
    sources_of = [(ROOT / "participation/live" / name).read_text() for name in ("consumer.py", "asgi.py")]
    given |= {
        int(code)
        for text in sources_of
        for code in re.findall(r'"code": (\d+)|\((1011),', text)
        for code in code
        if code
    }
    assert {4401, 4403, 4404, 4429} <= given
    assert given | {sockets.MALFORMED} == set(CLOSINGS)
