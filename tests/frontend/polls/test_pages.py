"""The pages of polls: forms without scripts, mistakes shown in their place, live pieces, the same queries for one and many."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from frontend.live import render
from frontend.polls.component import draw_polls_about
from participation.accounts.models import User
from participation.live.models import Event
from participation.notifications.actions import follow
from participation.notifications.models import Notification
from participation.polls import grounds
from participation.polls.actions import close_due, close_poll, create_poll, vote_in_poll
from participation.polls.actions.plans import Plan
from participation.polls.models import Poll
from participation.polls.selectors import get_poll, view_of
from participation.polls.subscribers import tell_followers
from participation.record.models import Act
from participation.refusals import NotAllowed
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def mine(poll: Poll, person: User) -> dict[str, int] | None:
    return view_of(get_poll(poll.pk) or pytest.fail("gone"), viewer=person).own.get(None)


def test_voting_changing_and_taking_back_without_scripts() -> None:
    poll, person = make.poll(kind="several", limit=2), make.person()
    client = signed_in(person)
    answer = client.post(f"/polls/{poll.pk}/vote/", {"choice": ["1", "3"]})
    assert answer.status_code == 302 and answer["Location"] == f"/polls/{poll.pk}/#poll-{poll.pk}"
    assert mine(poll, person) == {"1": 1, "3": 1}
    page = client.get(f"/polls/{poll.pk}/").content.decode()
    assert "You voted:" in page and page.count(" checked") == 2
    client.post(f"/polls/{poll.pk}/vote/", {"choice": "2", "back": "/consultations/"})
    assert mine(poll, person) == {"2": 1}
    client.post(f"/polls/{poll.pk}/vote/", {"withdraw": "1"})
    assert mine(poll, person) is None


def test_the_way_back_stays_on_this_site() -> None:
    poll, client = make.poll(), signed_in(make.person())
    home = f"/polls/{poll.pk}/"
    ways = {"/organisations/?q=a": "/organisations/?q=a", "//evil.example/": home, "https://evil.example": home}
    for back, way in ways.items():
        answer = client.post(f"/polls/{poll.pk}/vote/", {"choice": "1", "back": back})
        assert answer["Location"] == f"{way}#poll-{poll.pk}"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_vote_stays_in_the_form(htmx: bool) -> None:
    poll, person = make.poll(kind="points", limit=5), make.person()
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    answer = signed_in(person).post(f"/polls/{poll.pk}/vote/", {"points_1": "4", "points_2": "3"}, **headers)
    page = answer.content.decode()
    assert answer.status_code == (422 if htmx else 400)
    assert "You gave 7 points and have 5." in page and 'value="4"' in page and 'value="3"' in page
    assert ("<html" in page) is not htmx
    assert (
        "Points are whole numbers"
        in signed_in(person).post(f"/polls/{poll.pk}/vote/", {"points_1": "²"}).content.decode()
    )
    assert mine(poll, person) is None


def test_a_vote_before_signing_in_is_cast_afterwards_once() -> None:
    poll, person = make.poll(kind="points"), make.person()
    client = Client()
    answer = client.post(f"/polls/{poll.pk}/vote/", {"points_1": "4", "points_3": "2"})
    assert "/accounts/login/" in answer["Location"] and "resume" in answer["Location"]
    client.force_login(person)
    client.get(f"/polls/{poll.pk}/resume/")
    assert mine(poll, person) == {"1": 4, "3": 2}
    client.post(f"/polls/{poll.pk}/vote/", {"withdraw": "1"})
    client.get(f"/polls/{poll.pk}/resume/")
    assert mine(poll, person) is None, "it is done once"


FORM = {"title": "Кога?", "kind": "single", "by": "person", "options": "днес\nутре", "lasts": "60", "begins": "now"}
WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"title": ""}, "title", "required"),
    ({"options": "само едно"}, "options", "two options"),
    ({"options": "а\nА"}, "options", "the same"),
    ({"kind": "several", "limit": "3"}, "limit", "between 1 and 2"),
    ({"lasts": "", "closes_day": ""}, "closes_day", "how long"),
    ({"lasts": "", "closes_day": "2020-01-01"}, "closes_day", "a minute"),
    ({"lasts": "", "closes_day": "2999-01-01"}, "closes_day", "a year"),
    ({"quorum": "0"}, "quorum", "1"),
]


@pytest.mark.parametrize(("change", "field", "words"), WRONG)
def test_what_is_wrong_with_a_new_poll_stands_at_its_field(change: dict[str, str], field: str, words: str) -> None:
    place = make.place()
    answer = signed_in(make.official(place)).post("/polls/new/", {**FORM, "municipality": str(place.pk), **change})
    assert answer.status_code == 422 and not Poll.objects.exists()
    assert words in " ".join(map(str, answer.context["form"].errors[field]))
    assert "Кога?" in answer.content.decode() or "title" in change


def test_asking_opening_changing_and_closing() -> None:
    place = make.place()
    client, voter = signed_in(make.official(place)), make.person()
    values = {**FORM, "municipality": str(place.pk), "quorum": "2", "description": "**Важно**"}
    values["begins"] = "later"
    client.post("/polls/new/", values)
    poll = Poll.objects.get()
    assert Client().get(f"/polls/{poll.pk}/").status_code == 404
    client.post(f"/polls/{poll.pk}/edit/", {**values, "title": "Кога точно?", "kind": "yesno", "lasts": "60"})
    client.post(f"/polls/{poll.pk}/open/")
    page = Client().get(f"/polls/{poll.pk}/").content.decode()
    assert "Кога точно?" in page and "<strong>Важно</strong>" in page
    vote_in_poll(voter=voter, poll_id=poll.pk, marks={"no": 1})
    assert client.get(f"/polls/{poll.pk}/edit/").status_code == 302, "somebody has voted"
    client.post(f"/polls/{poll.pk}/close/", {"reason": "Дъждът реши вместо нас"})
    page = signed_in(voter).get(f"/polls/{poll.pk}/").content.decode()
    assert "Дъждът реши вместо нас" in page and "was not reached" in page and "closed a poll before its time" in page
    assert [act.kind for act in Act.objects.filter(ref=poll.ref, is_public=True).order_by("id")] == [
        "poll.opened",
        "window.sealed",
        "poll.closed",
    ]


@pytest.mark.parametrize("path", ["/polls/", "/api/v1/polls/"])
def test_the_list_costs_the_same_for_one_and_for_many(path: str) -> None:
    place, person = make.place(), make.person()
    client = signed_in(person)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    make.poll(place, "several")
    client.get(path)
    one = cost()
    for kind in ("points", "yesno", "single", "several"):
        vote_in_poll(voter=person, poll_id=make.poll(place, kind).pk, marks={"yes": 1} if kind == "yesno" else {"1": 1})
    assert cost() <= one + 1, "the same queries, and at most one for what there was none of before"


def test_every_event_is_drawn_for_everybody_and_holds_nobody(django_capture_on_commit_callbacks: Any) -> None:
    voter = make.person("Канарка Жълтурова")
    with django_capture_on_commit_callbacks(execute=True):
        poll = make.poll(kind="several", title="<script>alert(1)</script>")
        vote_in_poll(voter=voter, poll_id=poll.pk, marks={"1": 1})
    with django_capture_on_commit_callbacks(execute=True):
        close_poll(host=make.official(poll.municipality), poll_id=poll.pk, reason="<b>Край</b>")
    events = list(Event.objects.filter(stream__name=poll.stream))
    assert {event.kind for event in events} >= {"poll.opened", "poll.tally", "poll.closed"}
    for event in events:
        with translation.override("en"), CaptureQueriesContext(connection) as asked:
            html = render(poll.stream, event.kind, event.data, "en") or ""
        assert not asked.captured_queries and "<template data-into" in html
        assert "<script>" not in html and "<b>Край</b>" not in html and "Канарка" not in html


def test_followers_are_told_the_result_once() -> None:
    poll, follower = make.poll(quorum=5), make.person()
    follow(user=follower, scope=poll.scope)
    make.end_poll(poll)
    close_due()
    act = Act.objects.get(kind="poll.closed")
    for _twice in range(2):
        tell_followers(act)
    told = Notification.objects.get(user=follower)
    assert told.kind == "poll.quorum_missed" and told.url == f"/polls/{poll.pk}/"


def test_polls_stand_where_something_is_talked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who began a topic may ask openly there, and no more; another cannot."""
    place, author = make.place(), make.person()

    def ground(number: int, person: object) -> grounds.Ground | None:
        return (
            grounds.Ground("topic.3", "topic.3", place.pk, "/t/3/", "Тема", is_own=person == author)
            if number == 3
            else None
        )

    monkeypatch.setitem(grounds._grounds, "topic", ground)
    monkeypatch.setitem(grounds._readable, "topic", None)
    monkeypatch.delitem(grounds._holds, "topic")
    plan = Plan(title="Кой ден?", kind="single", options=["а", "б"], closes_at=make.db_now() + make.timedelta(hours=1))
    poll = create_poll(host=author, plan=plan, about="topic.3")
    assert (poll.scope, poll.stream, poll.about) == ("topic.3", "topic.3", "topic.3")
    for bad in ({"is_secret": True}, {"kind": "points"}, {"by": "organisation"}):
        with pytest.raises(NotAllowed):
            create_poll(host=author, plan=Plan(**{**vars(plan), **bad}), about="topic.3")
    with pytest.raises(NotAllowed):
        create_poll(host=make.person(), plan=plan, about="topic.3")
    create_poll(host=make.moderator(place), plan=Plan(**{**vars(plan), "is_secret": True}), about="topic.3")
    request = HttpRequest()
    request.user = author
    assert len(draw_polls_about(request, "topic.3")) == 2
    assert close_poll(host=author, poll_id=poll.pk, reason="Стига")


