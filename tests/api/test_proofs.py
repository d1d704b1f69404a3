"""Reports without an account: a few without a proof, more with one, and a bad one is named. In the demo's sizes too."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from config.rates import api_rates
from forums.actions import add_post
from participation.moderation.actions.reporting import MOST
from participation.proof import new_challenge
from tests.support import factories as make
from tests.support.api import client, schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def ref() -> str:
    clause = make.clauses(make.consultation())[0]
    return f"post.{add_post(author=make.person(), thread_id=clause.thread_id, body='Канарче').pk}"


def solved(purpose: str = "report") -> str:
    """A proof as docs/api.md says it is made."""
    asked = new_challenge(purpose)
    for number in range(asked["maxnumber"] + 1):
        if hashlib.sha256(f"{asked['salt']}{number}".encode()).hexdigest() == asked["challenge"]:
            said = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": number}
            return base64.b64encode(json.dumps(said).encode()).decode()
    raise AssertionError("no solution")


def send(ref: str, proof: str = "", **more: Any) -> Any:
    headers = {"HTTP_MEGDAN_PROOF": proof} if proof else {}
    return client().post("/api/v1/reports/", {"ref": ref, "reason": "insult"}, **headers, **more)


@pytest.mark.parametrize("factor", [1, 20])
def test_a_proof_lifts_what_three_without_one_used_up(ref: str, settings: Any, factor: int) -> None:
    settings.API_RATES = api_rates(factor)
    assert [send(ref).status_code for _n in range(4)] == [201, 201, 201, 429]
    left = MOST - 3 if factor > 1 else api_rates(1)["reports"][0] - 4  # the refused one was counted too
    assert [send(ref, solved()).status_code for _n in range(left)] == [201] * left
    assert send(ref, solved()).status_code == 429, "there is an end to it"


@pytest.mark.parametrize("bad", ["rubbish", "e30=", "x" * 3000])
def test_a_bad_proof_is_named(ref: str, bad: str) -> None:
    answer = send(ref, bad)
    assert (answer.status_code, answer.body["field"]) == (400, "Megdan-Proof")
    assert list(answer.body["fields"]) == ["Megdan-Proof"]
    for _n in range(3):
        assert send(ref).status_code == 201, "a bad one uses nothing up"
    assert send(ref).status_code == 429


def test_a_proof_serves_its_purpose_once(ref: str) -> None:
    proof = solved()
    assert [send(ref, proof).status_code for _n in range(2)] == [201, 400]
    assert send(ref, solved("sign_up")).body["field"] == "Megdan-Proof"


def test_whoever_is_signed_in_needs_none(ref: str) -> None:
    answer = client(make.person()).post("/api/v1/reports/", {"ref": ref, "reason": "insult"}, HTTP_MEGDAN_PROOF="x")
    assert answer.status_code == 201


def test_the_schema_names_the_header() -> None:
    parameters = schema()["paths"]["/api/v1/reports/"]["post"]["parameters"]
    assert [(one["name"], one["in"], one.get("required", False)) for one in parameters] == [
        ("Megdan-Proof", "header", False)
    ]
