"""Moderators through the API: what waits, one decision with its reasons, and taking it back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forums.actions import add_post
from forums.models import Post
from participation.moderation.actions import report_thing
from proposals.models import Consultation
from tests.moderation.conftest import REASONS
from tests.support import factories as make
from tests.support.api import Client, client

pytestmark = pytest.mark.django_db


@pytest.fixture
def what() -> Consultation:
    return make.consultation()


@pytest.fixture
def moderator(what: Consultation) -> Client:
    return client(make.moderator(what.municipality))


def reported(what: Consultation, *, times: int = 1) -> Post:
    """A comment that was reported."""
    post = add_post(author=make.person("Петър"), thread_id=make.clauses(what)[0].thread_id, body="**Обида**")
    for number in range(times):
        reporter = make.person()
        report_thing(reporter=reporter, ref=f"post.{post.pk}", reason="insult", note=f"Бележка {number}")
    return post


def test_a_case_is_read_decided_and_reversed(what: Consultation, moderator: Client) -> None:
    post = reported(what, times=2)
    ref, path = f"post.{post.pk}", f"/api/v1/comments/{post.pk}/"
    waiting = moderator.get("/api/v1/cases/").body
    assert [(case["ref"], case["reports"]) for case in waiting["results"]] == [(ref, 2)]
    case = moderator.get(f"/api/v1/cases/{ref}/").body
    assert (case["subject"]["author"], case["subject"]["html"]) == ("Петър", "<p><strong>Обида</strong></p>")
    assert [one["note"] for one in case["complaints"]] == ["Бележка 0", "Бележка 1"]
    assert "reporter" not in str(case)
    bare = moderator.post("/api/v1/decisions/", {"ref": ref, "outcome": "hide"})
    assert (bare.status_code, bare.body["field"]) == (400, "rule")
    sent = {"ref": ref, "outcome": "hide", **REASONS}
    made = moderator.post("/api/v1/decisions/", sent)
    assert made.status_code == 201
    assert client().get(path).status_code == 404
    assert moderator.get("/api/v1/cases/").body["count"] == 0
    assert moderator.get(f"/api/v1/cases/{ref}/").status_code == 404
    again = moderator.post("/api/v1/decisions/", sent)
    assert (again.status_code, again.body["field"]) == (400, "ref")
    back = moderator.post(f"/api/v1/decisions/{made.body['id']}/reverse/")
    assert back.body["reversed_at"]
    assert client().get(path).status_code == 200
    assert moderator.post(f"/api/v1/decisions/{made.body['id']}/reverse/").status_code == 400
    assert [one["outcome"] for one in moderator.get("/api/v1/decisions/").body["results"]] == ["hide"]


def test_those_who_reported_are_told_the_outcome(what: Consultation, moderator: Client) -> None:
    post = add_post(author=make.person(), thread_id=make.clauses(what)[0].thread_id, body="Безобидно")
    reader = client(make.person())
    reader.post("/api/v1/reports/", {"ref": f"post.{post.pk}", "reason": "spam"})
    moderator.post("/api/v1/decisions/", {"ref": f"post.{post.pk}", "outcome": "keep"})
    assert reader.get("/api/v1/reports/").body["results"][0]["decision"]["outcome"] == "keep"


def test_moderators_elsewhere_see_and_decide_nothing_here(what: Consultation) -> None:
    ref = f"post.{reported(what).pk}"
    other = client(make.moderator(make.place("BGS04", "Бургас", "Burgas")))
    assert other.get("/api/v1/cases/").body["count"] == 0
    assert other.get(f"/api/v1/cases/{ref}/").status_code == 404
    sent = {"ref": ref, "outcome": "hide", "rule": "а", "facts": "б"}
    assert other.post("/api/v1/decisions/", sent).status_code == 400
    assert Post.objects.get().hidden_at is None


def test_nobody_decides_about_their_own_words(what: Consultation) -> None:
    person = make.moderator(what.municipality)
    post = add_post(author=person, thread_id=make.clauses(what)[0].thread_id, body="Мое")
    report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult")
    refused = client(person).post("/api/v1/decisions/", {"ref": f"post.{post.pk}", "outcome": "keep"})
    assert (refused.status_code, refused.body["code"]) == (403, "not_allowed")


def test_a_long_queue_asks_the_database_no_more(what: Consultation, moderator: Client) -> None:
    asked = []
    moderator.get("/api/v1/cases/")  # notes when the token was used
    for _more in range(3):
        reported(what)
        with CaptureQueriesContext(connection) as seen:
            moderator.get("/api/v1/cases/")
        asked.append(len(seen))
    assert asked[0] == asked[2]
