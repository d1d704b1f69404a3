"""What comes before the opening or after the closing is refused with one code, at every door that the window guards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from forums.actions import add_post
from forums.models import Post
from participation.accounts.models import User
from participation.database import db_now
from participation.voting.actions import cast_ballot, seal_window
from participation.voting.models import Ballot, Window
from proposals.actions.publishing import withdraw_consultation
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation, Suggestion
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db


@dataclass
class Scene:
    """A consultation with something of the citizen's and of another's on it."""

    what: Consultation
    citizen: User
    numbers: dict[str, int]


@pytest.fixture
def scene() -> Scene:
    what, citizen, other = make.consultation(), make.person(), make.person("Друг")
    clause, second = make.clauses(what)
    mine = add_post(author=citizen, thread_id=clause.thread_id, body="Мое мнение")
    theirs = add_post(author=other, thread_id=clause.thread_id, body="Чуждо мнение")
    wish = suggest_wording(author=citizen, clause_id=second.pk, text="Друго", reason="По-ясно е")
    their_wish = suggest_wording(author=other, clause_id=clause.pk, text="Трето", reason="Защото")
    cast_ballot(voter=citizen, question_id=clause.question_id, choice="support")
    numbers = {
        "clause": clause.pk, "question": clause.question_id, "second": second.question_id, "mine": mine.pk,
        "post_question": theirs.question_id, "wish": wish.pk, "wish_question": their_wish.question_id,
        "their_wish": their_wish.pk, "theirs": theirs.pk,
    }  # fmt: skip
    return Scene(what, citizen, numbers)


ACTS: list[tuple[str, str, dict[str, Any]]] = [
    ("post", "ballots/", {"question": "{second}", "choice": "support"}),
    ("post", "ballots/", {"question": "{question}", "choice": "oppose"}),
    ("post", "ballots/", {"question": "{question}", "choice": "support"}),  # the same again
    ("delete", "ballots/{question}/", {}),
    ("delete", "ballots/{second}/", {}),  # none there
    ("post", "ballots/", {"question": "{post_question}", "choice": "support"}),
    ("post", "ballots/", {"question": "{wish_question}", "choice": "support"}),
    ("post", "comments/", {"clause": "{clause}", "body": "Късно", "argument": "for"}),
    ("post", "comments/", {"clause": "{clause}", "body": "Късно", "quote": "Т"}),
    ("post", "comments/", {"parent": "{theirs}", "body": "Късно"}),
    ("post", "comments/", {"suggestion": "{their_wish}", "body": "Късно"}),
    ("patch", "comments/{mine}/", {"body": "Променено"}),
    ("delete", "comments/{mine}/", {}),
    ("post", "suggestions/", {"clause": "{clause}", "text": "Нов текст", "reason": "Защото"}),
    ("post", "suggestions/{wish}/withdraw/", {}),
]


def closed(scene: Scene) -> None:
    make.close(scene.what)


def sealed(scene: Scene) -> None:
    make.close(scene.what)
    seal_window(scene.what.window_id)


def withdrawn(scene: Scene) -> None:
    official = make.official(scene.what.municipality)
    withdraw_consultation(official=official, consultation_id=scene.what.pk, reason="Нов закон")


def not_begun(scene: Scene) -> None:
    Window.objects.filter(pk=scene.what.window_id).update(opens_at=db_now() + timedelta(days=1))


def everything() -> list[Any]:
    """What an act could have changed."""
    return [
        list(Ballot.objects.order_by("pk").values_list("pk", "choice")),
        list(Post.objects.order_by("pk").values_list("pk", "body", "deleted_at")),
        list(Suggestion.objects.order_by("pk").values_list("pk", "state")),
    ]


@pytest.mark.parametrize(
    ("move", "code"), [(closed, "closed"), (sealed, "closed"), (withdrawn, "closed"), (not_begun, "not_yet_open")]
)
def test_outside_the_window_every_act_says_so(scene: Scene, move: Callable[[Scene], None], code: str) -> None:
    move(scene)
    before, ask, wrong = everything(), client(scene.citizen), []
    for method, path, body in ACTS:
        answer = send(ask, method, path, body, scene.numbers)
        got = (answer.status_code, answer.body.get("code"))
        if got != (409, code):
            wrong.append((method, path, body, got))
    assert wrong == []
    assert everything() == before


def test_inside_the_window_every_one_of_them_is_done(scene: Scene) -> None:
    """The control. Those that find nothing to take back are not done either way."""
    ask = client(scene.citizen)
    codes = [send(ask, method, path, body, scene.numbers).status_code for method, path, body in ACTS]
    assert codes == [201, 200, 200, 200, 200, 201, 201, 201, 201, 201, 201, 200, 204, 201, 200]


def send(ask: Any, method: str, path: str, body: dict[str, Any], numbers: dict[str, int]) -> Any:
    sent = {name: value.format(**numbers) if isinstance(value, str) else value for name, value in body.items()}
    return getattr(ask, method)(f"/api/v1/{path.format(**numbers)}", sent)
