"""Hours: noted by a helper, questioned, answered, confirmed; a certificate that a stranger checks by its code."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Visitor
from tests.e2e.working import certify, press, try_code

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
QUESTION, ANSWER = "Преди или след обяд?", "След обяд, с Калина."

BEGIN = """
from participation.places.models import Municipality
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.register.models import Application
leader = make.person("Калина Дочева", "counts{n}@megdan.example")
made = some.project(municipality=Municipality.objects.get(code="DOB17"), leader=leader, hours_goal=40)
person = make.person("Мария Желева", "works{n}@megdan.example")
register.volunteer(person, place=made.municipality)
Application.objects.create(project=made, user=person, state="accepted")
print(made.pk)
"""


class Place:
    """A project under way, its coordinator, a helper, and somebody who knows neither."""

    def __init__(self, visitor: Visitors, site: Site, *, phone: bool, script: bool) -> None:
        self.n = site.python("from participation.accounts.models import User; print(User.objects.count())")
        self.pk = int(site.python(BEGIN.format(n=self.n)))
        self.base, self.hours = f"/projects/{self.pk}/", f"/projects/{self.pk}/hours/"
        self.helper, self.leader, self.stranger = (visitor(phone=phone, script=script) for _n in range(3))

    def works(self, path: str) -> Page:
        return self.helper.sign_in(f"works{self.n}", path)

    def counts(self, path: str) -> Page:
        return self.leader.sign_in(f"counts{self.n}", path)


def notes_hours(place: Place) -> None:
    """What is missing is said, and what was typed is still there."""
    page = place.works(place.base)
    page.get_by_role("link", name="Note hours").click()
    place.helper.check()
    page.get_by_label("What you did").fill("Копах дупки за липите.")
    press(page, "Note them")
    expect(page.get_by_role("alert")).to_contain_text("Say how long it was.")
    place.helper.check()
    expect(page.get_by_label("What you did")).to_have_value("Копах дупки за липите.")
    page.get_by_label("Hours", exact=True).fill("2")
    page.get_by_label("Minutes", exact=True).fill("30")
    press(page, "Note them")
    expect(page.locator(".hours-line", has_text="2 hours 30 minutes")).to_contain_text("waiting to be confirmed")
    place.helper.check()


def is_asked_and_answers(place: Place) -> None:
    page = place.counts(place.hours)
    place.leader.check()
    page.get_by_role("link", name=re.compile("Look closer or ask")).click()
    page.get_by_label("What is not clear").fill(QUESTION)
    place.leader.check()
    press(page, "Ask about it")
    expect(page.get_by_text("They were asked.")).to_be_visible()
    page = place.works("/volunteer/record/")
    expect(page.locator("main")).to_contain_text(QUESTION)
    place.helper.check()
    page.get_by_role("link", name=re.compile("^Answer")).click()
    page.get_by_label("Your answer").fill(ANSWER)
    place.helper.check()
    press(page, "Answer")
    expect(page.get_by_text("Answered. Whoever asked was told")).to_be_visible()
    place.helper.check()


def is_confirmed(place: Place) -> str:
    """The bar of the project moves; the address of the certificate."""
    page = place.counts(place.hours)
    page.locator(".hours-line", has_text=ANSWER).get_by_role("checkbox").check()
    press(page, "Confirm the ticked ones")
    expect(page.get_by_text("Confirmed: 1 note of hours.")).to_be_visible()
    expect(place.stranger.go(place.base).locator("#meter-hours")).to_contain_text("2 / 40")
    return certify(place.leader)


def is_checked(place: Place, address: str) -> None:
    """A stranger types the code without dashes, in small letters; then it is revoked."""
    try_code(place.stranger, address, "Мария Желева")
    page = place.counts(f"{address}revoke/")
    page.get_by_label("Why").fill("Часовете са на друг.")
    place.leader.check()
    press(page, "Revoke it")
    expect(page.get_by_role("heading", level=1)).to_have_text("This certificate was revoked.")
    page = place.stranger.go(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("This certificate was revoked.")
    expect(page.locator("main")).not_to_contain_text("Часовете са на друг.")
    place.stranger.check()


@pytest.mark.parametrize(("phone", "script"), [(True, True), (False, True), (True, False)])
def test_from_noted_hours_to_a_checked_certificate(visitor: Visitors, site: Site, phone: bool, script: bool) -> None:
    place = Place(visitor, site, phone=phone, script=script)
    notes_hours(place)
    is_asked_and_answers(place)
    is_checked(place, is_confirmed(place))
