"""Ballots, comments and suggestions through the API: the same rules as on the site, told as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forums.models import Post
from participation.organisations.models import Organisation
from participation.voting.models import Ballot
from proposals.models import Consultation
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db


@pytest.fixture
def what() -> Consultation:
    return make.consultation()


def test_a_second_ballot_replaces_the_first(what: Consultation) -> None:
    clause, ask = make.clauses(what)[0], client(make.person())
    first = ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"})
    again = ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"})
    other = ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "oppose"})
    assert [answer.status_code for answer in (first, again, other)] == [201, 200, 200]
    assert first.body["tally"]["counts"] == {"support": 1}
    assert other.body["tally"]["counts"] == {"oppose": 1}
    assert other.body["ref"] == f"clause.{clause.pk}"
    shown = ask.get(f"/api/v1/questions/{clause.question_id}/").body
    assert (shown["own"]["choice"], shown["is_open"], shown["tally"]["total"]) == ("oppose", True, 1)
    assert client().get(f"/api/v1/questions/{clause.question_id}/").body["own"] is None
    assert [row["choice"] for row in ask.get("/api/v1/ballots/").body["results"]] == ["oppose"]
    assert client(make.person()).get("/api/v1/ballots/").body["count"] == 0


def test_a_ballot_is_taken_back(what: Consultation) -> None:
    clause, ask = make.clauses(what)[0], client(make.person())
    ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"})
    assert ask.delete(f"/api/v1/ballots/{clause.question_id}/").body["total"] == 0
    assert ask.delete(f"/api/v1/ballots/{clause.question_id}/").status_code == 404
    assert ask.delete("/api/v1/ballots/999999/").status_code == 404
    assert not Ballot.objects.exists()


def test_a_ballot_is_cheap(what: Consultation) -> None:
    clause, ask = make.clauses(what)[0], client(make.person())
    ask.get("/api/v1/ballots/")  # notes when the token was used
    for choice in ("support", "oppose"):
        with CaptureQueriesContext(connection) as seen:
            ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": choice})
        said = [q["sql"] for q in seen.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(said) <= 8, "\n".join(said)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"question": 0, "choice": "support"}, 400, "invalid"),
        ({"question": 99999, "choice": "support"}, 400, "bad_input"),
        ({"question": 2**70, "choice": "support"}, 400, "invalid"),
        ({"choice": "support"}, 400, "invalid"),
        ({"question": "Q", "choice": "perhaps"}, 400, "bad_input"),
        ({"question": "Q", "choice": ""}, 400, "invalid"),
        ({"question": "Q", "choice": {"a": 1}}, 400, "invalid"),
        ({"question": "Q", "choice": "support", "organisation": 1}, 403, "not_allowed"),
        ([], 400, "invalid"),
    ],
)
def test_ballots_that_cannot_be(what: Consultation, sent: Any, status: int, code: str) -> None:
    if isinstance(sent, dict) and sent.get("question") == "Q":
        sent = {**sent, "question": make.clauses(what)[0].question_id}
    answer = client(make.person()).post("/api/v1/ballots/", sent)
    assert (answer.status_code, answer.body["code"]) == (status, code)


def test_nothing_is_accepted_after_closing(what: Consultation) -> None:
    clause, person = make.clauses(what)[0], make.person()
    ask = client(person)
    said = ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "Преди края"}).body
    made = ask.post("/api/v1/suggestions/", {"clause": clause.pk, "text": "Друго", "reason": "Така е по-добре"}).body
    ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"})
    make.close(what)
    late = [
        ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "oppose"}),
        ask.delete(f"/api/v1/ballots/{clause.question_id}/"),
        ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "Късно"}),
        ask.patch(f"/api/v1/comments/{said['id']}/", {"body": "Късно"}),
        ask.delete(f"/api/v1/comments/{said['id']}/"),
        ask.post("/api/v1/suggestions/", {"clause": clause.pk, "text": "Късно", "reason": "Късно"}),
        ask.post(f"/api/v1/suggestions/{made['id']}/withdraw/"),
    ]
    assert [(answer.status_code, answer.body["code"]) for answer in late] == [(409, "closed")] * 7
    assert "Късно" not in ask.get("/api/v1/comments/").content.decode()
    assert not ask.get(f"/api/v1/questions/{clause.question_id}/").body["is_open"]


def test_a_comment_is_made_answered_changed_and_taken_back(what: Consultation) -> None:
    clause, person, other = make.clauses(what)[0], make.person("Стефка"), make.person()
    ask = client(person)
    sent = {
        "clause": clause.pk,
        "body": "**Да**, но кога?",
        "argument": "question",
        "quote": "До края",
        "client_key": "k1",
    }
    first = ask.post("/api/v1/comments/", sent)
    again = ask.post("/api/v1/comments/", sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.body["id"] == again.body["id"], "a retried form is one comment"
    assert first.body["author"]["name"] == "Стефка"
    assert "<strong>Да</strong>" in first.body["body_html"]
    reply = client(other).post("/api/v1/comments/", {"parent": first.body["id"], "body": "През май."})
    assert (reply.status_code, reply.body["parent"], reply.body["clause"]) == (201, first.body["id"], clause.pk)
    path = f"/api/v1/comments/{first.body['id']}/"
    assert client(other).patch(path, {"body": "Чуждо"}).status_code == 403
    assert client(other).delete(path).status_code == 403
    assert ask.patch(path, {"body": "Кога?"}).body["edited_at"] is not None
    assert ask.delete(path).status_code == 204
    assert ask.get(path).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"body": "Без място"},
        {"body": "Две места", "clause": 1, "suggestion": 1},
        {"body": "", "clause": "C"},
        {"body": "   ", "clause": "C"},
        {"body": "x" * 5001, "clause": "C"},
        {"body": "x", "clause": "C", "argument": "maybe"},
        {"body": "x", "clause": 999999},
        {"body": "x", "parent": 999999},
        {"body": "x", "suggestion": 999999},
        {"body": "a\x00b", "clause": "C"},
        {"body": "x", "clause": "C", "quote": "думи, които ги няма"},
        {"body": "x", "clause": "C", "quote": "х" * 501},
    ],
)
def test_comments_that_cannot_be(what: Consultation, sent: dict[str, Any]) -> None:
    if sent.get("clause") == "C":
        sent = {**sent, "clause": make.clauses(what)[0].pk}
    answer = client(make.person()).post("/api/v1/comments/", sent)
    assert answer.status_code == 400, answer.content
    assert not Post.objects.exists()


def test_one_speaks_for_an_organisation_or_for_oneself(what: Consultation) -> None:
    clause = make.clauses(what)[0]
    ngo = make.organisation(what.municipality, "Читалище „Съгласие“")
    speaker, other = make.representative(ngo, "Ивелина"), make.person()
    sent = {"clause": clause.pk, "body": "Подкрепяме.", "organisation": ngo.pk}
    spoken = client(speaker).post("/api/v1/comments/", sent).body["author"]
    assert (spoken["organisation"]["name"], spoken["group"]) == (ngo.name, "ngo")
    own = client(speaker).post("/api/v1/comments/", {"clause": clause.pk, "body": "А аз лично…"}).body["author"]
    assert (own["organisation"], own["group"]) == (None, "citizen")
    assert client(other).post("/api/v1/comments/", sent).status_code == 403
    Organisation.objects.update(state="refused")
    assert client(speaker).post("/api/v1/comments/", {**sent, "body": "Пак"}).status_code == 403


def test_a_suggestion_is_made_supported_and_withdrawn(what: Consultation) -> None:
    clause, author, other = make.clauses(what)[1], make.person(), make.person()
    sent = {"clause": clause.pk, "text": "Нов текст.", "reason": "По-ясно е.", "client_key": "s"}
    made = client(author).post("/api/v1/suggestions/", sent)
    assert (made.status_code, made.body["state"]) == (201, "pending")
    assert client(author).post("/api/v1/suggestions/", sent).body["id"] == made.body["id"]
    path = f"/api/v1/suggestions/{made.body['id']}/"
    client(other).post("/api/v1/ballots/", {"question": made.body["question"], "choice": "support"})
    assert client(other).get(path).body["support"] == 1
    assert client(other).get(path).body["supported"] is True
    assert client(author).get(path).body["supported"] is False
    said = client(other).post("/api/v1/comments/", {"suggestion": made.body["id"], "body": "Съгласен."})
    assert said.body["suggestion"] == made.body["id"]
    assert client().get(path).body["comment_count"] == 1
    assert client(other).post(f"{path}withdraw/").status_code == 403
    assert client(author).post(f"{path}withdraw/").body["state"] == "withdrawn"
    bad = client(author).post("/api/v1/suggestions/", {"clause": clause.pk, "text": "Нов", "reason": " "})
    assert bad.body["fields"].keys() == {"reason"}
