"""Follows, notifications, reports, and oneself."""

from __future__ import annotations

import pytest

from forums.actions import add_post
from participation.moderation.actions import decide
from participation.notifications.models import Notification
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db


def test_following_and_following_no_longer() -> None:
    what, hidden, person = make.consultation(), make.draft(), make.person()
    ask = client(person)
    assert ask.post("/api/v1/follows/", {"scope": what.scope}).status_code == 201
    assert ask.post("/api/v1/follows/", {"scope": what.scope}).status_code == 200
    assert [row["scope"] for row in ask.get("/api/v1/follows/").body["results"]] == [what.scope]
    assert client(make.person()).get("/api/v1/follows/").body["count"] == 0
    for scope in (hidden.scope, "consultation.999999", "user.1", "nonsense", "consultation.1; DROP"):
        assert ask.post("/api/v1/follows/", {"scope": scope}).status_code == 400, scope
    assert ask.delete(f"/api/v1/follows/{what.scope}/").status_code == 204
    assert ask.delete(f"/api/v1/follows/{what.scope}/").status_code == 404


def test_the_bell_is_ones_own() -> None:
    person = make.person()
    Notification.objects.create(user=person, kind="answer", data={"n": 1}, url="/x/", key="a")
    mine = client(person).get("/api/v1/notifications/?unread=true").body
    assert [row["kind"] for row in mine["results"]] == ["answer"]
    assert client(person).get("/api/v1/notifications/?unread=false").body["count"] == 0
    assert client(make.person()).get("/api/v1/notifications/").body["count"] == 0


def test_notifications_are_marked_as_read_one_or_all() -> None:
    person, other = make.person(), make.person()
    for number in range(3):
        Notification.objects.create(user=person, kind="answer", data={"n": number}, url="/x/", key=f"k{number}")
    ask, first = client(person), Notification.objects.earliest("id")
    assert client(other).post(f"/api/v1/notifications/{first.pk}/read/").status_code == 404
    assert ask.post(f"/api/v1/notifications/{first.pk}/read/").body["read_at"]
    assert ask.get("/api/v1/notifications/?unread=true").body["count"] == 2
    client(other).post("/api/v1/notifications/read/")
    assert ask.get("/api/v1/notifications/?unread=true").body["count"] == 2
    assert ask.post("/api/v1/notifications/read/").status_code == 204
    assert ask.get("/api/v1/notifications/?unread=true").body["count"] == 0


def test_a_notification_says_itself_in_the_language_asked_for() -> None:
    what, person = make.consultation(), make.person()
    post = add_post(author=person, thread_id=make.clauses(what)[0].thread_id, body="Обида")
    client(make.person()).post("/api/v1/reports/", {"ref": f"post.{post.pk}", "reason": "insult"})
    decide(
        moderator=make.moderator(what.municipality),
        ref=f"post.{post.pk}",
        outcome="hide",
        rule="insults",
        facts="Обижда.",
        reason="Обида.",
    )
    told = client(person).get("/api/v1/notifications/").body["results"][0]
    assert "was hidden" in told["title"]
    assert "Обижда." in told["text"]


def test_a_report_has_a_receipt_and_its_reporter_sees_the_decision() -> None:
    what = make.consultation()
    author, reporter = make.person(), make.person()
    post = add_post(author=author, thread_id=make.clauses(what)[0].thread_id, body="Купете евтино")
    made = client(reporter).post("/api/v1/reports/", {"ref": f"post.{post.pk}", "reason": "spam", "note": "реклама"})
    assert made.status_code == 201
    assert made.body["receipt"]
    assert made.body["decision"] is None
    decide(
        moderator=make.moderator(what.municipality),
        ref=f"post.{post.pk}",
        outcome="hide",
        rule="spam",
        reason="Реклама.",
        facts="Реклама",
    )
    told = client(reporter).get("/api/v1/reports/").body["results"][0]["decision"]
    assert (told["outcome"], bool(told["rule"])) == ("hide", True)
    assert client(author).get("/api/v1/reports/").body["count"] == 0, "nobody learns who reported"
    assert client().get(f"/api/v1/comments/{post.pk}/").status_code == 404
    again = client(make.person()).post("/api/v1/reports/", {"ref": f"post.{post.pk}", "reason": "spam"})
    assert again.status_code == 400
    for wrong in ({"ref": "user.1", "reason": "spam"}, {"ref": f"post.{post.pk}", "reason": "x"}, {"reason": "spam"}):
        assert client(reporter).post("/api/v1/reports/", wrong).status_code == 400


def test_oneself() -> None:
    place = make.place()
    ngo = make.organisation(place)
    person = make.representative(ngo, "Ивелина")
    body = client(person).get("/api/v1/me/").body
    assert (body["display_name"], body["roles"], body["can_act"]) == ("Ивелина", [], True)
    assert body["organisations"] == [{"id": ngo.pk, "name": ngo.name, "kind": "ngo"}]
    official = client(make.official(place)).get("/api/v1/me/").body["roles"]
    assert [(role["kind"], role["municipality"]["code"]) for role in official] == [("official", "DOB17")]


def test_ones_name_is_changed_and_the_rest_stays() -> None:
    person = make.person("Стефка")
    refused = client(person).patch("/api/v1/me/", {"display_name": "Друга", "is_staff": True, "email": "a@b.bg"})
    assert (refused.status_code, sorted(refused.body["fields"])) == (400, ["email", "is_staff"])
    changed = client(person).patch("/api/v1/me/", {"display_name": " Стефка  Петрова "}).body
    assert (changed["display_name"], changed["language"]) == ("Стефка Петрова", person.language)
    person.refresh_from_db()
    assert (person.display_name, person.is_staff) == ("Стефка Петрова", False)
    refused = client(person).patch("/api/v1/me/", {"language": "de"})
    assert (refused.status_code, list(refused.body["fields"])) == (400, ["language"])
