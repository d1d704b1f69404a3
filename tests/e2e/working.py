"""Volunteers at work, in the words of the pages: an entry in the register, shifts, the door, certificates."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor

TITLE = "Почистване на алеята"
BEGINS = """
from datetime import timedelta
from participation.database import db_now
from volunteers.tasks.models import Shift
now = db_now()
Shift.objects.filter(pk=%s).update(begins=now - timedelta(minutes=5), ends=now + timedelta(hours=2))
"""


def press(page: Page, words: str | re.Pattern[str]) -> None:
    """The button with these words, not one of the frame's."""
    page.locator("main").get_by_role("button", name=words, exact=isinstance(words, str)).click()


def fill_entry(page: Page, place: str = "Kavarna") -> None:
    """All but the age and the consent."""
    page.get_by_label("gardening and planting").check()
    page.get_by_label(place, exact=True).check()
    page.get_by_label("Saturday, morning").check()
    page.get_by_label("Turkish").check()
    page.get_by_label("In your own words").fill("Обичам дърветата.")


def plan(who: Visitor, project: str, name: str = "coordinator") -> Page:
    """A task, then when people are needed; the page of the task, at the shift."""
    page = who.sign_in(name, f"/projects/{project}/tasks/new/")
    who.check()
    page.get_by_label("What is to be done").fill(TITLE)
    page.get_by_label("Where", exact=True).fill("При фара")
    page.get_by_role("button", name="Add the task").click()
    page.get_by_label("Day").fill((date.today() + timedelta(days=9)).isoformat())
    page.get_by_label("Begins").fill("09:00")
    page.get_by_label("Ends").fill("12:00")
    page.get_by_label("How many are needed").fill("2")
    who.check()
    page.get_by_role("button", name="Add the shift").click()
    expect(page.get_by_text("The shift is there")).to_be_visible()
    who.check()
    return page


def come_in(desk: Visitor, phone: Visitor, address: str, shift: str) -> None:
    """The shift has begun (its time is moved); the helper scans the code that the coordinator shows."""
    desk.site.python(BEGINS % shift)
    page = desk.page
    page.goto(f"{desk.site.url}{address}shifts/{shift}/door/")
    desk.check()
    code = page.locator(".door-code").inner_text()
    helper = phone.go(f"/shifts/{shift}/here/?code={code}")
    phone.check()
    helper.locator("main").get_by_role("button", name="I am here").click()
    expect(helper.get_by_role("heading", name="You are checked in")).to_be_visible()
    phone.check()


def certify(leader: Visitor) -> str:
    """From the hours of the project to a certificate; its address."""
    page = leader.page
    page.get_by_role("link", name="Who worked, and certificates").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who worked")
    leader.check()
    press(page, re.compile("^Make a certificate"))
    way = page.locator("main a[href^='/certificates/']").first
    expect(way).to_be_visible()
    leader.check()
    return str(way.get_attribute("href"))


def try_code(stranger: Visitor, address: str, name: str) -> None:
    """The code without dashes, in small letters."""
    page = stranger.go("/certificates/")
    stranger.check()
    page.get_by_label("Code of the certificate").fill(address.split("/")[2].replace("-", "").lower())
    press(page, "Check it")
    expect(page.get_by_role("heading", level=1)).to_have_text("This certificate is valid.")
    expect(page.locator("main")).to_contain_text(name)
    stranger.check()
