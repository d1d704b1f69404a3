"""A shift from the plan to the door: a task and a shift are made, a helper signs up on a phone while others look on, scans
the code that the coordinator shows, and is seen to be there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visitor
from tests.e2e.working import come_in, plan

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
PREPARED = """
from participation.accounts.models import User
from volunteers.projects.models import Coordinator, Project
from volunteers.register.models import Application, Volunteer
led = User.objects.get(email="coordinator@megdan.example")
helper = User.objects.get(email="volunteer@megdan.example")
project = Project.objects.filter(coordinators__user=led, state="under_way").order_by("pk").first()
Application.objects.update_or_create(project=project, user=helper, defaults={"state": "accepted"})
print(project.pk)
"""


def test_a_shift_from_the_plan_to_the_door(visitor: Visitors) -> None:
    desk, phone, other = visitor(), visitor(phone=True), visitor()
    project = desk.site.python(PREPARED).strip()
    page = plan(desk, project)
    address, _at, shift = page.url.removeprefix(desk.site.url).partition("#shift-")

    watching = other.go(address)
    places = watching.locator(f"#shift-n-{shift}")
    expect(places).to_contain_text("2 places are free")
    expect(watching.get_by_role("link", name="Say first that you want to help")).to_be_visible()
    other.check()

    helper = phone.sign_in("volunteer", address)
    helper.locator(f"#shift-{shift}").get_by_role("button", name="I will come").click()
    expect(helper.locator(f"#shift-{shift}")).to_contain_text("You have a place.")
    phone.check()
    expect(places).to_contain_text("1 place is free")  # without being loaded again

    come_in(desk, phone, address, shift)
    page.get_by_role("link", name=re.compile("Who comes")).last.click()
    expect(page.get_by_role("heading", name=re.compile("Were there"))).to_be_visible()
    desk.check()


def test_signing_up_without_scripts(visitor: Visitors) -> None:
    desk, phone = visitor(), visitor(phone=True, script=False)
    project = desk.site.python(PREPARED).strip()
    address, _at, shift = plan(desk, project).url.removeprefix(desk.site.url).partition("#shift-")
    page = phone.sign_in("volunteer", address)
    at = page.locator(f"#shift-{shift}")
    at.get_by_role("button", name="I will come").click()
    expect(at).to_contain_text("You have a place.")
    at.get_by_text("Call off").first.click()
    at.get_by_role("button", name="Yes, I cannot come").click()
    expect(at.get_by_role("button", name="I will come")).to_be_visible()
