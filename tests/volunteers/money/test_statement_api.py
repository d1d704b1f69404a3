"""Statements through the API, as the schema describes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.support import factories as make
from tests.support.api import check_answer
from tests.support.statements import campaign, sample, upload
from volunteers.money.models import Statement

from .test_api import ask

pytestmark = pytest.mark.django_db


def send(person: Any, name: str, *, status: int = 201, **fields: Any) -> Any:
    """A sample sent as a form; the answer is as the schema says."""
    client = APIClient(headers={"accept-language": "en"})
    client.force_authenticate(person)
    body = {"municipality": make.place().code, "file": SimpleUploadedFile(name, sample(name)), **fields}
    answer = client.post("/api/v1/statements/", body, format="multipart")
    assert answer.status_code == status, answer.content
    check_answer("/api/v1/statements/", "post", answer)
    return answer.json()


@pytest.fixture
def official() -> Any:
    campaign(make.place())
    return make.official(make.place())


def test_uploaded_looked_at_booked_and_settled(official: Any) -> None:
    made = send(official, "wrong-reference.xml")
    assert [line["verdict"] for line in made["lines"]] == ["mistyped", "unknown", "no_reference", "several", "unknown"]
    assert send(official, "wrong-reference.xml", status=200)["id"] == made["id"]
    path = f"/statements/{made['id']}/"
    assert ask("get", path, official)["state"] == "read"
    assert ask("post", f"{path}book/", official)["state"] == "booked"
    line = f"{path}lines/{made['lines'][0]['id']}/"
    assert [one["reference"] for one in ask("get", line, official)["near"]] == ["RF83MGD4201"]
    assert ask("post", f"{line}settle/", official, {"reference": "RF83MGD4210"}, status=400)["field"] == "reference"
    assert ask("post", f"{line}settle/", official, {"reference": "RF83MGD4201"})["state"] == "booked"
    other = f"{path}lines/{made['lines'][2]['id']}/"
    assert ask("post", f"{other}set_aside/", official, {"words": "Market fee"})["state"] == "not_ours"
    assert ask("post", f"{line}set_aside/", official, {"words": "x"}, status=409)["code"] == "closed"
    listed = ask("get", "/statements/?state=booked&municipality=dob17", official)["results"]
    assert [(row["lines"], row["booked"], row["unclear"]) for row in listed] == [(5, 1, 3)]


def test_what_cannot_be_read_is_told_at_the_file(official: Any) -> None:
    for name in ("unbalanced.xml", "other-account.xml", "bomb.xml"):
        assert send(official, name, status=400)["field"] == "file"
    unclear = send(official, "unclear.csv", status=400)
    assert (unclear["code"], unclear["headings"]) == ("columns_unclear", ["Ден", "Какво", "Колко"])
    made = send(official, "unclear.csv", column_on=1, column_text=2, column_amount=3)
    assert [line["verdict"] for line in made["lines"]] == ["pledge", "pledge"]
    columns = {"column_on": 1, "column_text": 2, "column_amount": 3}
    assert send(official, "unclear.csv", status=200, **columns)["id"] == made["id"]
    before, made = made, send(official, "unclear.csv", column_on=1, column_amount=3)
    assert made["id"] != before["id"] and Statement.objects.count() == 1, "read otherwise while nothing of it is booked"
    client = APIClient()
    client.force_authenticate(official)
    assert client.delete(f"/api/v1/statements/{made['id']}/").status_code == 204 and not Statement.objects.exists()


def test_others_find_nothing(official: Any) -> None:
    made = upload(official, "good-08.xml")
    for who in (make.person(), make.official(make.place("VAR06", "Варна", "Varna"))):
        assert ask("get", "/statements/", who)["count"] == 0
        ask("get", f"/statements/{made.pk}/", who, status=404)
        ask("post", f"/statements/{made.pk}/book/", who, status=404)
        send(who, "good-02.xml", status=403)
    ask("get", "/statements/", status=401)
    ask("get", "/statements/?payer=x", official, status=400)


def test_as_many_queries_for_three_as_for_one(official: Any) -> None:
    counts = []
    for names in (("good-08.xml",), ("good-02.xml", "wrong-sum.xml")):
        for name in names:
            upload(official, name)
        with CaptureQueriesContext(connection) as asked:
            ask("get", "/statements/", official)
        counts.append(len(asked))
    assert counts[0] == counts[1]
