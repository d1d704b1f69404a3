"""What the API refuses to write: strangers, malformed bodies, fields it does not offer, floods."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from forums.models import Post
from participation.accounts.models import User
from participation.voting.models import Ballot
from proposals.models import Consultation, Suggestion
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db


@pytest.fixture
def what() -> Consultation:
    return make.consultation()


def test_without_signing_in_nothing_is_written(what: Consultation) -> None:
    clause, nobody = make.clauses(what)[0], client()
    answers = [
        nobody.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"}),
        nobody.post("/api/v1/comments/", {"clause": clause.pk, "body": "x"}),
        nobody.post("/api/v1/suggestions/", {"clause": clause.pk, "text": "x", "reason": "x"}),
        nobody.get("/api/v1/ballots/"),
        nobody.get("/api/v1/tokens/"),
    ]
    assert [answer.status_code for answer in answers] == [401] * 5


def test_a_suspended_person_only_reads(what: Consultation) -> None:
    from django.utils import timezone

    clause = make.clauses(what)[0]
    person = make.person(suspended_until=timezone.now() + timezone.timedelta(days=1))
    ask = client(person)
    assert ask.get("/api/v1/comments/").status_code == 200
    assert ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "x"}).status_code == 403
    assert ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"}).status_code == 403


def test_a_session_needs_its_csrf_token(what: Consultation) -> None:
    clause, person = make.clauses(what)[0], make.person()
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(person)
    sent = {"question": clause.question_id, "choice": "support"}
    assert browser.get("/api/v1/ballots/").status_code == 200
    assert browser.post("/api/v1/ballots/", sent).status_code == 403
    trusted = APIClient()
    trusted.force_login(person)
    assert trusted.post("/api/v1/ballots/", sent).status_code == 201


@pytest.mark.parametrize("body", ["{", "[1", "\xff", '{"a": NaN}', "null", '"x"', "[]", "12", "[" * 100_000])
def test_malformed_json_is_a_clear_400(what: Consultation, body: str) -> None:
    answer = client(make.person()).post("/api/v1/ballots/", body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400
    assert answer.body["code"] in ("parse_error", "invalid")


def test_half_a_character_is_refused_before_any_database_sees_it(what: Consultation) -> None:
    body = b'{"body": "\\ud800", "clause": %d}' % make.clauses(what)[0].pk
    answer = client(make.person()).post("/api/v1/comments/", body, content_type="application/json")
    assert (answer.status_code, list(answer.body["fields"])) == (400, ["body"])
    assert answer.body["fields"]["body"] == ["Half a character (U+D800) is no text."], (
        "a message of ours, for translation"
    )


def test_other_media_types_are_refused(what: Consultation) -> None:
    answer = client(make.person()).post("/api/v1/ballots/", b"<x/>", content_type="text/xml")
    assert (answer.status_code, answer.body["code"]) == (415, "unsupported_media_type")


def test_no_field_is_written_that_is_not_offered(what: Consultation) -> None:
    """Every column of every table a form writes to is sent along; each that is not offered is named, none arrives."""
    clause, person, other = make.clauses(what)[0], make.person(), make.person()
    ask = client(person)

    def stuffed(model: Any, **wanted: Any) -> dict[str, Any]:
        evil: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            kind = field.get_internal_type()
            relation = field.is_relation or kind in ("BigAutoField", "PositiveIntegerField")
            value = (
                other.pk
                if relation
                else "2020-01-01T00:00:00Z"
                if "Date" in kind
                else True
                if "Bool" in kind
                else "evil"
            )
            evil[field.name] = evil[field.attname] = value
        return {**evil, "organisation": None, "parent": None, "client_key": "", "pictures": [], **wanted}

    def send(asking: Any, method: str, path: str, sent: dict[str, Any]) -> Any:
        """Refused with what is not offered; the answer to the rest."""
        refused = getattr(asking, method)(path, sent)
        assert refused.status_code == 400, refused.content
        assert all("There is no such field." in said[0] for said in refused.body["fields"].values())
        assert {"id"} <= set(refused.body["fields"]) < set(sent)
        return getattr(asking, method)(path, {name: sent[name] for name in sent if name not in refused.body["fields"]})

    sent = stuffed(Post, clause=clause.pk, body="Честно", argument="for", quote="")
    made = send(ask, "post", "/api/v1/comments/", sent)
    assert made.status_code == 201, made.content
    post = Post.objects.get()
    assert (post.author, post.group, post.is_proposal, post.hidden_at, post.edited_at) == (
        person,
        "citizen",
        False,
        None,
        None,
    )
    assert post.created_at.year > 2020
    assert post.body_html == "<p>Честно</p>"
    sent = stuffed(Suggestion, clause=clause.pk, text="Нов", reason="Защото")
    assert send(ask, "post", "/api/v1/suggestions/", sent).status_code == 201
    suggestion = Suggestion.objects.get()
    assert (suggestion.author, suggestion.state, suggestion.group, suggestion.hidden_at) == (
        person,
        "pending",
        "citizen",
        None,
    )
    sent = stuffed(Ballot, question=clause.question_id, choice="support")
    assert send(ask, "post", "/api/v1/ballots/", sent).status_code == 201
    ballot = Ballot.objects.get()
    assert (ballot.voter, ballot.group, ballot.organisation) == (person, "citizen", None)
    assert ballot.cast_at.year > 2020
    official = make.official(what.municipality)
    sent = stuffed(Consultation, municipality=what.municipality.code, kind="idea", title="Нов", language="bg")
    drafted = send(client(official), "post", "/api/v1/consultations/", sent)
    assert drafted.status_code == 201
    draft = Consultation.objects.get(pk=drafted.body["id"])
    assert (draft.stage, draft.created_by, draft.published_at, draft.answered_at) == ("preparing", official, None, None)
    change = {
        **stuffed(Consultation),
        "title": "Друг",
        "contact_email": "a@b.bg",
        "way_email": "",
        "kind": "plan",
        "planned_opens_at": None,
        "planned_closes_at": None,
    }
    changed = send(client(official), "patch", f"/api/v1/consultations/{draft.pk}/", change)
    assert changed.status_code == 200, changed.content
    draft.refresh_from_db()
    assert (draft.title, draft.stage, draft.municipality, draft.published_at) == (
        "Друг",
        "preparing",
        what.municipality,
        None,
    )
    assert (draft.decision_number, draft.report_note, draft.withdrawn_reason) == ("", "", "")
    token = send(
        client(),
        "post",
        "/api/v1/tokens/",
        {
            "id": other.pk,
            "email": person.email,
            "password": make.PASSWORD,
            "user": other.pk,
            "user_id": other.pk,
            "digest": "x",
            "expires_at": None,
        },
    )
    assert token.status_code == 201
    assert not User.objects.get(pk=other.pk).api_tokens.exists()
    assert person.api_tokens.get(pk=token.body["id"]).expires_at is not None


def test_writing_has_limits_that_say_when_to_come_back(what: Consultation, settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "ballots": (2, 3600)}
    clause, person = make.clauses(what)[0], make.person()
    sent = {"question": clause.question_id, "choice": "support"}
    answers = [client(person).post("/api/v1/ballots/", sent) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 429]
    assert answers[-1].body["code"] == "throttled"
    assert int(answers[-1]["Retry-After"]) > 0
    assert client(make.person()).post("/api/v1/ballots/", sent).status_code == 201, (
        "another person has limits of their own"
    )


def test_reading_has_limits_per_address(settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "reads.address": (3, 60)}
    codes = [client().get("/api/v1/municipalities/").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    assert client().get("/api/v1/municipalities/", REMOTE_ADDR="10.1.1.1").status_code == 200
    assert client().get("/api/v1/municipalities/", HTTP_X_FORWARDED_FOR="10.1.1.2").status_code == 429


def test_without_a_cache_nobody_is_refused(what: Consultation, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from participation import limits

    class Away:
        def __getattr__(self, name: str) -> Any:
            raise ConnectionError

    monkeypatch.setattr(limits, "cache", Away())
    sent = {"question": make.clauses(what)[0].question_id, "choice": "support"}
    assert client(make.person()).post("/api/v1/ballots/", sent).status_code == 201
