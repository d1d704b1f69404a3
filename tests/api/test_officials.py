"""From a text to an answered consultation, through the API alone; and everything public in one document."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from participation.documents.actions import run_import
from participation.record.worker import run_due
from proposals.actions.lifecycle import close_due
from proposals.models import Consultation
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db
TEXT = "# Цели\n\n1. До края на 2027 г. всички услуги са и в интернет.\n\n2. Помощ се оказва на място.\n"
DETAILS = {
    "institution": "Кмет на община Каварна",
    "contact_name": "Деница Георгиева",
    "contact_email": "d.georgieva@kavarna.example",
    "way_counter": "Център за обслужване, стая 3",
    **{f"document_{name}": "Текст." for name in ("introduction", "aims", "process", "related", "questions")},
}


def test_from_a_file_to_an_adopted_policy() -> None:
    place = make.place()
    official, citizen = client(make.official(place)), client(make.person("Стефка"))
    one = official.post(
        "/api/v1/consultations/", {"municipality": "DOB17", "kind": "strategy", "title": "Цифрова Каварна"}
    )
    assert (one.status_code, one.body["state"]) == (201, "preparing")
    at = f"/api/v1/consultations/{one.body['id']}/"

    file = SimpleUploadedFile("strategy.md", TEXT.encode(), "text/markdown")
    job = official.post(f"{at}import/", {"file": file}, format="multipart")
    assert (job.status_code, job.body["state"]) == (202, "waiting")
    assert official.get(f"{at}tree/").body["clauses"] == []
    run_import(job.body["id"])
    progress = official.get(f"/api/v1/imports/{job.body['id']}/").body
    assert (progress["state"], progress["progress"]) == ("done", 100), progress
    assert citizen.get(f"/api/v1/imports/{job.body['id']}/").status_code == 404
    run_due()
    tree = official.get(f"{at}tree/").body
    assert tree["import_job"] == job.body["id"]
    assert [row["label"] for row in tree["clauses"]] == ["1.", "2."]

    last = tree["clauses"][-1]
    changed = official.post(
        f"{at}tree/",
        {"operation": "edit", "key": last["key"], "revision": tree["revision"], "body": "Помощ по телефона."},
    )
    assert changed.body["clauses"][-1]["body"] == "Помощ по телефона."
    stale = official.post(f"{at}tree/", {"operation": "undo", "revision": tree["revision"]})
    assert (stale.status_code, stale.body["code"], stale.body["revision"]) == (409, "stale", changed.body["revision"])
    undone = official.post(f"{at}tree/", {"operation": "undo", "revision": changed.body["revision"]}).body
    assert undone["clauses"] == tree["clauses"]

    missing = {
        item["code"] for item in official.get(f"{at}readiness/").body if not item["ok"] and not item["is_advice"]
    }
    assert {"institution", "closes_at"} <= missing
    refused = official.post(f"{at}publish/", {})
    assert (refused.status_code, refused.body["code"]) == (409, "not_ready")
    assert {item["code"] for item in refused.body["missing"]} == missing
    closes = (timezone.now() + timedelta(days=31)).isoformat()
    assert official.patch(at, {**DETAILS, "planned_closes_at": closes}).status_code == 200
    assert official.post(f"{at}publish/", {}).body["state"] == "open"
    assert official.patch(at, {"title": "Друго"}).status_code == 400

    clause = next(
        row for row in citizen.get(f"/api/v1/clauses/?consultation={one.body['id']}").body["results"] if row["question"]
    )
    citizen.post("/api/v1/ballots/", {"question": clause["question"], "choice": "support"})
    wish = citizen.post(
        "/api/v1/suggestions/", {"clause": clause["id"], "text": "До края на 2026 г.", "reason": "По-рано."}
    ).body
    said = citizen.post("/api/v1/comments/", {"clause": clause["id"], "body": "=HYPERLINK(1) и обучения"}).body
    assert citizen.post(f"/api/v1/comments/{said['id']}/mark_proposal/").status_code == 403
    assert official.post(f"/api/v1/comments/{said['id']}/mark_proposal/").body["is_proposal"] is True
    assert official.delete(f"/api/v1/comments/{said['id']}/mark_proposal/").body["is_proposal"] is False
    assert official.post(f"/api/v1/comments/{said['id']}/mark_proposal/").body["is_proposal"] is True

    what = Consultation.objects.get(pk=one.body["id"])
    make.close(what)
    close_due()
    assert official.get(at).body["state"] == "closed"
    rows = official.get(f"/api/v1/proposals/?consultation={what.pk}&ordering=x")
    assert rows.status_code == 400
    rows = official.get(f"/api/v1/proposals/?consultation={what.pk}").body["results"]
    assert {(row["suggestion"], row["comment"]) for row in rows} == {(wish["id"], None), (None, said["id"])}
    assert citizen.get("/api/v1/proposals/").body["count"] == 0
    assert citizen.patch(f"/api/v1/proposals/{rows[0]['id']}/", {"outcome": "accepted"}).status_code == 404
    assert official.post(f"{at}publish_report/", {}).body["code"] == "not_answered"
    no_reason = official.patch(f"/api/v1/proposals/{rows[0]['id']}/", {"outcome": "rejected"})
    assert (no_reason.status_code, no_reason.body["field"]) == (400, "reason")
    answered = official.patch(f"/api/v1/proposals/{rows[0]['id']}/", {"outcome": "accepted", "seen": ""})
    assert answered.body["outcome"] == "accepted"
    late = official.patch(f"/api/v1/proposals/{rows[0]['id']}/", {"outcome": "rejected", "reason": "Не", "seen": ""})
    assert (late.status_code, late.body["code"]) == (409, "stale")
    bulk = {
        "consultation": what.pk,
        "proposals": [row["id"] for row in rows],
        "outcome": "partly",
        "reason": "Отчасти.",
    }
    assert [row["outcome"] for row in official.post("/api/v1/proposals/answer/", bulk).body] == ["partly", "partly"]
    assert citizen.get("/api/v1/proposals/").body["count"] == 0, "drafted answers are not public"
    assert citizen.get(f"{at}report/").body["code"] == "not_published"
    assert citizen.post(f"{at}publish_report/", {}).status_code == 403

    assert official.post(f"{at}publish_report/", {"note": "Благодарим."}).body["state"] == "answered"
    report = client(language="bg").get(f"{at}report/").body
    assert (report["note"], report["counts"]) == ("Благодарим.", {"partly": 2})
    assert [row["number"] for row in report["proposals"]] == [1, 2]
    assert {row["outcome"] for row in citizen.get("/api/v1/proposals/").body["results"]} == {"partly"}
    for path in (f"{at}report.csv", f"{at}report/?format=csv"):
        sheet = client(language="bg").get(path)
        assert sheet["Content-Type"] == "text/csv; charset=utf-8"
        lines = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
        assert len(lines) == 3
        assert any(cell.startswith("'=HYPERLINK") for cell in lines[2] + lines[1])
    results = citizen.get(f"{at}results/").body
    assert (results["total"], results["counts"]) == (1, {"support": 1})
    assert results["sealed_at"]
    assert len(results["digest"]) == 64
    assert official.post(f"{at}adopt/", {"decision_number": "121"}).body["state"] == "adopted"
    kinds = [row["kind"] for row in citizen.get(f"{at}history/?page_size=200").body["results"]]
    assert {
        "consultation.published",
        "comment.created",
        "report.published",
        "consultation.adopted",
    } <= set(kinds)
    assert not {kind for kind in kinds if kind.startswith("ballot.")}, "votes are told by day alone"
    assert not {kind for kind in kinds if kind.startswith(("draft.", "answer.", "import."))}, (
        "work in progress is not public"
    )


def test_the_export_is_the_whole_consultation_and_nothing_private() -> None:
    what = make.consultation()
    clause = make.clauses(what)[0]
    author = make.person("Стефка Петрова", email="private-address@megdan.example")
    ask = client(author)
    ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "oppose"})
    ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "Мнение"})
    ask.post("/api/v1/suggestions/", {"clause": clause.pk, "text": "Друго", "reason": "Защото"})
    answer = ask.get(f"/api/v1/consultations/{what.pk}/export/")
    body = answer.body
    assert body["format"] == "megdan.consultation/1"
    assert [len(body[name]) for name in ("versions", "clauses", "comments", "suggestions", "proposals")] == [
        1,
        3,
        1,
        1,
        0,
    ]
    assert body["versions"][0]["passages"][1]["text"] == body["clauses"][1]["text"]
    assert body["clauses"][1]["tally"]["counts"] == {"oppose": 1}
    assert body["clauses"][1]["own"] is None
    assert body["comments"][0]["supported"] is None
    assert [row["kind"] for row in body["history"]] == ["comment.created", "suggestion.created"]
    assert [(row["ref"], row["cast"], row["withdrawn"]) for row in body["votes"]] == [(f"clause.{clause.pk}", 1, 0)]
    text = str(body)
    assert "private-address" not in text
    assert "oppose" not in str(body["history"]) + str(body["votes"])
    assert "Стефка Петрова" in text


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"operation": "split", "key": "b", "revision": 0}, {"at"}),
        ({"operation": "retype", "key": "b", "revision": 0, "kind": "poem"}, {"kind"}),
        ({"operation": "explode", "revision": 0}, {"operation"}),
        ({"operation": "merge", "key": "b"}, {"revision"}),
        ({"operation": "undo"}, {"revision"}),
        ({}, {"operation", "revision"}),
    ],
)
def test_changes_of_a_tree_that_cannot_be(sent: dict[str, Any], fields: set[str]) -> None:
    draft = make.draft()
    answer = client(make.official(draft.municipality)).post(f"/api/v1/consultations/{draft.pk}/tree/", sent)
    assert answer.status_code == 400
    assert set(answer.body["fields"]) == fields


def test_every_operation_takes_only_its_own_arguments() -> None:
    from proposals.actions.trees import OPS

    draft = make.draft()
    official = client(make.official(draft.municipality))
    everything = {"kind": "text", "label": "x", "heading": "y", "body": "z", "at": 5, "where": "after", "whole": True}
    for operation in OPS:
        tree = official.get(f"/api/v1/consultations/{draft.pk}/tree/").body
        sent = {**everything, "operation": operation, "key": tree["clauses"][-1]["key"], "revision": tree["revision"]}
        answer = official.post(f"/api/v1/consultations/{draft.pk}/tree/", sent)
        assert answer.status_code in (200, 400), operation


def test_a_file_that_cannot_be_read_says_why() -> None:
    draft = make.draft()
    official = client(make.official(draft.municipality))
    at = f"/api/v1/consultations/{draft.pk}/import/"
    assert official.post(at, {"file": SimpleUploadedFile("a.pdf", b"")}, format="multipart").status_code == 400
    assert official.post(at, {}).status_code == 400
    assert official.post(at, {"text": "а", "file": "б"}).status_code == 400
    job = official.post(at, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken")}, format="multipart").body
    run_import(job["id"])
    told = official.get(f"/api/v1/imports/{job['id']}/").body
    assert told["state"] == "refused"
    assert told["reason"]


def test_a_draft_is_discarded_and_a_published_one_is_withdrawn() -> None:
    draft = make.draft()
    official = client(make.official(draft.municipality))
    assert official.delete(f"/api/v1/consultations/{draft.pk}/").status_code == 204
    assert official.get(f"/api/v1/consultations/{draft.pk}/").status_code == 404
    what = make.consultation(draft.municipality)
    at = f"/api/v1/consultations/{what.pk}/"
    assert official.delete(at).status_code == 400
    assert client(make.person()).post(f"{at}withdraw/", {"reason": "x"}).status_code == 403
    assert official.post(f"{at}withdraw/", {}).status_code == 400
    gone = official.post(f"{at}withdraw/", {"reason": "Нов закон."}).body
    assert (gone["state"], gone["withdrawn_reason"]) == ("withdrawn", "Нов закон.")
    clause = make.clauses(what)[0]
    late = client(make.person()).post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"})
    assert late.body["code"] == "closed"
