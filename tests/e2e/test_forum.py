"""A topic lived by two people at once, on a phone and a desktop; without scripts; and the order in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Visitor
from tests.e2e.test_pictures import photograph

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
LONG = "Осветлението по крайбрежната алея"


def forum(site: Site) -> str:
    """The address of Kavarna's forum."""
    return site.python(
        "from forums.models import Forum; print(Forum.objects.get(scope__startswith='municipality.', "
        "municipality__code='DOB17').pk)"
    ).strip()


def begin(page: Page, title: str, words: str) -> str:
    """A topic from the page of a forum; its address."""
    page.get_by_role("link", name="New topic").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Your post").fill(words)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview-box")).to_be_visible()
    page.get_by_role("button", name="Begin the topic").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    return page.url.partition("?")[0]


def send(page: Page, words: str) -> None:
    page.locator("#say textarea").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()


def test_two_people_live_in_a_topic(visitor: Visitors, site: Site) -> None:
    one, two = visitor(), visitor(phone=True)
    here = one.sign_in("citizen", f"/forums/{forum(site)}/")
    one.check()
    address = begin(here, "Пейка пред пощата", "Липсва **пейка** пред пощата.")
    path = address.removeprefix(site.url)
    there = two.sign_in("citizen2", path)
    two.check()
    for page in (here, there):
        expect(page.locator("html")).to_have_attribute("data-live", "connected")

    send(there, "И аз я търсих.")
    expect(here.locator(".posts .voice-body", has_text="И аз я търсих.")).to_be_visible()
    expect(there.locator(".posts .voice-body", has_text="И аз я търсих.")).to_have_count(1)
    expect(there.locator("#say textarea")).to_have_value("")

    answered = here.locator(".said", has_text="И аз я търсих.")
    answered.get_by_role("button", name="Thanks").click()
    expect(answered.get_by_role("button", name="Thanks")).to_have_attribute("aria-pressed", "true")
    own = there.locator(".said", has_text="И аз я търсих.")
    expect(own.locator("[id$=-thanks]")).to_have_text("1")

    answered.get_by_role("link", name="Answer").click()
    expect(here.locator("[data-answered-name]")).to_contain_text("#2")
    here.locator("#say textarea").fill("@Стоя")
    here.get_by_role("option", name="Стоян Кръстев").click()
    expect(here.locator("#say textarea")).to_have_value("@Стоян Кръстев ")
    here.locator("#say textarea").press_sequentially("прав сте.")
    here.get_by_role("button", name="Send", exact=True).click()
    arrived = there.locator(".said", has_text="прав сте.")
    expect(arrived.locator(".answers")).to_contain_text("#2")
    expect(arrived.locator(".mention")).to_have_text("@Стоян Кръстев")
    one.check()
    two.check()


def test_what_is_missed_comes_after_the_connection_is_back(visitor: Visitors, site: Site) -> None:
    writer, reader = visitor(), visitor()
    here = writer.sign_in("citizen", f"/forums/{forum(site)}/")
    path = begin(here, "Чешмата до пазара", "Тече ли пак?").removeprefix(site.url)
    there = reader.go(path)
    expect(there.locator("html")).to_have_attribute("data-live", "connected")
    reader.cut()
    send(here, "Тече от днес.")
    expect(here.locator(".posts .voice-body", has_text="Тече от днес.")).to_be_visible()
    reader.mend()
    expect(there.locator(".posts .voice-body", has_text="Тече от днес.")).to_have_count(1)


def test_a_draft_survives_a_closed_tab_and_not_a_sign_out(visitor: Visitors, site: Site) -> None:
    one = visitor()
    here = one.sign_in("citizen", f"/forums/{forum(site)}/")
    here.get_by_role("link", name=LONG).click()
    here.locator("#say textarea").fill("Недописана мисъл")
    again = one.open_tab()
    again.goto(here.url)
    here.close()
    expect(again.locator("#say textarea")).to_have_value("Недописана мисъл")
    assert "Недописана" in again.evaluate("JSON.stringify(localStorage)")
    again.evaluate("document.querySelector('form[action$=\"/logout/\"]').requestSubmit()")
    again.wait_for_url(site.url + "/")
    assert "Недописана" not in again.evaluate("JSON.stringify(localStorage)")
    site.sessions.pop("citizen", None)


