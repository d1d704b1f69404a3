"""The report form and the queue, without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import add_post
from forums.models import Post
from participation.moderation.actions import report_thing
from participation.moderation.models import Decision, Report
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    thread = make.clauses(make.consultation())[0].thread
    return add_post(author=make.person(), thread_id=thread.pk, body="Канарче")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_anybody_reports_and_gets_a_receipt(post: Post) -> None:
    answer = Client().post("/moderation/report/", {"ref": f"post.{post.pk}", "reason": "spam", "note": "реклама"})
    assert Report.objects.get().receipt in answer.content.decode()


def test_a_report_without_a_reason_keeps_what_was_typed(post: Post) -> None:
    answer = Client().post("/moderation/report/", {"ref": f"post.{post.pk}", "note": "моите думи"})
    assert answer.status_code == 422
    assert "моите думи" in answer.content.decode()
    assert not Report.objects.exists()


def test_nothing_to_report_is_not_found() -> None:
    assert Client().get("/moderation/report/?ref=post.99999").status_code == 404
    assert Client().get("/moderation/report/?ref=<script>").status_code == 404


def test_the_queue_is_for_moderators(post: Post) -> None:
    here = make.place()
    assert Client().get("/moderation/").status_code == 302
    assert signed_in(make.official(here)).get("/moderation/").status_code == 404
    assert signed_in(make.moderator(here)).get("/moderation/").status_code == 200


def test_a_decision_leads_to_the_next_case(post: Post) -> None:
    guard = make.moderator(make.place())
    other = add_post(author=make.person(), thread_id=post.thread_id, body="друго")
    for one in (post, other):
        report_thing(reporter=make.person(), ref=f"post.{one.pk}", reason="insult")
    client = signed_in(guard)
    address = f"/moderation/cases/post.{post.pk}/"
    refused = client.post(address, {"outcome": "hide", "rule": "Без обиди", "facts": ""})
    assert refused.status_code == 422
    assert "Без обиди" in refused.content.decode()
    answer = client.post(address, {"outcome": "hide", "rule": "Без обиди", "facts": "Обида."})
    assert answer.headers["Location"] == f"/moderation/cases/post.{other.pk}/"
    client.post(f"/moderation/decisions/{Decision.objects.get().pk}/reverse/")
    assert Decision.objects.get().reversed_at is not None
    assert client.get(address).status_code == 302