def test_a_poll_that_waits_for_its_moment_says_so_and_can_be_discarded() -> None:
    place = make.place()
    client = signed_in(make.official(place))
    values = {**FORM, "municipality": str(place.pk), "begins": "at"}
    wrong = client.post("/polls/new/", values)
    assert wrong.status_code == 422 and "the day on which it opens" in wrong.content.decode()
    past = client.post("/polls/new/", {**values, "opens_day": "2020-01-01", "opens_time": "10:00"})
    assert past.status_code == 422 and past.context["form"].errors["opens_day"] and not Poll.objects.exists()
    day = (make.db_now() + make.timedelta(days=3)).date()
    client.post("/polls/new/", {**values, "opens_day": day.isoformat(), "opens_time": "10:30"})
    poll = Poll.objects.get()
    opens, closes = poll.window.opens_at, poll.window.closes_at
    assert opens and closes and closes - opens == make.timedelta(minutes=60), "it lasts from its opening on"
    for path in (f"/polls/{poll.pk}/", "/polls/?state=prepared", "/polls/"):
        assert "It opens by itself on" in client.get(path).content.decode()
        assert ", 10:30" in client.get(path).content.decode()
    form = client.get(f"/polls/{poll.pk}/edit/").content.decode()
    assert day.isoformat() in form and 'value="10:30"' in form and 'value="now"' not in form
    stranger = signed_in(make.person())
    assert "Кога?" not in stranger.get("/polls/?state=prepared").content.decode()
    assert stranger.post(f"/polls/{poll.pk}/discard/").status_code == 404
    answer = client.post(f"/polls/{poll.pk}/discard/", follow=True)
    assert "The poll was discarded" in answer.content.decode() and not Poll.objects.exists()


def test_the_table_of_a_closed_poll_has_a_cell_under_every_heading() -> None:
    for voters in (["citizen"], ["citizen", "official"]):
        poll = make.poll(kind="yesno")
        for group in voters:
            person = make.person() if group == "citizen" else make.official(poll.municipality)
            vote_in_poll(voter=person, poll_id=poll.pk, marks={"yes": 1})
        close_poll(host=make.official(poll.municipality), poll_id=poll.pk, reason="Край")
        table = Client().get(f"/polls/{poll.pk}/").content.decode().partition("<thead>")[2].partition("</table>")[0]
        head, *rows = table.split("<tr>")[1:]
        wide = head.count("<th")
        assert [row.count("<th") + row.count("<td") for row in rows] == [wide] * 3


def test_what_one_can_vote_in_comes_first_in_the_list() -> None:
    older = make.poll(title="Отворено отпреди")
    over = make.poll(title="Вече приключило")
    make.end_poll(over)
    page = Client().get("/polls/").content.decode()
    assert 0 < page.index(older.title) < page.index(over.title)