def test_a_draft_with_a_picture_comes_back_whole(visitor: Visitors, site: Site) -> None:
    """Words, picture, what it shows, whom they answer and which words they quote: all of it, after a closed tab."""
    one = visitor(phone=True)
    here = one.sign_in("citizen2", f"/forums/{forum(site)}/")
    here.get_by_role("link", name=LONG).click()
    first = here.locator('[data-number="1"]')
    answered = first.locator(".who b").inner_text()
    first.locator(".voice-body").select_text()
    first.get_by_role("link", name="Answer").click()
    quoted = here.locator("[data-quote-words]").inner_text()
    here.locator("#say textarea").fill("Снимах го вчера.")
    here.locator("#say summary", has_text="Add pictures").click()
    here.locator("#say [type=file]").set_input_files(photograph())
    here.get_by_label("What picture 1 shows").fill("Стълб без лампа")
    again = one.open_tab()
    again.goto(here.url)
    here.close()
    one.page = again
    expect(again.locator(".draft-line")).to_contain_text("here again")
    expect(again.locator("#say .kept-pictures img")).to_have_count(1)
    expect(again.get_by_label("What picture 1 shows")).to_have_value("Стълб без лампа")
    expect(again.locator("#say textarea")).to_have_value("Снимах го вчера.")
    expect(again.locator("[data-answered-name]")).to_have_text(f"{answered} #1")
    expect(again.locator("[data-quote-words]")).to_have_text(quoted)
    assert quoted
    one.check()

    again.reload()  # nothing of it was used up
    expect(again.locator("#say .kept-pictures img")).to_have_count(1)
    again.get_by_role("button", name="Send", exact=True).click()
    sent = again.locator(".said", has_text="Снимах го вчера.")
    expect(sent.get_by_role("img", name="Стълб без лампа")).to_have_count(1)
    expect(sent.locator(".answers")).to_contain_text(f"{answered} #1")
    again.reload()
    expect(again.locator("#say textarea")).to_have_value("")
    expect(again.locator(".draft-line")).to_have_count(0)


def test_an_answer_that_was_begun_comes_back_as_one_and_can_be_thrown_away(visitor: Visitors, site: Site) -> None:
    one = visitor()
    here = one.sign_in("citizen2", f"/forums/{forum(site)}/")
    path = begin(here, "Въже за пране", "Кой го е вързал?").removeprefix(site.url)
    here.locator('[data-number="1"]').get_by_role("link", name="Answer").click()
    here.locator("#say textarea").fill("Аз, от балкона.")
    again = one.open_tab()
    here.close()
    one.page = again
    again.goto(site.url + path)
    expect(again.locator("#say textarea")).to_have_value("Аз, от балкона.")
    expect(again.locator("[data-answering]")).to_be_visible()
    expect(again.locator("[data-answered-name]")).to_contain_text("Стоян Кръстев #1")
    one.check()
    again.get_by_role("button", name="Throw it away").click()
    expect(again.locator("#say textarea")).to_have_value("")
    expect(again.locator("[data-answering]")).to_be_hidden()
    again.reload()
    expect(again.locator("#say textarea")).to_have_value("")
    expect(again.locator(".draft-line")).to_have_count(0)


def test_changing_and_taking_back_stand_at_the_post_and_are_said(visitor: Visitors, site: Site) -> None:
    one = visitor(phone=True)
    here = one.sign_in("citizen", f"/forums/{forum(site)}/")
    begin(here, "Скърца люлката", "На площадката до реката.")
    send(here, "Смазах я.")
    mine = here.locator(".said", has_text="Смазах я.")
    mine.get_by_role("link", name="Edit").click()
    expect(mine.locator(".voice-acts")).to_be_hidden()
    mine.get_by_role("link", name="Leave as it was").click()
    expect(mine.locator(".voice-body")).to_have_text("Смазах я.")
    mine.get_by_role("link", name="Edit").click()
    here.locator(".edit-form textarea").fill("Смазах люлката.")
    here.get_by_role("button", name="Save").click()
    mine = here.locator(".said", has_text="Смазах люлката.")
    expect(mine.locator(".voice-body")).to_be_in_viewport()
    expect(here.locator("#toast")).to_have_text("Your post is changed.")
    one.check()
    mine.get_by_role("link", name="Take back").click()
    one.check()
    here.get_by_role("button", name="Yes, take it back").click()
    expect(here.locator('[data-number="2"]')).to_have_text("#2 Taken back by its author.")
    expect(here.locator('[data-number="2"]')).to_be_in_viewport()
    expect(here.locator("#toast")).to_have_text("Your post was taken back.")


