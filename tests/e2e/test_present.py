"""Who is here and who is writing: two people on a topic who let others see it, one who does not, and a stranger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Visitor
from tests.e2e.test_forum import begin, forum, send
from tests.e2e.test_public_forum import BEGIN

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
MARIA, STOYAN = "Мария Тодорова", "Стоян Кръстев"
SOON = 3_000  # ms, on a busy machine


def set_seen(page: Page, yes: bool) -> None:
    """By the box on the profile, in the tab at hand."""
    page.locator("input[name=is_seen]").set_checked(yes)
    page.locator("form[action$='/profile/'] .btn-primary").click()  # from here on in the person's language
    expect(page.locator("[data-messages]")).to_be_visible()


def test_two_people_see_each_other_on_a_topic(visitor: Visitors, site: Site) -> None:
    one, two = visitor(), visitor(phone=True)
    here = one.sign_in("citizen", f"/forums/{forum(site)}/")
    path = begin(here, "Кой е на площада", "Има ли някого?").removeprefix(site.url)
    there = two.sign_in("citizen2", path)
    names = here.locator("#present")
    expect(names).to_have_text(f"{MARIA}, {STOYAN}")
    expect(there.locator("#present")).to_have_text(f"{MARIA}, {STOYAN}")
    expect(here.locator("#readers")).to_contain_text("2")
    one.check()

    there.locator("#say textarea").press_sequentially("И аз")
    expect(here.locator("#writing")).to_have_text(f"{STOYAN} is writing…")
    expect(there.locator("#writing")).to_be_hidden()  # not to oneself
    one.check()
    two.check()
    send(there, "И аз съм тук.")
    expect(here.locator(".said", has_text="И аз съм тук.")).to_be_visible()
    expect(here.locator("#writing")).to_be_hidden(timeout=SOON)  # long before the six seconds
    there.locator("#say textarea").press_sequentially("Още нещо")
    expect(here.locator("#writing")).to_be_visible()
    expect(here.locator("#writing")).to_be_hidden(timeout=12_000)  # by itself, the words unsent

    aside = two.open_tab()
    aside.goto(f"{site.url}/profile/")
    set_seen(aside, False)
    expect(names).to_have_text(MARIA, timeout=SOON)
    expect(here.locator("#readers")).to_contain_text("2")  # still counted
    there.locator("#say textarea").press_sequentially(" без мен")
    here.wait_for_timeout(1500)
    expect(here.locator("#writing")).to_be_hidden()
    aside.goto(f"{site.url}/profile/")
    set_seen(aside, True)  # as the demo has it for those who come after
    expect(names).to_have_text(f"{MARIA}, {STOYAN}", timeout=SOON)
    two.page.close()
    expect(here.locator("#present")).to_be_hidden()  # alone again


def test_strangers_and_unseen_people_are_numbers_and_see_the_names(visitor: Visitors, site: Site) -> None:
    seen, unseen, stranger = visitor(), visitor(), visitor()
    here = seen.sign_in("citizen", f"/forums/{forum(site)}/")
    path = begin(here, "Кой минава оттук", "Ей така.").removeprefix(site.url)
    hidden = unseen.sign_in("ngo", path)
    passing = stranger.go(path)
    for page in (here, hidden, passing):
        expect(page.locator("#readers")).to_contain_text("3")
        expect(page.locator("#present")).to_have_text(MARIA)
    assert hidden.locator("[data-writes]").count() == 0
    hidden.locator("#say textarea").press_sequentially("Пиша")
    here.wait_for_timeout(1500)
    expect(here.locator("#writing")).to_be_hidden()


def test_in_a_session_and_without_scripts(visitor: Visitors, site: Site) -> None:
    pk = int(site.python(BEGIN))
    site.python(
        "from gatherings.actions.hosting import begin_session\nfrom participation.accounts.models import User\n"
        f"begin_session(host=User.objects.get(email='official@megdan.example'), session_id={pk})"
    )
    one, two, plain = visitor(), visitor(phone=True), visitor(script=False)
    here = one.sign_in("citizen", f"/sessions/{pk}/")
    there = two.sign_in("citizen2", f"/sessions/{pk}/")
    expect(here.locator("#present")).to_contain_text(f"{MARIA}, {STOYAN}")
    there.get_by_label("Your question").press_sequentially("Кога")
    expect(here.locator("#writing")).to_have_text(f"{STOYAN} is writing…")
    one.check()
    two.check()
    still = plain.go(f"/sessions/{pk}/")
    expect(still.locator("#present")).to_be_hidden()
    expect(still.locator("#writing")).to_be_hidden()
