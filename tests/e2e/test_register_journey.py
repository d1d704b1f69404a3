"""Volunteers: from the wish to help to being accepted; and somebody below 18 with a guardian who only has a letter."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PASSWORD, Site, Visitor
from tests.e2e.working import fill_entry

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
WORDS, ANSWER = "Ще донеса лопата и ръкавици.", "Чакаме ви в събота в десет!"

BEGIN = """
from participation.places.models import Municipality
from tests.support import factories as make
from tests.support.volunteers import led_project
made = led_project(Municipality.objects.get(code="DOB17"), leader=make.person("Калина Дочева", "leads{n}@megdan.example"))
make.person({name!r}, "helps{n}@megdan.example")
print(made.pk)
"""


class Place:
    """A project with somebody who leads it, and somebody who wants to help."""

    def __init__(self, visitor: Visitors, site: Site, name: str, *, phone: bool, script: bool = True) -> None:
        self.n = site.python("from participation.accounts.models import User; print(User.objects.count())")
        self.pk = int(site.python(BEGIN.format(n=self.n, name=name)))
        self.name, self.base = name, f"/projects/{self.pk}/"
        self.help, self.people = f"{self.base}help/", f"{self.base}people/"
        self.helper, self.leader = visitor(phone=phone, script=script), visitor(phone=phone, script=script)

    def leads(self) -> Page:
        """The coordinators' page, as the one who leads the project sees it now."""
        return self.leader.sign_in(f"leads{self.n}", self.people)


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def wants_to_help(place: Place) -> None:
    """Before having an account at hand: what was typed is there after signing in and joining."""
    page = place.helper.go("/volunteers/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Volunteers")
    place.helper.check()
    page = place.helper.go(place.base)
    page.get_by_label("A few words to the coordinators").fill(WORDS)
    place.helper.check()
    press(page, "I want to help")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.fill("input[name=login]", f"helps{place.n}@megdan.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator("#help")).to_contain_text(WORDS)
    place.helper.check()
    page.locator("#help").get_by_role("link", name="Join the register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Become a volunteer")


def joins(place: Place) -> None:
    """What is missing is said and nothing is lost; then the way leads back to the project."""
    page = place.helper.page
    place.helper.check()
    fill_entry(page)
    press(page, "Join the register")
    expect(page.get_by_role("alert")).to_contain_text("Choose your age")
    place.helper.check()
    expect(page.get_by_label("Saturday, morning")).to_be_checked()
    page.get_by_label("30 to 49").check()
    page.get_by_label("I agree that my entry is kept").check()
    press(page, "Join the register")
    expect(page.get_by_label("A few words to the coordinators")).to_have_value(WORDS)


def applies(place: Place) -> None:
    """One button, and the coordinators have it."""
    page = place.helper.page
    press(page, "I want to help")
    expect(page.locator("#help")).to_contain_text("You have applied.")
    place.helper.check()


def is_accepted(place: Place) -> None:
    """The coordinator reads the entry and answers; the volunteer reads the answer."""
    page = place.leads()
    applicant = page.locator(".applicant", has_text=place.name)
    expect(applicant).to_contain_text(WORDS)
    expect(applicant).to_contain_text("gardening and planting")
    place.leader.check()
    applicant.get_by_label("A few words with your answer").fill(ANSWER)
    applicant.get_by_role("button", name="Accept").click()
    expect(page.locator("aside")).to_contain_text(place.name)
    place.leader.check()
    page = place.helper.go("/volunteer/applications/")
    expect(page.locator("article", has_text="taking part")).to_contain_text(ANSWER)
    place.helper.check()


def leaves(place: Place) -> None:
    """The entry is gone at once, and the coordinators see nobody any more."""
    page = place.helper.go("/volunteer/")
    place.helper.check()
    page.locator("#leave > summary").click()
    press(page, "Yes, erase my entry")
    expect(page.get_by_text("Your entry is erased.").first).to_be_visible()
    expect(place.leads().locator("aside")).to_contain_text("Nobody yet.")


KINDS = pytest.mark.parametrize(
    ("phone", "script"), [(True, True), (False, True), (True, False)], ids=["phone", "desktop", "no scripts"]
)


@KINDS
def test_from_the_wish_to_help_to_being_accepted(visitor: Visitors, site: Site, phone: bool, script: bool) -> None:
    place = Place(visitor, site, "Стефка Иванова", phone=phone, script=script)
    wants_to_help(place)
    joins(place)
    applies(place)
    is_accepted(place)
    leaves(place)


def letter_to(someone: Visitor, email: str) -> str:
    """The address in the newest letter to a guardian, which the worker sends in a moment."""
    page = someone.go(f"/mailbox/?to={email}")
    link = page.locator(".letter a[href*='/guardian/']").first
    for _try in range(30):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    found = re.search(r"/guardian/\w+/", link.get_attribute("href") or "")
    assert found
    return found.group()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_below_18_a_guardian_decides_with_a_letter_alone(visitor: Visitors, site: Site, phone: bool) -> None:
    place = Place(visitor, site, "Ива Колева", phone=phone)
    page, email = place.helper.sign_in(f"helps{place.n}", "/volunteer/"), f"nina{place.n}@megdan.example"
    expect(page.get_by_label("Guardian's name")).to_be_hidden()
    page.get_by_label("14 to 17").check()
    page.get_by_label("Guardian's name").fill("Нина Колева")
    page.get_by_label("Guardian's e-mail address").fill(email)
    page.get_by_label("I agree that my entry is kept").check()
    place.helper.check()
    press(page, "Join the register")
    expect(page.get_by_text("We have written to Нина Колева")).to_be_visible()
    place.helper.check()
    expect(place.helper.go(place.help).locator("#help")).to_contain_text("As soon as your guardian agrees")

    guardian = visitor(phone=phone)
    address = letter_to(guardian, email)
    page = guardian.go(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ива Колева wants to volunteer")
    guardian.check()
    press(page, "I agree")
    expect(page.get_by_text("You have agreed.")).to_be_visible()
    guardian.check()

    page = place.helper.go(place.help)
    page.get_by_label("A few words to the coordinators").fill(WORDS)
    press(page, "I want to help")
    expect(page.locator("#help")).to_contain_text("You have applied.")
    expect(place.leads().locator(".applicant", has_text=place.name)).to_contain_text("below 18, guardian agrees")
    place.leader.check()

    page = guardian.go(address)
    press(page, "Take my consent back")
    expect(page.get_by_text("Your consent does not stand")).to_be_visible()
    guardian.check()
    expect(place.leads().locator("main")).to_contain_text("Nobody is waiting")