def test_the_menu_stays_on_a_phone_and_the_ways_in_their_places(visitor: Visitors, site: Site) -> None:
    one, other = visitor(phone=True), visitor()
    page = one.sign_in("ngo", f"/forums/{forum(site)}/")
    page.get_by_role("link", name=LONG).click()
    page.locator("#level button").click()
    expect(page.locator("#toast")).to_be_visible()
    page.locator("#topic-more").click()
    box = page.locator(".topic-more .menu-body").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.get_by_role("link", name="To the newest").click()
    last = page.locator(".said").last.get_attribute("data-number")
    expect(page.locator("#jump-top")).to_have_value(last or "")
    expect(page.get_by_role("link", name="To the newest")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-live", "connected")
    there = other.sign_in("citizen", page.url.removeprefix(site.url).partition("#")[0])
    send(there, "Броячът върви.")
    expect(page.locator("#jump-top-last")).to_have_text(f"of {int(last or 0) + 1}")
    expect(there.locator("#jump-foot-last")).to_have_text(f"of {int(last or 0) + 1}")


def test_a_long_topic_page_by_page_without_scripts(visitor: Visitors, site: Site) -> None:
    reader = visitor(script=False, phone=True)
    page = reader.sign_in("citizen2", f"/forums/{forum(site)}/")
    page.get_by_role("link", name=LONG).click()
    expect(page.locator(".said")).to_have_count(30)
    page.get_by_role("link", name="To the newest").click()
    expect(page.locator("#posts-h ~ .posts .said").first).to_have_attribute("data-number", "61")
    page.locator("#jump-top").fill("45")
    page.locator(".jump").first.get_by_role("button").click()
    expect(page.locator('[data-number="45"]')).to_be_visible()
    page.locator('[data-number="45"]').get_by_role("button", name="Agree").click()
    expect(page.locator('[data-number="45"] [aria-pressed="true"]')).to_have_count(1)
    page.locator('[data-number="45"]').get_by_role("link", name="Answer").click()
    page.locator("#say textarea").fill("Без скриптове също.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".said", has_text="Без скриптове също.")).to_be_visible()
    mine = page.locator(".said", has_text="Без скриптове също.")
    mine.get_by_role("link", name="Take back").click()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(page.locator("[data-messages]")).to_be_in_viewport()
    expect(page.locator(".said", has_text="Taken back by its author.").last).to_be_in_viewport()
    page.locator("#topic-more").click()
    page.get_by_role("button", name="Ignore", exact=True).click()
    expect(page.get_by_role("button", name="Ignored")).to_be_visible()


def test_locking_and_hiding_reach_open_screens(visitor: Visitors, site: Site) -> None:
    author, host, reader = visitor(), visitor(), visitor()
    here = author.sign_in("citizen", f"/forums/{forum(site)}/")
    path = begin(here, "Кучето пред читалището", "Лае нощем.").removeprefix(site.url)
    there = reader.go(path)
    expect(there.locator("html")).to_have_attribute("data-live", "connected")
    desk = host.sign_in("official", f"{path}order/")
    host.check()
    desk.get_by_role("button", name="Lock it").click()
    expect(there.locator("#topic-banner")).to_contain_text("locked")
    assert desk.url.partition("?")[0] == site.url + path
    host.check()
    number = int(path.strip("/").rpartition("/")[2])
    site.python(f"from forums.actions import hide_topic; hide_topic(topic_id={number})")
    expect(there.locator(".posts")).to_have_count(0)
