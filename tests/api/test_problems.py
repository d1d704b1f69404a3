"""What a refusal says of itself is what the schema says of refusals."""

from __future__ import annotations

from typing import Any

import pytest

from participation.pictures.making import REASONS
from tests.support import factories as make
from tests.support.api import client, schema


def told() -> dict[str, Any]:
    found: dict[str, Any] = schema()["components"]["schemas"]["Problem"]["properties"]
    return found


def test_every_reason_of_a_picture_is_told() -> None:
    assert [reason for reason in REASONS if f"`{reason}`" not in told()["reason"]["description"]] == []


def test_refusals_that_every_operation_shares_are_told() -> None:
    for word in ("405", "406", "415", "method_not_allowed", "not_acceptable", "unsupported_media_type"):
        assert word in schema()["info"]["description"]


@pytest.mark.django_db
def test_a_limit_says_in_the_body_when_to_come_back(settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "reads.address": (1, 60)}
    answers = [client().get("/api/v1/municipalities/") for _n in range(2)]
    assert answers[1].status_code == 429
    assert set(answers[1].body) <= set(told())
    assert abs(answers[1].body["retry_after"] - int(answers[1]["Retry-After"])) <= 1


@pytest.mark.django_db
def test_all_parameters_that_are_wrong_are_named() -> None:
    answer = client().get("/api/v1/polls/?state=x&kind=2")
    assert (answer.status_code, set(answer.body["fields"])) == (400, {"state", "kind"})
    assert answer.body["field"] in ("state", "kind")


@pytest.mark.django_db
def test_everything_a_decision_needs_is_named_at_once() -> None:
    place = make.place()
    topic = make.topic(make.forum(place))
    (post,) = make.posts(topic, 1, make.person())
    client().post("/api/v1/reports/", {"ref": f"post.{post.pk}", "reason": "insult"})
    answer = client(make.moderator(place)).post(
        "/api/v1/decisions/", {"ref": f"post.{post.pk}", "outcome": "hide_part"}
    )
    assert answer.status_code == 400
    assert {"words", "rule", "facts", "reason"} <= set(answer.body["fields"])


@pytest.mark.django_db
def test_what_is_not_there_is_named() -> None:
    asking = client(make.person())
    unknown = asking.post("/api/v1/posts/", {"topic": 10**17, "body": "Да"})
    assert (unknown.status_code, list(unknown.body["fields"]), unknown.body["field"]) == (400, ["topic"], "topic")
    unknown = asking.post("/api/v1/reports/", {"ref": "post.999", "reason": "insult"})
    assert (unknown.status_code, list(unknown.body["fields"])) == (400, ["ref"])


@pytest.mark.django_db
def test_what_is_no_json_is_said_in_the_readers_language() -> None:
    said = {}
    for language in ("en", "bg"):
        asking = client(make.person(), language=language)
        answer = asking.post("/api/v1/follows/", b'{"scope": ', content_type="application/json")
        assert (answer.status_code, answer.body["code"]) == (400, "parse_error")
        said[language] = answer.body["detail"]
    assert said["en"] == "This is no JSON: look at line 1, column 11."
