"""Quoting: asked only of those who may speak now, by one query whatever the number of versions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from participation.database import db_now
from participation.refusals import BadInput, Closed, Refused, SignInFirst, TooMany
from proposals.actions import commenting
from proposals.actions.commenting import add_comment
from proposals.actions.taking_part import suggest_wording
from proposals.models import Passage, Version
from proposals.selectors.quotes import find_quote
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The quotes that were looked for."""
    found: list[str] = []

    def looking(ref: str, quote: str) -> str | None:
        found.append(quote)
        return find_quote(ref, quote)

    monkeypatch.setattr(commenting, "find_quote", looking)
    return found


def comment(author: object, clause: Any, quote: str = "До края") -> Any:
    return add_comment(author=author, thread_id=clause.thread_id, body="Да", quote=quote)


def refused(why: type[Refused], author: object, clause: Any) -> None:
    with pytest.raises(why):
        comment(author, clause)


def test_the_text_is_read_for_nobody_who_may_not_speak(asked: list[str]) -> None:
    what = make.consultation()
    clause, person = make.clauses(what)[0], make.person(joined_at=db_now() - timedelta(days=2))
    refused(SignInFirst, None, clause)
    for _n in range(20):
        comment(person, clause, quote="")
    refused(TooMany, person, clause)
    make.close(what)
    refused(Closed, make.person(), clause)
    assert asked == []


def test_a_quote_is_kept_as_it_stands(asked: list[str]) -> None:
    clause = make.clauses(make.consultation())[0]
    assert comment(make.person(), clause, " „до   КРАЯ” ").quote == "До края"
    assert asked == ["„до   КРАЯ”"]
    with pytest.raises(BadInput):
        comment(make.person(), clause, "х" * 501)
    assert len(asked) == 1


def test_one_query_whatever_the_number_of_versions(django_assert_num_queries: Any) -> None:
    clause = make.clauses(make.consultation())[0]
    wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Съвсем друго", reason="По-ясно е")
    for number in (2, 3):
        passage = Passage.objects.filter(clause=clause).first()
        assert passage
        version = Version.objects.create(consultation=clause.consultation, number=number)
        passage.pk, passage.version, passage.body_html = None, version, f"<p>Вариант {number}.</p>"
        passage.save()
    for ref, words in (
        (clause.ref, "до края"),
        (clause.ref, "вариант 3"),
        (wish.ref, "вариант 2"),
        (wish.ref, "друго"),
    ):
        with django_assert_num_queries(1):
            assert find_quote(ref, words)
    assert find_quote(clause.ref, "друго") is None
    assert find_quote("nothing", "друго") is None
