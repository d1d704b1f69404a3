"""Deciding on the site: everything wrong at once, locking confirmed, a second moderator, one person's things in a row."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import add_post
from forums.models import Post
from participation.moderation.actions import decide, report_thing
from participation.moderation.models import Decision
from participation.notifications.kinds import title_of
from participation.places.models import Role
from tests.moderation import conftest
from tests.support import factories as make

pytestmark = pytest.mark.django_db
REASONS: Any = conftest.REASONS
EN: Any = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def post() -> Post:
    thread = make.clauses(make.consultation())[0].thread
    return add_post(author=make.person(), thread_id=thread.pk, body="Канарче")


@pytest.fixture
def guard() -> Any:
    return make.moderator(make.place())


@pytest.fixture
def clerk() -> Any:
    person = make.moderator(make.place(), "Служителка")
    Role.objects.create(user=person, municipality=make.place(), kind=Role.Kind.OFFICIAL)
    return person


def signed_in(user: Any) -> Client:
    client = Client(**EN)
    client.force_login(user)
    return client


def reported(post: Post) -> str:
    report_thing(reporter=make.person(), ref=f"post.{post.pk}", reason="spam")
    return f"/moderation/cases/post.{post.pk}/"


def page(answer: Any) -> str:
    return str(answer.content.decode())


def test_everything_wrong_is_said_at_once_in_our_words(post: Post, guard: Any) -> None:
    client, address = signed_in(guard), reported(post)
    refused = client.post(address, {"outcome": "hide_part", "words": "няма ги"})
    assert refused.status_code == 422
    assert page(refused).count('class="error"') == 4
    other = add_post(author=post.author, thread_id=post.thread_id, body="друго")
    decide(moderator=guard, ref=f"post.{other.pk}", outcome="warn", own=True, **REASONS)
    for days in ("-3", "91", "две", ""):
        refused = client.post(address, {**REASONS, "outcome": "suspend", "days": days})
        assert refused.status_code == 422
        assert "A whole number of days, from 1 to 90." in page(refused)
    assert client.post(address, {**REASONS, "outcome": "suspend", "days": "3"}).status_code == 302


def test_locking_is_confirmed_and_leaves_nothing_to_answer_by(post: Post, guard: Any) -> None:
    client, address = signed_in(guard), reported(post)
    assert "The conversation with its 1 post is closed for everybody" in page(client.get(address))
    refused = client.post(address, {"outcome": "lock"})
    assert page(refused).count('class="error"') == 4
    assert Decision.objects.count() == 0
    reader = signed_in(make.person())
    clause = reader.get(f"/posts/{post.pk}/", follow=True).redirect_chain[-1][0].partition("#")[0]
    answer = f"/consultations/{clause.split('/')[2]}/posts/{post.pk}/answer/"
    assert answer in page(reader.get(clause))
    assert client.post(address, {**REASONS, "outcome": "lock", "whole": "on"}).status_code == 302
    locked = page(reader.get(clause))
    assert answer not in locked
    assert "comment-form" not in locked
    assert "Everybody can take part" not in locked
    assert "A moderator has locked the comments here" in locked
    assert reader.get(answer).status_code == 403
    late = reader.post(answer, {"body": "Моите думи"})
    assert late.status_code == 422
    assert "Моите думи" in page(late)


def test_who_works_for_the_municipality_is_warned_before(post: Post, clerk: Any, guard: Any) -> None:
    address, warning = reported(post), "takes effect only when a second moderator agrees"
    assert warning in page(signed_in(clerk).get(address))
    assert warning not in page(signed_in(guard).get(address))
    done = signed_in(clerk).post(address, {**REASONS, "outcome": "hide"}, follow=True)
    assert "It has no effect until a second moderator agrees." in page(done)
    assert "waits for a second moderator" in page(signed_in(clerk).get(address, follow=True))
    made = Decision.objects.get()
    client = signed_in(guard)
    assert client.get(address).headers["Location"] == f"/moderation/seconds/{made.pk}/"
    refused = client.post(f"/moderation/seconds/{made.pk}/", {"answer": "discard", "reason": ""})
    assert refused.status_code == 422
    client.post(f"/moderation/seconds/{made.pk}/", {"answer": "discard", "reason": "Остра, но критика"})
    assert "Остра, но критика" in page(signed_in(clerk).get("/moderation/?show=decided"))


def test_the_same_for_the_next_one_of_the_person(post: Post, guard: Any) -> None:
    others = add_post(author=make.person(), thread_id=post.thread_id, body="друг човек")
    mine = add_post(author=post.author, thread_id=post.thread_id, body="пак аз")
    addresses = [reported(one) for one in (post, others, mine)]
    client = signed_in(guard)
    queue = page(client.get("/moderation/"))
    assert "1 more of the same person" in queue
    done = client.post(addresses[0], {**REASONS, "outcome": "hide", "same": "on"}, follow=True)
    assert done.redirect_chain == [(addresses[2], 302)]
    assert "Check that they fit" in page(done)
    assert REASONS["facts"] in page(done)
    assert 'value="hide" checked' in page(done)
    assert REASONS["facts"] not in page(client.get(addresses[2]))  # offered once
    assert client.post(addresses[2], {**REASONS, "outcome": "hide"}).headers["Location"] == addresses[1]
    assert Decision.objects.filter(affected=post.author).count() == 2  # each with its own statement


def test_a_statement_leads_back_to_the_place_and_says_the_same_words(post: Post, guard: Any) -> None:
    reported(post)
    made = decide(moderator=guard, ref=f"post.{post.pk}", outcome="warn", **REASONS)
    shown = page(signed_in(post.author).get(f"/statements/{made.pk}/"))
    assert f'href="/posts/{post.pk}/"' in shown
    assert "What in it breaks the rule" in shown
    assert "Why that breaks it" in shown
    bell = page(signed_in(post.author).get("/notifications/"))
    assert "What in it breaks the rule" in bell
    assert ">Look<" in bell


def test_a_day_is_told_in_words() -> None:
    assert "Nov. 25, 2026" in title_of("moderation.suspend", {"until": "2026-11-25", "about": "x"})


def test_the_log_of_one_municipality_and_as_a_sheet(post: Post, guard: Any) -> None:
    reported(post)
    made = decide(moderator=guard, ref=f"post.{post.pk}", outcome="hide", **REASONS)
    make.place("VID09", "Видин", "Vidin")
    here, there = (Client(**EN).get(f"/moderation/log/?municipality={code}") for code in ("DOB17", "VID09"))
    assert "No insults" in page(here) or "Без обиди" in page(here)
    assert "Nothing was decided yet" in page(there)
    sheet = f"/moderation/log/{made.decided_at.year}.csv?what=decisions&separator=semicolon"
    lines = page(Client(**EN).get(sheet)).splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == [str(made.pk)]
    assert page(Client(**EN).get(sheet.partition("?")[0])).splitlines()[0].endswith("number")


def test_the_frame_of_staff(clerk: Any, guard: Any) -> None:
    one, two = (page(signed_in(who).get("/moderation/")) for who in (guard, clerk))
    assert one.count('href="/moderation/"') == 1
    assert two.count('class="when-tight"') == two.count('class="when-wide"') == 2
