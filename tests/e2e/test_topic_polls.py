"""On an open page of a topic: a poll that is asked, votes and its end; words quoted from a post that goes and comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
BEGIN = """
from forums.actions import add_topic_post, start_topic
from forums.models import Category, Post
from participation.accounts.models import User
who = User.objects.get(email="citizen@megdan.example")
part = Category.objects.filter(forum__scope__startswith="municipality.", forum__municipality__code="DOB17").first()
topic = start_topic(author=who, category_id=part.pk, title="{title}", body="Кога да почистим брега?")
first = Post.objects.get(thread=topic.thread_id, number=1)
answer = add_topic_post(
    author=User.objects.get(email="citizen2@megdan.example"), topic_id=topic.pk, body="Аз идвам.", parent_id=first.pk,
    quote="почистим брега",
)
print(topic.pk, first.pk, answer.pk)
"""


def begun(site: Site, title: str) -> list[int]:
    """A topic of the citizen's with an answer that quotes it: their numbers."""
    return [int(number) for number in site.python(BEGIN.replace("{title}", title)).split()]


def test_a_poll_appears_moves_and_ends_on_an_open_page(visitor: Visitors, site: Site) -> None:
    topic, _first, _answer = begun(site, "Чист бряг")
    reader, author = visitor(phone=True), visitor()
    there = reader.sign_in("citizen2", f"/topics/{topic}/")
    expect(there.locator("html")).to_have_attribute("data-live", "connected")
    page = author.sign_in("citizen", f"/topics/{topic}/")
    page.get_by_role("link", name="Ask everybody here").click()
    page.get_by_label("Question").fill("В кой ден?")
    page.locator("[name=options]").fill("Събота\nНеделя")
    page.locator("[name=lasts]").select_option("60")
    author.check()
    page.get_by_role("button", name="Ask it").click()
    expect(page.get_by_role("heading", level=1, name="В кой ден?")).to_be_visible()
    arrived = there.locator("#polls .poll-arrived", has_text="В кой ден?")
    expect(arrived).to_be_visible()
    reader.check()
    arrived.get_by_role("link", name="В кой ден?").click()
    there.get_by_label("Неделя").check()
    there.get_by_role("button", name="Vote").click()
    expect(page.locator(".poll-turnout")).to_contain_text("1")
    there.goto(f"{site.url}/topics/{topic}/")
    expect(there.locator("#polls .poll")).to_contain_text("You voted: Неделя")
    page.get_by_role("link", name="Close it early").click()
    page.get_by_label("Reason").fill("Разбрахме се")
    page.get_by_role("button", name="Close it now").click()
    expect(there.locator("#polls .poll")).to_contain_text("Voting has ended.")


def test_quoted_words_go_with_their_post_and_come_back(visitor: Visitors, site: Site) -> None:
    topic, first, answer = begun(site, "Още по-чист бряг")
    before, between = visitor().go(f"/topics/{topic}/"), visitor()
    quote = before.locator(f"#post-{answer}-quote")
    expect(quote).to_have_text("почистим брега")
    expect(before.locator("html")).to_have_attribute("data-live", "connected")
    site.python(f"from forums.actions import hide_post; hide_post(post_id={first})")
    expect(quote).to_have_text("What was quoted here is not shown.")
    later = between.go(f"/topics/{topic}/")
    expect(later.locator("html")).to_have_attribute("data-live", "connected")
    expect(later.locator(f"#post-{answer}-quote")).to_have_text("What was quoted here is not shown.")
    site.python(f"from forums.actions import restore_post; restore_post(post_id={first})")
    for page in (before, later):
        expect(page.locator(f"#post-{answer}-quote")).to_have_text("почистим брега")
        expect(page.locator(f"#post-{first}-body")).to_contain_text("Кога да почистим")
    between.check()
