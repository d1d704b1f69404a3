"""The report form and the queue, without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import add_post
from forums.models import Post
from participation.moderation.actions import report_thing
from participation.moderation.models import Decision, Report
from proposals.actions.taking_part import suggest_wording
from tests.moderation.conftest import REASONS
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
    sent = {"ref": f"post.{post.pk}", "reason": "spam", "note": "реклама", "contact": "guest@megdan.example"}
    answer = Client().post("/moderation/report/", sent, follow=True)
    made = Report.objects.get()
    assert answer.redirect_chain == [(f"/reports/{made.receipt}/", 302)]
    assert made.receipt in answer.content.decode()
    assert made.contact == "guest@megdan.example"
    assert Client().get("/reports/ABCDEFGHJK/").status_code == 404


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
    refused = signed_in(make.official(here)).get("/moderation/", HTTP_ACCEPT_LANGUAGE="en")
    assert refused.status_code == 403
    assert "This is for moderators" in refused.content.decode()
    assert signed_in(make.moderator(here)).get("/moderation/").status_code == 200


def test_a_decision_leads_to_the_next_case(post: Post) -> None:
    guard = make.moderator(make.place())
    other = add_post(author=make.person(), thread_id=post.thread_id, body="друго")
    for one in (post, other):
        report_thing(reporter=make.person(), ref=f"post.{one.pk}", reason="insult")
    client = signed_in(guard)
    address = f"/moderation/cases/post.{post.pk}/"
    refused = client.post(address, {**REASONS, "outcome": "hide", "facts": "", "reason": "Мое основание"})
    assert refused.status_code == 422
    assert "Мое основание" in refused.content.decode()
    answer = client.post(address, {**REASONS, "outcome": "hide"})
    assert answer.headers["Location"] == f"/moderation/cases/post.{other.pk}/"
    client.post(f"/moderation/decisions/{Decision.objects.get().pk}/reverse/")
    assert Decision.objects.get().reversed_at is not None
    assert client.get(address).status_code == 302


def test_behind_the_proxy_each_address_has_a_limit_of_its_own(post: Post, settings: Any) -> None:
    """As in production: the socket names no client, the trusted proxy does."""
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    sent = {"ref": f"post.{post.pk}", "reason": "spam"}

    def report(address: str) -> int:
        proxied = {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": f"203.0.113.9, {address}"}
        return Client().post("/moderation/report/", sent, **proxied).status_code

    assert [report("192.0.2.1") for _n in range(11)] == [302] * 10 + [422]
    assert report("192.0.2.2") == 302


def test_the_queue_asks_as_much_for_three_as_for_one(post: Post) -> None:
    """Comments and suggestions, with the page itself around them."""
    client = signed_in(make.moderator(make.place()))

    def wait_for(post_id: int) -> None:
        clause = make.clauses(make.consultation())[1]
        wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Друго", reason="Така")
        for ref in (f"post.{post_id}", wish.ref):
            report_thing(reporter=None, ref=ref, reason="spam", address=ref)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/moderation/").status_code == 200
        return len(queries)

    client.get("/moderation/")
    wait_for(post.pk)
    once = asked()
    for words in ("едно", "две"):
        wait_for(add_post(author=make.person(), thread_id=post.thread_id, body=words).pk)
    assert asked() == once
    assert len(set(re.findall("/moderation/cases/([^/]+)/", client.get("/moderation/").content.decode()))) == 6


def test_what_hiding_needs_is_not_called_optional(post: Post) -> None:
    report_thing(reporter=make.person(), ref=f"post.{post.pk}", reason="insult")
    client = signed_in(make.moderator(make.place()))
    page = client.get(f"/moderation/cases/post.{post.pk}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    form = page.partition('name="outcome"')[2].partition("</form>")[0]
    assert "(optional)" not in form
    assert form.count('data-needed-with="outcome=warn|hide_part|hide|lock|suspend"') == 3
    assert form.count('data-needed-with="outcome=hide_part"') == 1
