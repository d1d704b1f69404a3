"""What becomes of a report: found again in the profile, decided with reasons, in the log in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from forums.actions import add_post
from forums.models import Post
from frontend.dates import lasting
from participation.moderation.actions import decide, report_thing
from participation.moderation.models import Decision, Report
from participation.moderation.selectors import usual_hours
from tests.moderation.conftest import REASONS
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def post() -> Post:
    thread = make.clauses(make.consultation())[0].thread
    return add_post(author=make.person(), thread_id=thread.pk, body="Канарче")


def page_of(client: Client, path: str) -> str:
    answer = client.get(path, **ENGLISH)
    assert answer.status_code == 200, path
    return answer.content.decode()


def reported(post: Post, client: Client) -> Report:
    reader = make.person("Мария Тодорова")
    client.force_login(reader)
    return report_thing(reporter=reader, ref=f"post.{post.pk}", reason="insult", place="онези думи")


def test_ones_own_reports_are_in_the_profile_and_nobody_elses(post: Post, client: Client) -> None:
    made = reported(post, client)
    for path in ("/profile/", "/profile/reports/"):
        assert f"/reports/{made.receipt}/" in page_of(client, path)
    assert "/profile/reports/" in page_of(client, f"/reports/{made.receipt}/")
    client.force_login(make.person("Друг"))
    for path in ("/profile/", "/profile/reports/"):
        assert made.receipt not in page_of(client, path)
    assert Client().get("/profile/reports/").status_code == 302


def test_before_the_decision_the_usual_time_is_told_once_there_is_one(post: Post, client: Client) -> None:
    made = reported(post, client)
    assert usual_hours(made.municipality_id) is None
    assert "Half of the last reports" not in page_of(client, f"/reports/{made.receipt}/")
    now, place = timezone.now(), made.municipality_id
    for hours in (1, 30, 200):
        Decision.objects.create(
            ref="post.1", scope="", municipality_id=place, outcome="keep", rule="", facts="",
            effective_at=now, first_report_at=now - timedelta(hours=hours),
        )  # fmt: skip
    assert usual_hours(place) == 30
    assert "decided within: 30 hours." in page_of(client, f"/reports/{made.receipt}/")


@pytest.mark.parametrize(("rule", "told"), [("insults", True), ("privacy", False)])
def test_the_receipt_gives_rule_and_reason_and_facts_unless_they_are_personal(
    post: Post, client: Client, rule: str, told: bool
) -> None:
    made = reported(post, client)
    decide(moderator=make.moderator(make.place()), ref=f"post.{post.pk}", outcome="hide", **{**REASONS, "rule": rule})
    page, decision = page_of(client, f"/reports/{made.receipt}/"), Decision.objects.get()
    with override("en"):
        assert str(decision.rule_told) in page
    assert REASONS["reason"] in page
    assert (REASONS["facts"] in page) is told
    assert "The author can object until" in page and f"?decision={decision.pk}" in page
    assert "Канарче" not in page and "“онези думи”" in page


def test_left_as_it_is_says_how_to_object(post: Post, client: Client) -> None:
    made = reported(post, client)
    decide(moderator=make.moderator(make.place()), ref=f"post.{post.pk}", outcome="keep", reason="Не е обида.")
    page = page_of(client, f"/reports/{made.receipt}/")
    assert "Не е обида." in page and "You can object" in page and "The author can object" not in page
    assert f"/posts/{post.pk}/" in page, "it still stands, and the way there too"


def test_the_log_is_in_words(post: Post, client: Client) -> None:
    reported(post, client)
    Report.objects.update(created_at=timezone.now() - timedelta(hours=460))
    decide(moderator=make.moderator(make.place()), ref=f"post.{post.pk}", outcome="hide", **REASONS)
    page = page_of(client, "/moderation/log/")
    assert "19 days" in page and "460" not in page and 'data-label="Rule"' in page
    assert "none" in page
    decision = Decision.objects.get()
    assert page_of(client, "/moderation/log/?decision=999").count("<tr") <= 1
    assert f'id="decision-{decision.pk}"' in page_of(client, f"/moderation/log/?decision={decision.pk}")


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.0, "less than an hour"), (1.2, "1 hour"), (47.0, "47 hours"), (49.0, "2 days"), (459.5, "19 days")],
)
def test_how_long_it_took(hours: float, words: str) -> None:
    with override("en"):
        assert lasting(hours) == words


def test_newest_topics_stand_on_the_front_page_and_with_their_municipality(client: Client) -> None:
    topic = make.topic(author=make.person("Стефка Петрова"))
    elsewhere = make.place("VID09", "Видин", "Vidin")
    assert topic.title in page_of(client, "/")
    assert topic.title in page_of(client, f"/municipalities/{topic.forum.municipality.code}/")
    assert topic.title not in page_of(client, f"/municipalities/{elsewhere.code}/"), "the control"
